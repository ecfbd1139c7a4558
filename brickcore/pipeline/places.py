"""Where in the file each lot is named first, so that a report can send people there."""

from collections.abc import Sequence

import numpy as np

from brickcore.bom import Lot
from brickcore.content import Content
from brickcore.errors import Location
from brickcore.model import Model, Submodel
from brickcore.partslist import PartsList

Places = dict[str, Location]


def places_of(content: Content, lots: Sequence[Lot], name: str) -> list[Location | None]:
    """Of each lot, in order, where it stands first; `name` is the file's. None where nothing says so."""
    if isinstance(content, Model):
        places = _placed(content)
        return [next((places[key] for key in _keys(lot) if key in places), None) for lot in lots]
    if isinstance(content, PartsList):
        listed = _listed(content, name)
        return [listed.get(_told(lot.system, lot.part, lot.colour_system, lot.colour)) for lot in lots]
    return [None for _ in lots]


def _keys(lot: Lot) -> list[str]:
    """What the lot was drawn with, in its colour; then in whatever colour, since most rows inherit theirs."""
    return [*lot.sources, *(source.rpartition(":")[0] for source in lot.sources)]


def _placed(model: Model) -> Places:
    """The first place of each part in each colour, and of each part."""
    places: Places = {}
    for submodel in model.submodels.values():
        _add(places, submodel)
    return places


def _add(places: Places, submodel: Submodel) -> None:
    placing, rows = submodel.placing, slice(submodel.start, submodel.end)
    pairs = placing.name_index[rows].astype(np.int64) * len(placing.colours) + placing.colour_index[rows]
    known, firsts = np.unique(pairs, return_index=True)
    for pair, row in sorted(zip(known.tolist(), firsts.tolist(), strict=True), key=lambda one: one[1]):
        name, colour = divmod(pair, len(placing.colours))
        part = placing.names[name].removesuffix(".dat")
        at = Location(submodel.spelling or submodel.name, int(placing.lines[submodel.start + row]))
        places.setdefault(f"{part}:{placing.colours[colour]}", at)
        places.setdefault(part, at)


def _listed(content: PartsList, name: str) -> Places:
    places: Places = {}
    for row in content.lots:
        places.setdefault(_told(row.system, row.number, row.colour_system, row.colour), Location(name, row.line))
    return places


def _told(system: str, number: str, colour_system: str, colour: int | str) -> str:
    return "\0".join((system, number, colour_system, str(colour)))
