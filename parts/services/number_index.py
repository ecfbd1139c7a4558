"""The catalogue's numbers for one batch of references: one query, then look-ups in memory."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS

from parts.models import Category, Part, PartNumber, System
from parts.services.evidence import Evidence, link

_RULES = {rule: place for place, rule in enumerate(PartNumber.Rule)}
_OWN_COLUMNS = ("system", "number", "rule", "evidence")
_LEFT_OUT = {"created_at", "updated_at", "keywords", "other_names", "author", "licence", "shape_digest", "search"}
# `from_db` takes values in the order of the model's fields, whatever the names say.
_PART_COLUMNS = tuple(f.attname for f in Part._meta.concrete_fields if f.attname not in _LEFT_OUT)
_SHELF_COLUMNS = tuple(f.attname for f in Category._meta.concrete_fields)


class _Row(NamedTuple):
    system: str
    number: str
    rule: str
    evidence: str
    part: Part


@dataclass(frozen=True, slots=True)
class Hit:
    """A part that a number leads to, and the links of evidence that lead there."""

    part: Part
    chain: list[Evidence]


class NumberIndex:
    """What `numbers` lead to, in any system."""

    def __init__(self, numbers: Collection[str]) -> None:
        self._rows: defaultdict[str, list[_Row]] = defaultdict(list)
        self._parts: dict[int, Part] = {}
        self._shelves: dict[int, Category] = {}
        # Several numbers lead to one part: plain tuples, and one object a part, take a third of the time of full rows.
        columns = (
            *_OWN_COLUMNS,
            *(f"part__{name}" for name in _PART_COLUMNS),
            *(f"part__category__{name}" for name in _SHELF_COLUMNS),
        )
        wanted = PartNumber.objects.filter(number__in=numbers).order_by("pk")
        own, whole = len(_OWN_COLUMNS), len(_OWN_COLUMNS) + len(_PART_COLUMNS)
        for values in wanted.values_list(*columns):
            system, number, rule, evidence = values[:own]
            row = _Row(system, number, rule, evidence, self._part(values[own:whole], values[whole:]))
            self._rows[row.number].append(row)

    def find(self, system: str, number: str) -> Hit | None:
        """The part of this number: as `system` says, else as the other systems agree; None when they do not."""
        rows = self._rows.get(number)
        if not rows:
            return None
        own = _single([row for row in rows if row.system == system])
        if own:
            return Hit(own.part, [_evidence(own)])
        if any(row.system == system for row in rows):
            return None
        other = _single(rows)
        return Hit(other.part, [_evidence(other), _other_system(other, system)]) if other else None

    def _part(self, values: tuple[object, ...], shelf: tuple[object, ...]) -> Part:
        key = int(str(values[0]))
        if key not in self._parts:
            part = self._parts[key] = Part.from_db(DEFAULT_DB_ALIAS, _PART_COLUMNS, values)
            if part.category_id not in self._shelves:
                self._shelves[part.category_id] = Category.from_db(DEFAULT_DB_ALIAS, _SHELF_COLUMNS, shelf)
            part.category = self._shelves[part.category_id]
        return self._parts[key]


def _single(rows: list[_Row]) -> _Row | None:
    """The row of the strongest rule, if its rows all lead to one part."""
    if not rows:
        return None
    best = min(_RULES[PartNumber.Rule(row.rule)] for row in rows)
    strongest = [row for row in rows if _RULES[PartNumber.Rule(row.rule)] == best]
    return strongest[0] if len({row.part.pk for row in strongest}) == 1 else None


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
    rule = PartNumber.Rule(row.rule)
    message = _SAYS[rule].format(number=row.number, system=System(row.system).label, evidence=row.evidence)
    return link("number" if rule is PartNumber.Rule.OWN else str(rule), message)


def _other_system(row: _Row, asked: str) -> Evidence:
    label = System(asked).label if asked in System.values else asked
    return link("other_system", f"{label} does not list {row.number}; {System(row.system).label} does")
