"""One import: begun, recorded, and ended with a new catalogue version when anything changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from parts.models import CatalogueImport
from parts.selectors import current_catalogue_version
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame.counts import Imported, Tally
from parts.services.versions import count_version_up, lock_catalogue

_SOURCE_LIMIT = 200


class ImportRun:
    """What the steps of an import write their counts to. `imported` is there once the run has ended."""

    def __init__(self, command: str, source: str, watch: Watch) -> None:
        self.source = source
        self.watch = watch
        self._tally = Tally()
        self._record = CatalogueImport.objects.create(command=command, source=source[:_SOURCE_LIMIT])
        self.imported: Imported

    def count(self, table: str, *, added: int = 0, changed: int = 0, unchanged: int = 0) -> None:
        """Add to a table's counts."""
        counts = self._tally.of(table)
        counts.added += added
        counts.changed += changed
        counts.unchanged += unchanged

    def reject(self, table: str, line: int, reason: str) -> None:
        """A row of the source is refused. `reason` says what is wrong with it in one sentence."""
        self._tally.reject(table, line, reason)

    def rejected(self, table: str) -> int:
        """How many rows of a table were refused so far."""
        return self._tally.of(table).rejected

    @property
    def has_tables(self) -> bool:
        """Whether the source had anything that could be counted."""
        return bool(self._tally.tables)

    @property
    def has_changes(self) -> bool:
        """Whether any row is new or differs."""
        total = self._tally.total()
        return bool(total.added or total.changed)

    def finish(self) -> None:
        """Write the record, and a new version of the catalogue when anything changed."""
        total, record = self._tally.total(), self._record
        if self.has_changes:
            record.version = count_version_up(self.source[:_SOURCE_LIMIT])
        for name, value in asdict(total).items():
            setattr(record, name, value)
        record.finished_at = timezone.now()
        record.rejections = [rejection._asdict() for rejection in self._tally.rejections]
        record.tables = {name: asdict(counts) for name, counts in self._tally.tables.items()}
        record.save()
        self.imported = Imported(
            self.source, current_catalogue_version(), total, self._tally.tables, self._tally.rejections
        )


@contextmanager
def import_run(*, command: str, source: str, watch: Watch = unwatched) -> Iterator[ImportRun]:
    """A transaction under the imports' lock. Whatever ends it early leaves the catalogue as it was."""
    with transaction.atomic():
        lock_catalogue()
        run = ImportRun(command, source, watch)
        yield run
        run.finish()
