"""The catalogue's numbers for one batch of references: one query, then look-ups in memory."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection

from brickcore.identity import may_be_element
from common.text import is_storable
from parts.models import Category, Part, PartNumber, System
from parts.services.evidence import Evidence, link

_STRENGTH = {str(rule): place for place, rule in enumerate(PartNumber.Rule)}
_KEPT = {"id", "number", "name", "category_id", "kind", "print_of_id", "merged_into_id"}
_KEPT |= {"width", "height", "depth", "weight", "weight_estimated"}
# `from_db` takes values in the order of the model's fields, whatever the names say.
_PART_COLUMNS = tuple(f.attname for f in Part._meta.concrete_fields if f.attname in _KEPT)
_SHELF_COLUMNS = tuple(f.attname for f in Category._meta.concrete_fields)
_OWN = 5
_WHOLE = _OWN + len(_PART_COLUMNS)
_ELEMENT = "element"
"""Marks rows of elements: the maker's numbers too, but of a part in a colour."""
# Laterals, since for a thousand numbers at once the planner would rather read the whole table. Of prints' weak numbers
# there are thousands for one plain part, which its own number leads to anyway. The maker's element numbers come along
# in the same query: a parts list of the maker's may have a thousand of them.
_PART = ", ".join(f"part.{name}" for name in _PART_COLUMNS)
_QUERY = f"""
    SELECT found.*, {", ".join(f"shelf.{name}" for name in _SHELF_COLUMNS)}
    FROM (
        SELECT named.* FROM unnest(%s::text[]) AS asked(wanted)
        CROSS JOIN LATERAL (
            SELECT known.system, known.number AS given, known.rule, known.evidence, NULL::bigint AS colour, {_PART}
            FROM parts_partnumber AS known JOIN parts_part AS part ON part.id = known.part_id
            WHERE known.number = asked.wanted AND known.rule <> 'print' ORDER BY known.id
        ) AS named
        UNION ALL
        SELECT named.* FROM unnest(%s::text[]) AS asked(wanted)
        CROSS JOIN LATERAL (
            SELECT '{_ELEMENT}', known.number, 'own', known.design_number, known.colour_id, {_PART}
            FROM parts_element AS known JOIN parts_part AS part ON part.id = known.part_id
            WHERE known.number = asked.wanted
        ) AS named
    ) AS found
    JOIN parts_category AS shelf ON shelf.id = found.category_id
"""  # noqa: S608 - names of our own columns


class _Row(NamedTuple):
    system: str
    number: str
    rule: str
    evidence: str
    colour: int | None
    part: Part


@dataclass(frozen=True, slots=True)
class Hit:
    """A part that a number leads to, the links of evidence that lead there, and the colour that the number implies."""

    part: Part
    chain: list[Evidence]
    colour: int | None = None


class NumberIndex:
    """What `numbers` lead to, in any system."""

    def __init__(self, numbers: Collection[str]) -> None:
        self._rows: defaultdict[str, list[_Row]] = defaultdict(list)
        self._parts: dict[int, Part] = {}
        self._shelves: dict[int, Category] = {}
        # Several numbers lead to one part: plain tuples, and one object a part, take a third of the time of full rows.
        for values in _rows_of(numbers):
            row = _Row._make((*values[:_OWN], self._part(values[_OWN:_WHOLE], values[_WHOLE:])))
            self._rows[row.number].append(row)

    def find(self, system: str, number: str) -> Hit | None:
        """The part of this number: as `system` says, else as the other systems agree, else as the maker's element.

        None when there is none, and when they do not agree: then `choices` has them.
        """
        rows = self._rows.get(number)
        if not rows:
            return None
        if own := _said_by(system, rows):
            if best := _single(own):
                return Hit(best.part, [_evidence(best)], best.colour)
            best = _namesake(own)
            return Hit(best.part, [_evidence(best), _shared(best, own)], best.colour) if best else None
        best = _single([row for row in rows if row.system != _ELEMENT]) or _single(rows)
        return Hit(best.part, [_evidence(best), _other_system(best, system)], best.colour) if best else None

    def choices(self, system: str, number: str) -> list[Part]:
        """The different parts that the number may mean, those of the strongest rule first."""
        rows = self._rows.get(number, [])
        ranked = sorted(_said_by(system, rows) or rows, key=lambda row: (_strength(row), row.part.number))
        return list({row.part.pk: row.part for row in ranked}.values())

    def _part(self, values: tuple[Any, ...], shelf: tuple[Any, ...]) -> Part:
        key = values[0]
        if key not in self._parts:
            part = self._parts[key] = Part.from_db(DEFAULT_DB_ALIAS, _PART_COLUMNS, values)
            if part.category_id not in self._shelves:
                self._shelves[part.category_id] = Category.from_db(DEFAULT_DB_ALIAS, _SHELF_COLUMNS, shelf)
            part.category = self._shelves[part.category_id]
        return self._parts[key]


