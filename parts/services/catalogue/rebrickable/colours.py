"""Rebrickable's colours: most are LDraw's under another number; those that LDraw lacks become colours of ours."""

from collections.abc import Iterator

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.rebrickable.shapes import COLOURS
from parts.services.catalogue.rebrickable.staged import Row, reject_duplicates, rows_of, stage_rows
from parts.services.catalogue.sources import TableFolder

COLOUR_KEYS = "rb_colour_keys"

FIRST_NUMBER = 1_000_000
"""A colour that LDraw lacks gets this plus Rebrickable's number: far above LDraw's codes, which end at five digits."""

NO_COLOURS = {-1: "Unknown colour", 9999: "No colour"}
"""Two of Rebrickable's are none: what nobody noted, and what has no colour of its own (a sticker sheet, a string)."""

_COLUMNS = {
    "key": "integer",
    "name": "text",
    "rgb": "text",
    "edge_rgb": "text",
    "alpha": "integer",
    "finish": "text",
    "first_year": "integer",
    "last_year": "integer",
}
_FINISHES = (
    ("Chrome", "chrome"),
    ("Pearl", "pearl"),
    ("Metallic", "metal"),
    ("Metal", "metal"),
    ("Glitter", "glitter"),
    ("Opal", "glitter"),
    ("Speckle", "speckle"),
    ("Milky", "milky"),
)
_CLEAR = 128  # alpha as LDraw gives its own transparent colours
_DARK_EDGE, _LIGHT_EDGE = "#333333", "#808080"
_STAGED = "rb_colours"

# One of Rebrickable's stands for several of ours (it does not tell rubber from plastic): the commonest is meant.
_KEYS = f"""
    CREATE TEMPORARY TABLE {COLOUR_KEYS} ON COMMIT DROP AS
    SELECT DISTINCT ON (given.number) given.number::integer AS key, given.colour_id
    FROM parts_colournumber AS given JOIN parts_colour AS colour ON colour.id = given.colour_id
    WHERE given.system = 'rebrickable' AND given.number ~ '^-?[0-9]{{1,6}}$'
    ORDER BY given.number, colour.commonness DESC, colour.number
"""  # noqa: S608

_MISSING = f"""
    SELECT {FIRST_NUMBER} + staged.key AS number, staged.name, staged.rgb, staged.edge_rgb, staged.alpha,
           staged.finish, 0::numeric AS commonness
    FROM {_STAGED} AS staged LEFT JOIN {COLOUR_KEYS} AS known ON known.key = staged.key
    LEFT JOIN parts_colour AS colour ON colour.id = known.colour_id
    WHERE known.key IS NULL OR colour.number >= {FIRST_NUMBER} - 1
"""  # noqa: S608

_NUMBERS = f"""
    INSERT INTO parts_colournumber (colour_id, system, number)
    SELECT colour.id, 'rebrickable', staged.key::text
    FROM {_STAGED} AS staged JOIN parts_colour AS colour ON colour.number = {FIRST_NUMBER} + staged.key
    ON CONFLICT DO NOTHING
"""  # noqa: S608

_YEARS = f"""
    SELECT known.colour_id AS id, min(staged.first_year) AS first_year, max(staged.last_year) AS last_year
    FROM {_STAGED} AS staged JOIN {COLOUR_KEYS} AS known USING (key) GROUP BY known.colour_id
"""  # noqa: S608


def import_colours(run: ImportRun, folder: TableFolder) -> None:
    """Stage the colours, add those that LDraw lacks, and note in which years each was used."""
    rows = rows_of(run, folder, COLOURS)
    if rows is not None:
        stage_rows(_STAGED, _COLUMNS, _described(rows))
        reject_duplicates(run, COLOURS.name, _STAGED, ["key"])
        _settle_colour_keys()
        values = ["name", "rgb", "edge_rgb", "alpha", "finish"]
        merge(run, COLOURS.name, "parts_colour", _MISSING, keys=["number"], values=values, fixed=["commonness"])
        with connection.cursor() as cursor:
            cursor.execute(_NUMBERS)
        _settle_colour_keys()
        merge(run, "years of colours", "parts_colour", _YEARS, keys=["id"], values=["first_year", "last_year"])
    else:
        _settle_colour_keys()


def _settle_colour_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {COLOUR_KEYS}")
        cursor.execute(_KEYS)
        cursor.execute(f"CREATE UNIQUE INDEX ON {COLOUR_KEYS} (key)")


def _described(rows: Iterator[Row]) -> Iterator[Row]:
    for line, key, name, rgb, is_clear, first_year, last_year in rows:
        title, shade = str(name), str(rgb)
        finish = next((ours for word, ours in _FINISHES if word in title), "transparent" if is_clear else "solid")
        edge = _LIGHT_EDGE if _is_dark(shade) else _DARK_EDGE
        alpha = _CLEAR if is_clear else 255
        yield line, key, NO_COLOURS.get(int(str(key)), title), shade, edge, alpha, finish, first_year, last_year


def _is_dark(rgb: str) -> bool:
    return sum(int(rgb[place : place + 2], 16) for place in (1, 3, 5)) < 3 * 64
