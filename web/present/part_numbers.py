"""A part's numbers in every system, each with its link and with how it is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parts.models import Element, PartNumber, System
from web.present.outside import part_address

SHOWN = 6
RULES = {
    PartNumber.Rule.CORRECTED: (
        _("corrected"),
        _("A member said that this number means this part, and a reviewer agreed."),
    ),
    PartNumber.Rule.OWN: (_("its own"), _("The system itself gives this number to the part.")),
    PartNumber.Rule.MOVED: (_("moved"), _("An earlier number. The system moved the part to another one.")),
    PartNumber.Rule.ALIAS: (_("alias"), _("A second number of the system for the same part.")),
    PartNumber.Rule.ASSUMED: (
        _("taken to be equal"),
        _("The system uses the same number for the same shape; nobody has checked this one."),
    ),
    PartNumber.Rule.MOULD: (_("other mould"), _("The number of another mould of the part. They fit alike.")),
    PartNumber.Rule.ALTERNATE: (_("alternate"), _("The number of a part that usually stands in for this one.")),
    PartNumber.Rule.PRINT: (_("print"), _("The number of a print on this part.")),
    PartNumber.Rule.NAME: (_("by name"), _("The names and sizes are the same in both systems.")),
}


@dataclass(frozen=True, slots=True)
class NumberShown:
    """One number: where it leads, the rule by which it is known in a word and a sentence, and the source."""

    number: str
    address: str
    rule: str
    sentence: str
    evidence: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class NumbersOfSystem:
    """The numbers of one system: the first few, and the rest."""

    label: str
    first: list[NumberShown]
    rest: list[NumberShown]


def numbers_of(rows: Sequence[PartNumber]) -> list[NumbersOfSystem]:
    """Numbers by system, in the order of `System`; `rows` stand with the strongest rule first."""
    by_system = [(system, [_shown(row) for row in rows if row.system == system]) for system in System]
    return [NumbersOfSystem(str(system.label), some[:SHOWN], some[SHOWN:]) for system, some in by_system if some]


def elements_in(elements: Sequence[Element], colour_id: int | None) -> list[Element]:
    """The maker's numbers of the part in this colour, the newest (and so the largest) first."""
    own = [element for element in elements if element.colour_id == colour_id]
    return sorted(own, key=lambda element: (len(element.number), element.number), reverse=True)


def _shown(row: PartNumber) -> NumberShown:
    rule, sentence = RULES[PartNumber.Rule(row.rule)]
    shown = f"{row.number}.dat" if row.system == System.LDRAW else row.number
    return NumberShown(
        number=shown,
        address=part_address(row.system, row.number),
        rule=str(rule),
        sentence=str(sentence),
        evidence=row.evidence,
        is_own=row.rule == PartNumber.Rule.OWN,
    )
