"""Rebrickable's elements: the maker's number of a part in a colour."""

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.rebrickable.colours import COLOUR_KEYS
from parts.services.catalogue.rebrickable.part_keys import PART_KEYS
from parts.services.catalogue.rebrickable.shapes import ELEMENTS
from parts.services.catalogue.rebrickable.staged import reject_duplicates, reject_unknown, rows_of, stage_rows
from parts.services.catalogue.sources import TableFolder

_STAGED = "rb_elements"
_COLUMNS = {"number": "text", "part_num": "text", "color_id": "integer", "design_number": "text"}
_SOURCE = f"""
    SELECT staged.number, part.part_id, colour.colour_id, staged.design_number
    FROM {_STAGED} AS staged
    JOIN {PART_KEYS} AS part ON part.key = staged.part_num
    JOIN {COLOUR_KEYS} AS colour ON colour.key = staged.color_id
"""  # noqa: S608


def import_elements(run: ImportRun, folder: TableFolder) -> None:
    """Bring the elements; a number that the newer release lacks stays, because the maker gives none twice."""
    rows = rows_of(run, folder, ELEMENTS)
    if rows is None:
        return
    stage_rows(_STAGED, _COLUMNS, rows)
    reject_duplicates(run, ELEMENTS.name, _STAGED, ["number"])
    reject_unknown(run, ELEMENTS.name, _STAGED, "part_num", f"SELECT key FROM {PART_KEYS}")  # noqa: S608
    reject_unknown(run, ELEMENTS.name, _STAGED, "color_id", f"SELECT key FROM {COLOUR_KEYS}")  # noqa: S608
    values = ["part_id", "colour_id", "design_number"]
    merge(run, ELEMENTS.name, "parts_element", _SOURCE, keys=["number"], values=values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE parts_element")
