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
    text,
)
from parts.services.catalogue.sources.folder import TableFolder, open_tables
from parts.services.catalogue.sources.streams import TableFile
from parts.services.catalogue.sources.tables import Column, TableShape, read_table

__all__ = [
    "BadCell",
    "Cell",
    "Column",
    "TableFile",
    "TableFolder",
    "TableShape",
    "boolean",
    "code",
    "decimal",
    "number",
    "open_tables",
    "optional",
    "read_table",
    "rgb",
    "text",
]
