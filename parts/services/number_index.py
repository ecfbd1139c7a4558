"""The catalogue's numbers for one batch of references: one query, then look-ups in memory."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from brickcore.identity import may_be_element
from parts.models import Category, Element, Part, PartNumber, System
from parts.services.evidence import Evidence, link

_RULES = {rule: place for place, rule in enumerate(PartNumber.Rule)}
_OWN_COLUMNS = ("asked_system", "asked_number", "asked_rule", "asked_evidence", "asked_colour")
_KEPT = {"id", "number", "name", "category_id", "kind", "print_of_id", "merged_into_id"}
_KEPT |= {"width", "height", "depth", "weight", "weight_estimated"}
# `from_db` takes values in the order of the model's fields, whatever the names say.
_PART_COLUMNS = tuple(f.attname for f in Part._meta.concrete_fields if f.attname in _KEPT)
_SHELF_COLUMNS = tuple(f.attname for f in Category._meta.concrete_fields)
_COLUMNS = (
    *_OWN_COLUMNS,
    *(f"part__{name}" for name in _PART_COLUMNS),
    *(f"part__category__{name}" for name in _SHELF_COLUMNS),
)
_ELEMENT = "element"
"""Marks rows of elements: the maker's numbers too, but of a part in a colour."""


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
        own, whole = len(_OWN_COLUMNS), len(_OWN_COLUMNS) + len(_PART_COLUMNS)
        for values in _rows_of(numbers):
            row = _Row._make((*values[:own], self._part(values[own:whole], values[whole:])))
            self._rows[row.number].append(row)

    def find(self, system: str, number: str) -> Hit | None:
        """The part of this number: as `system` says, else as the other systems agree, else as the maker's element.

        None when there is none, and when they do not agree: then `choices` has them.
        """
        rows = self._rows.get(number)
        if not rows:
            return None
        if own := _said_by(system, rows):
            best = _single(own)
            return Hit(best.part, [_evidence(best)], best.colour) if best else None
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


def _rows_of(numbers: Collection[str]) -> QuerySet[Any, tuple[Any, ...]]:
    # The plain number of a print leads to itself anyway; thousands of prints would come along with it.
    named = PartNumber.objects.filter(number__in=numbers).exclude(rule=PartNumber.Rule.PRINT)
    rows = named.annotate(
        asked_system=F("system"),
        asked_number=F("number"),
        asked_rule=F("rule"),
        asked_evidence=F("evidence"),
        asked_colour=Value(None, output_field=IntegerField()),
    ).values_list(*_COLUMNS)
    elements = [number for number in numbers if may_be_element(number)]
    if not elements:
        return rows.order_by("pk")
    # One query for both: a parts list of the maker's may have a thousand of them.
    return rows.union(_element_rows(elements), all=True)


def _element_rows(numbers: Collection[str]) -> QuerySet[Any, tuple[Any, ...]]:
    return (
        Element.objects.filter(number__in=numbers)
        .annotate(
            asked_system=Value(_ELEMENT, output_field=CharField()),
            asked_number=F("number"),
            asked_rule=Value(str(PartNumber.Rule.OWN), output_field=CharField()),
            asked_evidence=F("design_number"),
            asked_colour=Cast(F("colour_id"), IntegerField()),
        )
        .values_list(*_COLUMNS)
    )


def _said_by(system: str, rows: list[_Row]) -> list[_Row]:
    """What the system itself says; the maker's own numbers are those of shapes and those of elements."""
    systems = {system, _ELEMENT} if system == System.LEGO else {system}
    return [row for row in rows if row.system in systems]


def _strength(row: _Row) -> int:
    return _RULES[PartNumber.Rule(row.rule)]


def _single(rows: list[_Row]) -> _Row | None:
    """The row of the strongest rule, if its rows all lead to one part; one that knows the colour goes first."""
    if not rows:
        return None
    best = min(map(_strength, rows))
    strongest = [row for row in rows if _strength(row) == best]
    if len({row.part.pk for row in strongest}) > 1:
        return None
    return next((row for row in strongest if row.colour), strongest[0])


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
