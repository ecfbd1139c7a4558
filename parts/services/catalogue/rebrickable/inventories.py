"""Rebrickable's inventories: what a set or a minifigure holds. What a newer release no longer lists is removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.rebrickable.colours import COLOUR_KEYS
from parts.services.catalogue.rebrickable.part_keys import PART_KEYS
from parts.services.catalogue.rebrickable.shapes import (
    INVENTORIES,
    INVENTORY_MINIFIGS,
    INVENTORY_PARTS,
    INVENTORY_SETS,
)
from parts.services.catalogue.rebrickable.staged import (
    FEW,
    Row,
    may_remove,
    reject_duplicates,
    reject_unknown,
    rows_of,
    stage_rows,
)
from parts.services.catalogue.sources import TableFolder, TableShape

_OWNERS = "SELECT number FROM parts_set UNION ALL SELECT number FROM parts_minifig"
_NUMBERS = "SELECT number FROM parts_inventory"
_VANISHED = """
    DELETE FROM {into} AS held USING parts_inventory AS holder
    WHERE holder.id = held.inventory_id
      AND NOT EXISTS (SELECT FROM rb_inventories AS staged WHERE staged.number = holder.number)
"""
_INVENTORIES = """
    SELECT staged.number, staged.version, whole.id AS set_id, figure.id AS minifig_id
    FROM rb_inventories AS staged LEFT JOIN parts_set AS whole ON whole.number = staged.set_num
    LEFT JOIN parts_minifig AS figure ON figure.number = staged.set_num AND whole.id IS NULL
"""


@dataclass(frozen=True, slots=True)
class _Contents:
    """A table of what inventories hold: its staging columns, what each names, and how it becomes rows of ours."""

    shape: TableShape
    into: str
    columns: Mapping[str, str]
    known: Mapping[str, str]
    keys: tuple[str, ...]
    source: str

    @property
    def staged(self) -> str:
        return f"rb_{self.shape.name}"


_CONTENTS = (
    _Contents(
        INVENTORY_PARTS,
        "parts_inventorypart",
        {
            "inventory_id": "integer",
            "part_num": "text",
            "color_id": "integer",
            "quantity": "integer",
            "is_spare": "boolean",
        },
        {"part_num": f"SELECT key FROM {PART_KEYS}", "color_id": f"SELECT key FROM {COLOUR_KEYS}"},  # noqa: S608
        ("inventory_id", "part_id", "colour_id", "is_spare"),
        f"""
        SELECT inventory.id AS inventory_id, part.part_id, colour.colour_id, staged.is_spare,
               sum(staged.quantity)::integer AS quantity
        FROM rb_inventory_parts AS staged JOIN parts_inventory AS inventory ON inventory.number = staged.inventory_id
        JOIN {PART_KEYS} AS part ON part.key = staged.part_num
        JOIN {COLOUR_KEYS} AS colour ON colour.key = staged.color_id
        GROUP BY 1, 2, 3, 4
        """,  # noqa: S608
    ),
    _Contents(
        INVENTORY_SETS,
        "parts_inventoryset",
        {"inventory_id": "integer", "set_num": "text", "quantity": "integer"},
        {"set_num": "SELECT number FROM parts_set"},
        ("inventory_id", "set_id"),
        """
        SELECT inventory.id AS inventory_id, whole.id AS set_id, sum(staged.quantity)::integer AS quantity
        FROM rb_inventory_sets AS staged JOIN parts_inventory AS inventory ON inventory.number = staged.inventory_id
        JOIN parts_set AS whole ON whole.number = staged.set_num GROUP BY 1, 2
        """,
    ),
    _Contents(
        INVENTORY_MINIFIGS,
        "parts_inventoryminifig",
        {"inventory_id": "integer", "fig_num": "text", "quantity": "integer"},
        {"fig_num": "SELECT number FROM parts_minifig"},
        ("inventory_id", "minifig_id"),
        """
        SELECT inventory.id AS inventory_id, figure.id AS minifig_id, sum(staged.quantity)::integer AS quantity
        FROM rb_inventory_minifigs AS staged
        JOIN parts_inventory AS inventory ON inventory.number = staged.inventory_id
        JOIN parts_minifig AS figure ON figure.number = staged.fig_num GROUP BY 1, 2
        """,
    ),
)


def import_inventories(run: ImportRun, folder: TableFolder) -> None:
    """Bring the inventories and their contents."""
    rows = rows_of(run, folder, INVENTORIES)
    if rows is not None:
        columns = {"number": "integer", "version": "integer", "set_num": "text"}
        is_whole = _stage_whole(run, INVENTORIES.name, "parts_inventory", "rb_inventories", columns, rows)
        reject_duplicates(run, INVENTORIES.name, "rb_inventories", ["number"])
        reject_unknown(run, INVENTORIES.name, "rb_inventories", "set_num", _OWNERS)
        values = ["version", "set_id", "minifig_id"]
        merge(run, INVENTORIES.name, "parts_inventory", _INVENTORIES, keys=["number"], values=values)
        if is_whole:
            _empty_vanished(run)
            _remove(run, INVENTORIES.name, "parts_inventory", "SELECT number FROM rb_inventories", ("number",))
    for contents in _CONTENTS:
        _import_contents(run, folder, contents)


def _import_contents(run: ImportRun, folder: TableFolder, contents: _Contents) -> None:
    name, staged = contents.shape.name, contents.staged
    rows = rows_of(run, folder, contents.shape)
    if rows is None:
        return
    is_whole = _stage_whole(run, name, contents.into, staged, contents.columns, rows)
    keys = [column for column in contents.columns if column != "quantity"]
    reject_unknown(run, name, staged, "inventory_id", _NUMBERS)
    for column, known in contents.known.items():
        reject_unknown(run, name, staged, column, known)
    reject_duplicates(run, name, staged, keys)
    wanted = f"{staged}_wanted"
    with connection.cursor() as cursor:
        # Worked out once: of a million rows the joins take seconds.
        cursor.execute(f"DROP TABLE IF EXISTS {wanted}")
        cursor.execute(f"CREATE TEMPORARY TABLE {wanted} ON COMMIT DROP AS {contents.source}")
        cursor.execute(f"ANALYZE {wanted}")
    source = f"SELECT * FROM {wanted}"  # noqa: S608
    merge(run, name, contents.into, source, keys=contents.keys, values=["quantity"])
    if is_whole:
        _remove(run, name, contents.into, source, contents.keys)


def _stage_whole(
    run: ImportRun, name: str, into: str, staged: str, columns: Mapping[str, str], rows: Iterable[Row]
) -> bool:
    """Stage a table; whether what it does not list may be removed."""
    count = stage_rows(staged, columns, rows)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT FROM {into} LIMIT {FEW + 1}) AS few")  # noqa: S608
        return may_remove(run, name, staged=count, held=int(cursor.fetchone()[0]))


def _empty_vanished(run: ImportRun) -> None:
    """What inventories hold goes with them, also where this release has no table of it."""
    with connection.cursor() as cursor:
        for contents in _CONTENTS:
            cursor.execute(_VANISHED.format(into=contents.into))
            if cursor.rowcount:
                run.count(contents.shape.name, changed=cursor.rowcount)


def _remove(run: ImportRun, name: str, into: str, source: str, keys: tuple[str, ...]) -> None:
    """Remove what the release no longer lists."""
    same = " AND ".join(f"staged.{key} = held.{key}" for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {into} AS held WHERE NOT EXISTS (SELECT FROM ({source}) AS staged WHERE {same})")  # noqa: S608
        run.count(name, changed=cursor.rowcount)
