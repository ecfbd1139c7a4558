"""Rebrickable's parts: each becomes one of ours that LDraw or the starter catalogue has brought, or a new one."""

from collections.abc import Iterator

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from parts.models import Part
from parts.services.catalogue.frame import ImportRun
from parts.services.catalogue.rebrickable.matching import Claim, matches
from parts.services.catalogue.rebrickable.part_keys import settle_part_keys
from parts.services.catalogue.rebrickable.part_sql import (
    CLAIMS,
    NEW_NUMBERS,
    NEW_PARTS,
    SHOWN_NUMBERS,
    STAGED,
    UPDATED_PARTS,
)
from parts.services.catalogue.rebrickable.second_hand import settle_second_hand_numbers
from parts.services.catalogue.rebrickable.shapes import CATEGORIES, PARTS
from parts.services.catalogue.rebrickable.shelves import part_shelf
from parts.services.catalogue.rebrickable.staged import Row, reject_duplicates, rows_of, stage_rows
from parts.services.catalogue.shelf_rows import add_shelves
from parts.services.catalogue.sources import TableFolder

_COLUMNS = {
    "number": "text",
    "key": "text",
    "name": "text",
    "shelf": "text",
    "kind": "text",
    "shown": "text",
    "part_id": "bigint",
}
_STICKERS = "Stickers"
_SETTLE = """
    INSERT INTO parts_partnumber (part_id, system, number, rule, evidence) VALUES (%s, 'rebrickable', %s, %s, %s)
    ON CONFLICT ON CONSTRAINT part_number_once
    DO UPDATE SET rule = EXCLUDED.rule, evidence = EXCLUDED.evidence, is_derived = false
"""


def import_parts(run: ImportRun, folder: TableFolder) -> None:
    """Stage the parts, match them, write what is new or differs, and settle the numbers."""
    rows = rows_of(run, folder, PARTS)
    if rows is not None:
        stage_rows(STAGED, _COLUMNS, _with_shelves(run, rows, _categories(run, folder)))
        reject_duplicates(run, PARTS.name, STAGED, ["key"])
        settle_part_keys()
        _write_matches()
        settle_part_keys()
        add_shelves(_staged_shelves())
        _write_parts(run)
        settle_part_keys()
        settle_second_hand_numbers(run)
    else:
        settle_part_keys()


def _categories(run: ImportRun, folder: TableFolder) -> dict[int, str] | None:
    rows = rows_of(run, folder, CATEGORIES)
    if rows is None:
        return None
    found: dict[int, tuple[str, object]] = {}
    for line, key, name in rows:
        _name, first = found.setdefault(int(str(key)), (str(name), line))
        if first != line:
            reason = _("%(key)s stands in line %(line)s already") % {"key": key, "line": first}
            run.reject(CATEGORIES.name, int(str(line)), reason)
    return {key: name for key, (name, _line) in found.items()}


def _with_shelves(run: ImportRun, rows: Iterator[Row], categories: dict[int, str] | None) -> Iterator[Row]:
    for line, number, name, category in rows:
        known = "" if categories is None else categories.get(int(str(category)))
        if known is None:
            run.reject(PARTS.name, int(str(line)), _("part_cat_id: there is no %(value)s") % {"value": category})
            continue
        kind = "sticker" if known == _STICKERS else "part"
        yield line, number, str(number).lower(), name, part_shelf(str(name), known), kind, number, None


def _write_matches() -> None:
    """Numbers that LDraw files claim rightly are settled for their parts."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIMS, [])
        found = matches(Claim(*row) for row in cursor.fetchall())
        cursor.executemany(
            _SETTLE, [(match.claim.part, match.claim.key, str(match.rule), match.evidence) for match in found]
        )


def _staged_shelves() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT shelf FROM {STAGED}")  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def _insert_parts(cursor: CursorWrapper) -> int:
    """Columns that Rebrickable says nothing of get the model's defaults, which PostgreSQL does not know."""
    given = {"number", "name", "category_id", "kind", "print_of_id", "created_at", "updated_at"}
    fields = [field for field in Part._meta.concrete_fields if not (field.null or field.generated or field.primary_key)]
    others = {str(field.column): field.get_default() for field in fields if field.column not in given}
    marks = ", ".join(["%s"] * len(others))
    cursor.execute(NEW_PARTS.format(columns=", ".join(others), defaults=marks), list(others.values()))
    return int(cursor.rowcount)


def _write_parts(run: ImportRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {STAGED}")  # noqa: S608
        (total,) = cursor.fetchone()
        cursor.execute(SHOWN_NUMBERS, [])
        cursor.execute(UPDATED_PARTS, [])
        changed = cursor.rowcount
        added = _insert_parts(cursor)
        cursor.execute(NEW_NUMBERS, [])
    run.count(PARTS.name, added=added, changed=changed, unchanged=total - added - changed)
