"""The catalogue's numbers for one batch of references: one query, then look-ups in memory."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F

from parts.models import Part, PartNumber, System
from parts.services.evidence import Evidence, link

_RULES = {rule: place for place, rule in enumerate(PartNumber.Rule)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A part that a number leads to, and the links of evidence that lead there."""

    part: Part
    chain: list[Evidence]


class NumberIndex:
    """What `numbers` lead to, in any system."""

    def __init__(self, numbers: Collection[str]) -> None:
        self._rows: defaultdict[str, list[PartNumber]] = defaultdict(list)
        wanted = PartNumber.objects.filter(number__in=numbers).select_related("part__category")
        for row in wanted.defer("part__search", "part__keywords").order_by(F("pk")):
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


def _single(rows: list[PartNumber]) -> PartNumber | None:
    """The row of the strongest rule, if its rows all lead to one part."""
    if not rows:
        return None
    best = min(_RULES[PartNumber.Rule(row.rule)] for row in rows)
    strongest = [row for row in rows if _RULES[PartNumber.Rule(row.rule)] == best]
    return strongest[0] if len({row.part_id for row in strongest}) == 1 else None


def _evidence(row: PartNumber) -> Evidence:
    system = System(row.system).label
    if row.rule == PartNumber.Rule.OWN:
        return link("number", f"{row.number} is its {system} number ({row.evidence})")
    if row.rule == PartNumber.Rule.MOVED:
        return link("moved", f"{system} {row.number} has moved to {row.part.number} ({row.evidence})")
    if row.rule == PartNumber.Rule.ALIAS:
        return link("alias", f"{system} {row.number} is another name of {row.part.number} ({row.evidence})")
    return link("assumed", f"{row.number} is taken to be its {system} number ({row.evidence})")


def _other_system(row: PartNumber, asked: str) -> Evidence:
    label = System(asked).label if asked in System.values else asked
    return link("other_system", f"{label} does not list {row.number}; {System(row.system).label} does")
