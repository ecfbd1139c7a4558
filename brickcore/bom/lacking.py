"""What a model cannot work without and does not place: files leave out what is hard to draw."""

import re
from collections.abc import Iterator, Sequence

from brickcore.bom.lots import Lot
from brickcore.bom.rules.bent import BENT
from brickcore.errors import Notice

NO_HOSES = "NO_HOSES"
_PORTS = (
    (re.compile(r"Technic Pneumatic Cylinder \d.*\b2 Ports"), 2),
    (re.compile(r"Technic Pneumatic Cylinder \d"), 1),
    (re.compile(r"Technic Pneumatic Pump"), 1),
    (re.compile(r"Technic Pneumatic Valve"), 3),
    (re.compile(r"Technic Pneumatic Airtank"), 2),
)
_FEWEST_PORTS = 3  # a lone cylinder may be there for its looks


def lacking(lots: Sequence[Lot]) -> Iterator[Notice]:
    """A warning where pumps, valves and cylinders are placed, and nothing that joins them."""
    ports = hose_ends(lots)
    if ports >= _FEWEST_PORTS:
        devices = [lot for lot in lots if _ports(lot)]
        number = sum(lot.quantity for lot in devices)
        yield Notice(
            NO_HOSES,
            f"{number:,} pneumatic parts with {ports:,} ports are placed, and not one hose that joins them. "
            "Hoses are not in the count.",
            hint="Add the hoses in your building program, or order them besides: they are sold by their length.",
            parts=tuple(lot.part for lot in devices),
            count=number,
        )


def hose_ends(lots: Sequence[Lot]) -> int:
    """How many ports of pneumatic parts want a hose; 0 where hoses are placed, or anything bent that may be one."""
    ports = sum(lot.quantity * _ports(lot) for lot in lots if lot.name.startswith("Technic Pneumatic"))
    return 0 if ports and any(_is_hose(lot) for lot in lots) else ports


def _ports(lot: Lot) -> int:
    return next((ports for pattern, ports in _PORTS if pattern.match(lot.name)), 0)


def _is_hose(lot: Lot) -> bool:
    is_bent = any(notice.code == BENT for notice in lot.notices)
    return is_bent or lot.name.startswith(("Technic Pneumatic Tube", "Hose "))
