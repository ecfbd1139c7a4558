"""A table read by its header: which columns it must have, what each may hold, and which rows are refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRefused, ImportRun
from parts.services.catalogue.sources.cells import BadCell, Cell
from parts.services.catalogue.sources.records import Record, records
from parts.services.catalogue.sources.streams import TableFile


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in the header. One that is not `required` reads as an empty cell where it is absent."""

    name: str
    cell: Cell
    required: bool = True


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table's name for people, and the columns that are read of it, in the order in which values are wanted."""

    name: str
    columns: Sequence[Column]


def read_table(run: ImportRun, file: TableFile, shape: TableShape) -> Iterator[tuple[object, ...]]:
    """Line and values of each good row; a bad one is refused with its reason. Unknown columns are passed over."""
    lines = file.lines()
    rows = records(lines)
    header = next(rows, Record(1, []))
    if header.cells is None:
        message = _("The first line of %(name)s cannot be read: %(fault)s. Save it as CSV in UTF-8 again.")
        raise ImportRefused("WRONG_COLUMNS", message % {"name": file.name, "fault": header.fault})
    places = _places(file.name, header.cells, shape)
    width = len(header.cells)
    for row in rows:
        if row.cells is None:
            run.reject(shape.name, row.line, row.fault)
        elif len(row.cells) != width:
            reason = _("it has %(cells)d cells, the header has %(columns)d")
            run.reject(shape.name, row.line, reason % {"cells": len(row.cells), "columns": width})
        elif values := _values(run, row, shape, places):
            yield (row.line, *values)


def _places(name: str, header: Sequence[str], shape: TableShape) -> list[int]:
    """Where each column stands in a row; -1 for one that is absent and need not be there."""
    names = [cell.strip().lower() for cell in header]
    missing = [column.name for column in shape.columns if column.required and column.name not in names]
    if missing:
        message = _("%(name)s lacks the columns %(missing)s; it has %(found)s. Is it the right file?")
        found = ", ".join(names)[:200] or "–"
        raise ImportRefused("WRONG_COLUMNS", message % {"name": name, "missing": ", ".join(missing), "found": found})
    if twice := [column.name for column in shape.columns if names.count(column.name) > 1]:
        message = _("%(name)s has two columns %(twice)s: nobody can tell which is meant.")
        raise ImportRefused("WRONG_COLUMNS", message % {"name": name, "twice": ", ".join(twice)})
    return [names.index(column.name) if column.name in names else -1 for column in shape.columns]


def _values(run: ImportRun, row: Record, shape: TableShape, places: Sequence[int]) -> list[object] | None:
    cells = row.cells or []
    values: list[object] = []
    for column, place in zip(shape.columns, places, strict=True):
        try:
            values.append(column.cell(cells[place] if place >= 0 else ""))
        except BadCell as error:
            run.reject(shape.name, row.line, f"{column.name}: {error}")
            return None
    return values
