"""The lots of whatever a file turned out to be: a model is counted, a list is summed, a mesh is one part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from brickcore.bom.count import count
from brickcore.bom.lots import Bom, Lot
from brickcore.colours import CURRENT_COLOUR
from brickcore.content import Content
from brickcore.errors import HostileFile
from brickcore.library import PartsLibrary
from brickcore.limits import DEFAULT
from brickcore.model import Model
from brickcore.partslist import ListedLot, PartsList
from brickcore.solid import Solid

MISSING_PART = "MISSING_PART"
CUSTOM = "custom"
"""The system of a part that somebody made: no catalogue lists it."""


def bill(content: Content, library: PartsLibrary) -> Bom:
    """The bill of materials. Raises as `count` does, and HostileFile for a list of more lots than a bill can show."""
    if isinstance(content, Model):
        return _in_own_systems(count(content, library), content)
    return _summed(content) if isinstance(content, PartsList) else _made(content)


def _in_own_systems(bom: Bom, model: Model) -> Bom:
    """The lots with the numbers of the system that the file speaks."""
    if not model.native_parts and not model.native_colours:
        return bom
    notices = tuple(one for one in bom.notices if one.code != MISSING_PART or not _is_native(one.parts, model))
    return replace(bom, lots=_joined(_native(lot, model) for lot in bom.lots), notices=notices)


def _joined(lots: Iterable[Lot]) -> tuple[Lot, ...]:
    """Lots that are the same once they bear their own numbers, as two hoses that lie differently."""
    alike: dict[tuple[str, str, str, int | str], list[Lot]] = {}
    for lot in lots:
        alike.setdefault((lot.system, lot.part, lot.colour_system, lot.colour), []).append(lot)
    return tuple(some[0] if len(some) == 1 else _one_of(some) for some in alike.values())


def _one_of(lots: Sequence[Lot]) -> Lot:
    return replace(
        lots[0],
        quantity=sum(lot.quantity for lot in lots),
        sources=tuple(dict.fromkeys(source for lot in lots for source in lot.sources)),
        notices=tuple(dict.fromkeys(notice for lot in lots for notice in lot.notices)),
    )


def _is_native(parts: Sequence[str], model: Model) -> bool:
    """Whether a part is only missing because LDraw was asked for what another system names; the reader has said so."""
    return any(f"{part.removesuffix('.dat')}.dat" in model.native_parts for part in parts)


def _native(lot: Lot, model: Model) -> Lot:
    part = model.native_parts.get(f"{lot.part}.dat")
    colour = model.native_colours.get(lot.colour) if isinstance(lot.colour, int) else None
    if part:
        name = part[1] if lot.name == lot.part else lot.name  # the name of a file that only stands for the number
        lot = replace(lot, system=part[0], part=part[1], name=name)
    lot = replace(lot, notices=tuple(one for one in lot.notices if one.code != MISSING_PART)) if part else lot
    return replace(lot, colour_system=colour[0], colour=colour[1]) if colour else lot


def _summed(listed: PartsList) -> Bom:
    sums: dict[tuple[str, ...], list[ListedLot]] = {}
    for row in listed.lots:
        sums.setdefault((row.item, row.system, row.number, row.colour_system, row.colour), []).append(row)
    if len(sums) > DEFAULT.lots:
        raise HostileFile(
            "TOO_MANY_LOTS",
            f"The list comes to {len(sums):,} different lots; a bill shows at most {DEFAULT.lots:,}.",
            hint="Split the list.",
        )
    lots = tuple(_listed(rows) for rows in sums.values())
    parts = sum(lot.quantity for lot in lots)
    if parts > DEFAULT.parts:
        raise HostileFile(
            "TOO_MANY_PARTS",
            f"The list comes to {parts:,} parts; at most {DEFAULT.parts:,} are counted.",
            hint="Look for a quantity that is a price or a number of something else.",
        )
    return Bom(lots, parts, listed.notices)


def _listed(rows: Sequence[ListedLot]) -> Lot:
    first = rows[0]
    colour = int(first.colour) if first.colour_system == "ldraw" and first.colour.isdecimal() else first.colour
    return Lot(
        part=first.number,
        colour=colour,
        quantity=sum(row.quantity for row in rows),
        name=next((row.name for row in rows if row.name), ""),
        system=first.system,
        colour_system=first.colour_system,
        item=first.item,
    )


def _made(solid: Solid) -> Bom:
    title = solid.name.removeprefix("custom-").replace("_", " ").replace("-", " ")
    sources = (f"{solid.name}:{CURRENT_COLOUR}",)
    return Bom((Lot(solid.name, CURRENT_COLOUR, 1, title, sources=sources, system=CUSTOM),), 1, solid.notices)
