"""Tables as they come from elsewhere: files and archives that are hostile until checked, read row by row."""

from parts.services.catalogue.sources.cells import (
    BadCell,
    Cell,
    boolean,
    code,
    decimal,
    number,
    optional,
    rgb,
    spelled,
    text,
)
from parts.services.catalogue.sources.documents import Tag, bare_name, read_json, read_tags
from parts.services.catalogue.sources.folder import TableFolder, open_tables
from parts.services.catalogue.sources.records import Record, records
from parts.services.catalogue.sources.streams import TableFile
from parts.services.catalogue.sources.tables import Column, TableShape, read_table

__all__ = [
    "BadCell",
    "Cell",
    "Column",
    "Record",
    "TableFile",
    "TableFolder",
    "TableShape",
    "Tag",
    "bare_name",
    "boolean",
    "code",
    "decimal",
    "number",
    "open_tables",
    "optional",
    "read_json",
    "read_table",
    "read_tags",
    "records",
    "rgb",
    "spelled",
    "text",
]
