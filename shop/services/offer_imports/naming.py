"""Which part and colour each lot of a file means: each number and each colour is asked for once, in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from builds.models import BomLine
from parts.services.colour_identity import ColourAnswer, WantedColour, identify_colours
from parts.services.identify import Identification, Reference, identify
from shop.services.offer_imports.reading import ReadList, ReadLot

BATCH = 2_000  # rows whose parts and colours are looked up together
_Number = tuple[str, str]  # system, number


class Named(NamedTuple):
    """The keys of part and colour; or why there are none, with the parts that may be meant."""

    part: int | None = None
    colour: int | None = None
    code: str = ""
    message: str = ""
    candidates: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedLots:
    """What a list's numbers and colours mean. A store has a part in many colours: they are kept apart."""

    parts: dict[_Number, tuple[Named, int | None]]
    """By number: the part, and the key of the colour that the number itself implies."""
    colours: dict[WantedColour, ColourAnswer]

    def __getitem__(self, lot: ReadLot) -> Named:
        part, implied = self.parts[lot.system, lot.number]
        if part.part is None:
            return part
        answer = self.colours[_wanted(lot, implied)]
        if answer.colour is not None:
            return part._replace(colour=answer.colour.pk)
        why = answer.evidence["message"] if lot.colour else _("The row says no colour.")
        return Named(code="NO_SUCH_COLOUR", message=why)


def name_lots(read: ReadList, on_share: Callable[[float], None]) -> NamedLots:
    """Part and colour of every lot of the list; `on_share` hears how much is done, from 0 to 1.

    An offer is a promise: what a builder may look at as a doubtful guess is no part that somebody sells, so it is
    refused with the parts that may be meant.
    """
    names: dict[_Number, str] = {}
    for lot in read.lots():
        names.setdefault((lot.system, lot.number), lot.name)
    parts: dict[_Number, tuple[Named, int | None]] = {}
    for batch in _batches(names):
        known = identify([Reference(number, "", system, name) for (system, number), name in batch])
        parts.update((key, _named(one)) for (key, _name), one in zip(batch, known, strict=True))
        on_share(len(parts) / len(names))
    wanted = list({_wanted(lot, parts[lot.system, lot.number][1]) for lot in read.lots()})
    return NamedLots(parts, dict(zip(wanted, identify_colours(wanted), strict=True)))


def _batches(names: dict[_Number, str]) -> Iterator[list[tuple[_Number, str]]]:
    left = iter(names.items())
    while batch := list(islice(left, BATCH)):
        yield batch


def _wanted(lot: ReadLot, implied: int | None) -> WantedColour:
    return WantedColour(lot.colour_system or lot.system, lot.colour, implied)


def _named(known: Identification) -> tuple[Named, int | None]:
    why, candidates = known.evidence[0]["message"], _candidates(known)
    if known.part is None:
        return Named(code="NO_SUCH_PART", message=why, candidates=candidates), None
    if known.confidence < BomLine.DOUBTFUL_BELOW:
        return Named(code="DOUBTFUL_PART", message=why, candidates=candidates), None
    return Named(known.part.pk), known.colour.pk if known.colour else None


def _candidates(known: Identification) -> tuple[dict[str, Any], ...]:
    own = [] if known.part is None else [(known.part, str(known.confidence))]
    others = [(one.part, str(one.score)) for one in known.candidates]
    return tuple(
        {"part_id": part.pk, "number": part.number, "name": part.name, "score": score}
        for part, score in [*own, *others]
    )
