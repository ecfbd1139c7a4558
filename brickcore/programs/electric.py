"""Which parts of a bill a program can use: motors, sensors and hubs, told by names and, where there is none, numbers.

Rebrickable calls whole ones "Motor, …", "Sensor, …", "Hub, …"; LDraw calls them "Electric … Motor", shops and builders
by their family, "Powered Up … Motor"; their shells, axles and cables have longer names that say so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["motor", "sensor", "hub"]

_REBRICKABLE = re.compile(r"(motor|sensor|hub), (?!.*\bsubpart\b)", re.I)
_LDRAW = re.compile(r"electric\b.*?\b(?:micro|mini-?)?(motor|sensor|hub)\b", re.I)
_FAMILY = re.compile(
    r"(?:boost|control\+|ev3|mindstorms|nxt|power functions|powered up|rcx|spike|wedo)(?= ).*? (motor|sensor|hub)$",
    re.I,
)
_BRICK = re.compile(r"(?:electric )?(?:mindstorms )?(?:nxt|ev3|rcx)(?: brick)?(?: [\d.]+)?$", re.I)
_HEAD_ENDS = re.compile(r" with | \(| - | / |,")  # what stands after is how it looks, or what comes with it
_PIECE = re.compile(
    r"\b(axle|back|base|battery|bearing|body|bottom|bush|button|cable|case|casing|connector|cover|decorative|drive|"
    r"element|front|holder|housing|lid|lock|propeller|pulley|rod|rudder|shaft|shell|side|switch|tag|top)\b", re.I
)  # fmt: skip
_NUMBERS: Mapping[Role, frozenset[str]] = {  # design numbers of what has been sold most, for bills without a catalogue
    "motor": frozenset(
        {"53787", "95658", "99455", "54696", "54675", "68488", "69730", "22169", "22172", "26913", "58120", "58121",
         "21980"}
    ),
    "sensor": frozenset(
        {"53792", "53793", "55963", "55969", "62840", "64892", "95648", "95650", "95652", "95654", "99380", "37308",
         "37312", "37316", "26912"}
    ),
    "hub": frozenset(
        {"53788", "95646", "76048", "76454", "67718", "45601", "67351", "22127", "26910", "28738", "19071"}
    ),
}  # fmt: skip
_DESIGN = re.compile(r"\d+")


class Lot(NamedTuple):
    """What the rule looks at of one lot; `name` is empty where no catalogue knows the part."""

    name: str
    number: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Electric:
    """How many of each a bill holds."""

    motors: int = 0
    sensors: int = 0
    hubs: int = 0


def role_of(name: str, number: str = "") -> Role | None:
    """What a part is to a program; None for all others."""
    head = _HEAD_ENDS.split(name, maxsplit=1)[0].strip()
    if _BRICK.match(head):
        return "hub"
    found = _REBRICKABLE.match(name) or (None if _PIECE.search(head) else _LDRAW.match(head) or _FAMILY.match(head))
    if found and " - " not in name:  # "Sensor Touch - Body Assembly" is a piece of one
        return found[1].lower()  # type: ignore[return-value]
    design = _DESIGN.match(number) if not name else None
    return next((role for role, numbers in _NUMBERS.items() if design and design[0] in numbers), None)


def electric_of(lots: Iterable[Lot]) -> Electric:
    """Count a bill's motors, sensors and hubs."""
    sums: dict[Role, int] = {"motor": 0, "sensor": 0, "hub": 0}
    for lot in lots:
        role = role_of(lot.name, lot.number)
        if role is not None:
            sums[role] += lot.quantity
    return Electric(sums["motor"], sums["sensor"], sums["hub"])
