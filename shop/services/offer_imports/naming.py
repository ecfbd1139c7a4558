"""Which part and colour each lot of a file means: asked once for each that is different, in batches."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, NamedTuple

from builds.models import BomLine
from parts.services.identify import Identification, Reference, identify
from shop.services.offer_imports.reading import ReadList, ReadLot

BATCH = 2_000
Key = tuple[str, str, str, str]


class Named(NamedTuple):
    """The keys of part and colour; or why there are none, with the parts that may be meant."""

    part: int | None = None
    colour: int | None = None
    code: str = ""
    message: str = ""
    candidates: list[dict[str, Any]] = []


def key_of(lot: ReadLot) -> Key:
    """What tells lots apart before anything is known of them."""
    return (lot.system, lot.number, lot.colour_system, lot.colour)


def name_lots(read: ReadList, on_share: Callable[[float], None]) -> Mapping[Key, Named]:
    """Part and colour of every different reference of the list; `on_share` hears how much is done, from 0 to 1.

    An offer is a promise: what a builder may look at as a doubtful guess is no part that somebody sells, so it is
    refused with the parts that may be meant.
    """
    names: dict[Key, str] = {}
    for lot in read.lots():
        names.setdefault(key_of(lot), lot.name)
    found: dict[Key, Named] = {}
    left = iter(names.items())
    while batch := list(islice(left, BATCH)):
        known = identify([_reference(key, name) for key, name in batch])
        found.update((key, _named(one)) for (key, _name), one in zip(batch, known, strict=True))
        on_share(len(found) / len(names))
    return found


def _reference(key: Key, name: str) -> Reference:
    system, number, colour_system, colour = key
    return Reference(number, colour, system, name, colour_system)


def _named(known: Identification) -> Named:
    why = known.evidence[0]["message"]
    if known.part is None:
        return Named(code="NO_SUCH_PART", message=why, candidates=_candidates(known))
    if known.confidence < BomLine.DOUBTFUL_BELOW:
        return Named(code="DOUBTFUL_PART", message=why, candidates=_candidates(known))
    if known.colour is None:
        return Named(code="NO_SUCH_COLOUR", message=known.evidence[-1]["message"])
    return Named(known.part.pk, known.colour.pk)


def _candidates(known: Identification) -> list[dict[str, Any]]:
    own = [] if known.part is None else [(known.part, str(known.confidence))]
    others = [(one.part, str(one.score)) for one in known.candidates]
    return [
        {"part_id": part.pk, "number": part.number, "name": part.name, "score": score} for part, score in own + others
    ]
