"""What every import shares: one transaction under one lock, staged rows, set-based merging, counts, refused rows."""

from parts.services.catalogue.frame.counts import Imported, Rejection, TableCounts
from parts.services.catalogue.frame.errors import ImportRefused
from parts.services.catalogue.frame.merging import merge
from parts.services.catalogue.frame.run import Follows, ImportRun, import_run
from parts.services.catalogue.frame.staging import reject_where, stage

__all__ = [
    "Follows",
    "ImportRefused",
    "ImportRun",
    "Imported",
    "Rejection",
    "TableCounts",
    "import_run",
    "merge",
    "reject_where",
    "stage",
]
