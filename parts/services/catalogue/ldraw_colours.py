"""The library's colours: those that the starter catalogue lacks, and the maker's numbers that LDConfig notes."""

from collections.abc import Iterator, Mapping

from brickcore.colours import INHERITED, LDrawColour
from parts.services.catalogue.frame import ImportRun, merge, stage
from parts.services.catalogue.starter import starter_colour_entries

TABLE = "colours"
NUMBERS = "colour numbers"

_COLUMNS = {
    "number": "integer",
    "name": "text",
    "rgb": "text",
    "edge_rgb": "text",
    "alpha": "smallint",
    "finish": "text",
    "lego": "text",
    "by_hand": "boolean",
}
_SOURCE = """
    SELECT staged.number, staged.name, staged.rgb, staged.edge_rgb, staged.alpha, staged.finish, 0.5 AS commonness
    FROM ldraw_colour AS staged WHERE NOT staged.by_hand
"""
_NUMBERS = """
    SELECT colour.id AS colour_id, 'ldraw' AS system, staged.number::text AS number
    FROM ldraw_colour AS staged JOIN parts_colour AS colour USING (number)
    UNION ALL
    SELECT colour.id, 'lego', staged.lego
    FROM ldraw_colour AS staged JOIN parts_colour AS colour USING (number)
    WHERE staged.lego <> '' AND NOT EXISTS (
        SELECT FROM parts_colournumber AS known
        WHERE known.system = 'lego' AND known.number = staged.lego AND known.colour_id <> colour.id
    )
"""
"""A number of the maker's that another colour bears already stays with that one."""

_NAME_LIMIT = 80
_LARGEST = 2**31 - 1


def write_colours(run: ImportRun, colours: Mapping[int, LDrawColour]) -> None:
    """Bring the colours up to date; those that the starter catalogue describes stay as it says."""
    stage("ldraw_colour", _COLUMNS, _rows(colours))
    values = ["name", "rgb", "edge_rgb", "alpha", "finish"]
    merge(run, TABLE, "parts_colour", _SOURCE, keys=["number"], values=values, fixed=["commonness"])
    merge(run, NUMBERS, "parts_colournumber", _NUMBERS, keys=["colour_id", "system", "number"])


def _rows(colours: Mapping[int, LDrawColour]) -> Iterator[tuple[object, ...]]:
    by_hand = {entry.number for entry in starter_colour_entries()}
    for code, colour in colours.items():
        if code not in INHERITED and 0 <= code <= _LARGEST:
            rgb, edge = (f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in (colour.rgb, colour.edge))
            lego = "" if colour.lego_id is None else str(colour.lego_id)[:16]
            shown = (colour.name.replace("\0", "")[:_NAME_LIMIT], rgb, edge, colour.alpha, colour.finish)
            yield code, *shown, lego, code in by_hand
