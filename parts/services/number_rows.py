"""What the catalogue's tables say of one batch of numbers, and the parts that they lead to: one query."""

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import connection

from brickcore.identity import may_be_element
from common.text import is_storable
from parts.models import Category, Part
from parts.services.part_rows import PART_COLUMNS, SHELF_COLUMNS, part_of

ELEMENT = "element"
"""Marks rows of elements: the maker's numbers too, but of a part in a colour."""


class NumberRow(NamedTuple):
    """One system's number of a part, by which rule and on what evidence; `part` is its key, so is `colour`."""

    system: str
    number: str
    rule: str
    evidence: str
    colour: int | None
    part: int


def _columns(table: str, names: Sequence[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)


def _nulls(number: int) -> str:
    return ", ".join(["NULL"] * number)


_ROW = len(NumberRow._fields)
# One query tells two things: what the numbers lead to, then each of those parts once. Three numbers lead to one part,
# and reading its columns with each takes longer than all the rest. `ARRAY(SELECT ...)` hides the numbers from the
# planner: when it sees a thousand it weighs them one by one, or reads the whole table; so it walks the index once.
# They go as JSON, which is written in a fifth of the time of an array.
# Of prints' weak numbers there are thousands for one plain part, which its own number leads to anyway. The maker's
# element numbers come along: a parts list of the maker's may have a thousand of them.
_QUERY = f"""
    WITH found AS MATERIALIZED (
        (
            SELECT system, number, rule, evidence, NULL::bigint AS colour, part_id
            FROM parts_partnumber
            WHERE number = ANY(ARRAY(SELECT jsonb_array_elements_text(%s::jsonb))) AND rule <> 'print'
            ORDER BY id
        )
        UNION ALL
        SELECT '{ELEMENT}', number, 'own', design_number, colour_id, part_id
        FROM parts_element
        WHERE number = ANY(ARRAY(SELECT jsonb_array_elements_text(%s::jsonb)))
    )
    SELECT found.*, {_nulls(len(PART_COLUMNS) + len(SHELF_COLUMNS))} FROM found
    UNION ALL
    SELECT {_nulls(_ROW)}, {_columns("part", PART_COLUMNS)}, {_columns("shelf", SHELF_COLUMNS)}
    FROM parts_part AS part JOIN parts_category AS shelf ON shelf.id = part.category_id
    WHERE part.id = ANY(ARRAY(SELECT part_id FROM found))
"""  # noqa: S608 - names of our own columns


class Parts:
    """Parts by key, each made when it is first asked for: a batch comes upon many that are nobody's answer."""

    def __init__(self) -> None:
        self._values: dict[int, tuple[Any, ...]] = {}
        self._made: dict[int, Part] = {}
        self._shelves: dict[int, Category] = {}

    def add(self, values: tuple[Any, ...]) -> None:
        """Keep what the query tells of a part and of its shelf."""
        self._values[values[0]] = values

    def __getitem__(self, key: int) -> Part:
        if key not in self._made:
            self._made[key] = part_of(self._values[key], self._shelves)
        return self._made[key]


def rows_of(numbers: Collection[str]) -> tuple[list[NumberRow], Parts]:
    """All that is said of the numbers, in any system, in the order in which it was learned, and whom it is said of."""
    # To look through one long text is quicker than through thousands of short ones, and hardly ever finds anything.
    storable = list(numbers) if is_storable("".join(numbers)) else [one for one in numbers if is_storable(one)]
    elements = [number for number in storable if may_be_element(number)]
    rows: list[NumberRow] = []
    parts = Parts()
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [json.dumps(storable), json.dumps(elements)])
        for values in cursor.fetchall():
            if values[0] is None:
                parts.add(values[_ROW:])
            else:
                rows.append(NumberRow._make(values[:_ROW]))
    return rows, parts
