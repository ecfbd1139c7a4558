"""The catalogue's numbers for one batch of references: one query, then look-ups in memory."""

from collections import defaultdict
from collections.abc import Collection, Set
from dataclasses import dataclass

from brickcore.identity import state_of
from parts.models import Part, PartNumber, System
from parts.services.evidence import Evidence, link
from parts.services.number_rows import ELEMENT, NumberRow, rows_of

_STRENGTH = {str(rule): place for place, rule in enumerate(PartNumber.Rule)}
_LABELS = {str(system): str(system.label) for system in System}


@dataclass(frozen=True, slots=True)
class Hit:
    """A part that a number leads to, the links of evidence that lead there, and the colour that the number implies."""

    part: Part
    chain: list[Evidence]
    colour: int | None = None


class NumberIndex:
    """What `numbers` lead to, in any system."""

    def __init__(self, numbers: Collection[str]) -> None:
        rows, self._parts = rows_of(numbers)
        self._rows: defaultdict[str, list[NumberRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.number].append(row)

    @property
    def numbers(self) -> Set[str]:
        """Those that lead anywhere."""
        return self._rows.keys()

    def find(self, system: str, number: str) -> Hit | None:
        """The part of this number: as `system` says, else as the others do, else as the maker's element.

        None when there is none, and when they do not agree: then `choices` has them.
        """
        rows = self._rows.get(number)
        if not rows:
            return None
        if own := _said_by(system, rows):
            if best := _single(own):
                return self._hit(best)
            return self._told_apart(own)
        others = [row for row in rows if row.system != ELEMENT]
        if best := _single(others) or _single(rows):
            return self._hit(best, _other_system(best, system))
        hit = self._told_apart(others) if others else None
        return Hit(hit.part, [*hit.chain, _other_system(others[0], system)], hit.colour) if hit else None

    def choices(self, system: str, number: str) -> list[Part]:
        """The different parts that the number may mean, those of the strongest rule first."""
        rows = self._rows.get(number, [])
        ranked = sorted(_said_by(system, rows) or rows, key=lambda row: (_strength(row), self._number(row)))
        return [self._parts[key] for key in dict.fromkeys(row.part for row in ranked)]

    def _hit(self, row: NumberRow, *further: Evidence) -> Hit:
        return Hit(self._parts[row.part], [_evidence(row), *further], row.colour)

    def _number(self, row: NumberRow) -> str:
        return self._parts[row.part].number

    def _told_apart(self, rows: list[NumberRow]) -> Hit | None:
        """Of several parts that are given one number, the one that is meant, where anything tells."""
        if best := self._namesake(rows):
            return self._hit(best, self._shared(best, rows))
        best_rule = min(map(_strength, rows))
        first, *others = sorted((row for row in rows if _strength(row) == best_rule), key=self._number)
        states = {state_of(self._number(row)) for row in (first, *others)}
        if others and len(states) == 1 and "" not in states:
            says = f"{first.number} is said of {1 + len(others)} states of one part, and this is the first of them"
            return self._hit(first, link("state", says))
        return None

    def _namesake(self, rows: list[NumberRow]) -> NumberRow | None:
        """Of several parts that are given one number, the one that is known by it everywhere.

        It shows that number, or else it alone bears it as its own in another system too.
        """
        best, systems = min(map(_strength, rows)), {row.system for row in rows}
        likely = [row for row in rows if _strength(row) == best]
        named = [row for row in likely if self._number(row) == row.number]
        if not named:
            everywhere = self._rows[rows[0].number]
            owners = {row.part for row in everywhere if row.system not in systems and row.rule == PartNumber.Rule.OWN}
            named = [row for row in likely if row.part in owners]
        return named[0] if len({row.part for row in named}) == 1 else None

    def _shared(self, row: NumberRow, rows: list[NumberRow]) -> Evidence:
        others = sorted({self._number(other) for other in rows if other.part != row.part})
        says = f"{row.number} is also said of {', '.join(others[:3])}; elsewhere it is this part's alone"
        return link("shared", says)


def _said_by(system: str, rows: list[NumberRow]) -> list[NumberRow]:
    """What the system itself says; the maker's own numbers are those of shapes and those of elements."""
    systems = {system, ELEMENT} if system == System.LEGO else {system}
    return [row for row in rows if row.system in systems]


def _strength(row: NumberRow) -> int:
    return _STRENGTH[row.rule]


def _single(rows: list[NumberRow]) -> NumberRow | None:
    """The row of the strongest rule, if its rows all lead to one part; one that knows the colour goes first."""
    if not rows:
        return None
    if len(rows) == 1:
        return rows[0]
    best = min(map(_strength, rows))
    strongest = [row for row in rows if _strength(row) == best]
    if len({row.part for row in strongest}) > 1:
        return None
    return next((row for row in strongest if row.colour), strongest[0])


_SAYS: dict[str, str] = {
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


def _evidence(row: NumberRow) -> Evidence:
    if row.system == ELEMENT:
        shape = f", of shape {row.evidence}" if row.evidence else ""
        return link("element", f"{row.number} is LEGO's number of it in one colour{shape}")
    message = _SAYS[row.rule].format(number=row.number, system=_LABELS[row.system], evidence=row.evidence)
    return link("number" if row.rule == PartNumber.Rule.OWN else row.rule, message)


def _other_system(row: NumberRow, asked: str) -> Evidence:
    known_to = _LABELS.get(row.system, "LEGO, as an element,")
    return link("other_system", f"{_LABELS.get(asked, asked)} does not list {row.number}; {known_to} does")