def _rows_of(numbers: Collection[str]) -> list[tuple[Any, ...]]:
    storable = [number for number in numbers if is_storable(number)]
    elements = [number for number in storable if may_be_element(number)]
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [storable, elements])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _said_by(system: str, rows: list[_Row]) -> list[_Row]:
    """What the system itself says; the maker's own numbers are those of shapes and those of elements."""
    systems = {system, _ELEMENT} if system == System.LEGO else {system}
    return [row for row in rows if row.system in systems]


def _strength(row: _Row) -> int:
    return _STRENGTH[row.rule]


def _single(rows: list[_Row]) -> _Row | None:
    """The row of the strongest rule, if its rows all lead to one part; one that knows the colour goes first."""
    if not rows:
        return None
    if len(rows) == 1:
        return rows[0]
    best = min(map(_strength, rows))
    strongest = [row for row in rows if _strength(row) == best]
    if len({row.part.pk for row in strongest}) > 1:
        return None
    return next((row for row in strongest if row.colour), strongest[0])


def _namesake(rows: list[_Row]) -> _Row | None:
    """Of several parts that a system gives one number, the one that is known by it everywhere."""
    best = min(map(_strength, rows))
    named = [row for row in rows if row.part.number == row.number and _strength(row) == best]
    return named[0] if len(named) == 1 else None


def _shared(row: _Row, rows: list[_Row]) -> Evidence:
    others = sorted({other.part.number for other in rows if other.part.pk != row.part.pk})
    return link("shared", f"{row.number} is also said of {', '.join(others[:3])}; elsewhere it is this part's alone")


_SAYS = {
    PartNumber.Rule.CORRECTED: "{number} was corrected to be this part at {system} ({evidence})",
    PartNumber.Rule.OWN: "{number} is its {system} number ({evidence})",
    PartNumber.Rule.MOVED: "{number} is an older {system} number of it ({evidence})",
    PartNumber.Rule.ALIAS: "{number} is a second {system} number of it ({evidence})",
    PartNumber.Rule.ASSUMED: "{number} is taken to be its {system} number ({evidence})",
    PartNumber.Rule.MOULD: "{number} is the {system} number of another mould of it ({evidence})",
    PartNumber.Rule.ALTERNATE: "{number} is the {system} number of a part that is used in its place ({evidence})",
    PartNumber.Rule.PRINT: "{number} is the {system} number of the same part with another print or none ({evidence})",
    PartNumber.Rule.NAME: "{number} is the {system} number of a part of the same name and size ({evidence})",
}


def _evidence(row: _Row) -> Evidence:
    if row.system == _ELEMENT:
        shape = f", of shape {row.evidence}" if row.evidence else ""
        return link("element", f"{row.number} is LEGO's number of it in one colour{shape}")
    rule = PartNumber.Rule(row.rule)
    message = _SAYS[rule].format(number=row.number, system=System(row.system).label, evidence=row.evidence)
    return link("number" if rule is PartNumber.Rule.OWN else str(rule), message)


def _other_system(row: _Row, asked: str) -> Evidence:
    label = System(asked).label if asked in System.values else asked
    known_to = System(row.system).label if row.system in System.values else "LEGO, as an element,"
    return link("other_system", f"{label} does not list {row.number}; {known_to} does")
