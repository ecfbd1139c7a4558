"""Which catalogue part and colour each reference means, how sure that is and why. At most four queries a batch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from brickcore.identity import (
    Reduction,
    brick_owl_lot,
    carried_number,
    first_piece,
    normalise_number,
    number_in_title,
    reductions,
    why_unknown,
)
from parts.models import Colour, Part, System
from parts.services.candidates import KEPT, NUMBER_SCORE, Candidate, candidates_for, merged
from parts.services.colour_identity import ColourAnswer, WantedColour, identify_colours
from parts.services.evidence import NOTHING, Evidence, confidence, link
from parts.services.number_index import Hit, NumberIndex

__all__ = ["Candidate", "Identification", "Reference", "identify"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A part and colour as a file names them; `name` is the title that came along, when one did.

    `system` says whose number it is, `colour_system` whose colour, where that is another's.
    """

    number: str
    colour: int | str
    system: str = "ldraw"
    name: str = ""
    colour_system: str = ""


@dataclass(frozen=True, slots=True)
class Identification:
    """The answer to one reference. `part` is None when unknown, and then `candidates` are for a person to choose from.

    `confidence` (0.00 to 1.00) speaks of the part; `colour` is None when the file leaves it open or it is unknown, and
    the evidence says which.
    """

    part: Part | None
    colour: Colour | None
    confidence: Decimal
    evidence: list[Evidence]
    candidates: list[Candidate] = field(default_factory=list)


_Found = Hit | None


def identify(lots: Sequence[Reference]) -> list[Identification]:
    """Identify each reference, in order: by number, by what the number says of itself, by an equal name."""
    lots = [_without_colour(lot) if lot.system == System.BRICKOWL else lot for lot in lots]
    # A parts list has a part in several colours: what depends on its number alone is worked out once.
    normal = {number: normalise_number(number) for number in dict.fromkeys(lot.number for lot in lots)}
    numbers = [normal[lot.number] for lot in lots]
    carried = {number: carried_number(number) for number in normal.values()}
    index = NumberIndex({*carried, *(own.number for own in carried.values() if own), *_first_pieces(carried)})
    asked = [(lot.system, number) for lot, number in zip(lots, numbers, strict=True)]
    found = {
        (system, number): index.find(system, number) or _follow(index, system, carried[number])
        for system, number in dict.fromkeys(asked)
    }
    hits = [found[one] for one in asked]
    missing = [place for place, hit in enumerate(hits) if hit is None]
    if missing:
        _by_reduction(lots, numbers, carried, hits)
    colours = identify_colours([_wanted(lot, hit) for lot, hit in zip(lots, hits, strict=True)])
    unknown = [place for place in missing if hits[place] is None]
    by_name = candidates_for({place: lots[place].name for place in unknown})
    shared = [place for place, hit in enumerate(hits) if hit and any(one["rule"] == "shared" for one in hit.chain)]
    by_number = {place: _choices(index, lots[place].system, numbers[place]) for place in (*unknown, *shared)}
    return [
        _identification(numbers[place], hit, colours[place], by_number.get(place, []), by_name.get(place, []))
        for place, hit in enumerate(hits)
    ]


def _without_colour(lot: Reference) -> Reference:
    """Brick Owl writes a lot's colour behind the part's number."""
    number, colour = brick_owl_lot(lot.number.strip())
    return replace(lot, number=number, colour=colour if lot.colour == "" else lot.colour)


def _first_pieces(numbers: Iterable[str]) -> list[str]:
    return [piece for number in numbers if (piece := first_piece(number))]


def _follow(index: NumberIndex, system: str, step: Reduction | None, before: Sequence[Evidence] = ()) -> _Found:
    hit = index.find(system, step.number) if step else None
    if hit is None or step is None:
        return None
    return Hit(hit.part, [*before, link(step.rule, step.message), *hit.chain], hit.colour)


def _by_reduction(
    lots: Sequence[Reference], numbers: list[str], carried: Mapping[str, Reduction | None], hits: list[_Found]
) -> None:
    missing = {place: carried[numbers[place]] for place, hit in enumerate(hits) if hit is None}
    options = {place: _options(own.number if own else numbers[place], lots[place]) for place, own in missing.items()}
    index = NumberIndex({option.number for found in options.values() for option in found})
    for place, own in missing.items():
        before = [link(own.rule, own.message)] if own else []
        # Nearly all of the ten options of a number are in no system: those cost a look only.
        listed = (option for option in options[place] if option.number in index.numbers)
        tried = (_follow(index, lots[place].system, option, before) for option in listed)
        hits[place] = next((hit for hit in tried if hit), None)


def _options(number: str, lot: Reference) -> tuple[Reduction, ...]:
    titled = number_in_title(number, lot.name)
    return (*reductions(number), *([titled] if titled else []))


def _wanted(lot: Reference, hit: _Found) -> WantedColour:
    """LDD's materials are the maker's colours."""
    system = lot.colour_system or (System.LEGO if lot.system == System.LDD else lot.system)
    return WantedColour(system, str(lot.colour), hit.colour if hit else None)


def _choices(index: NumberIndex, system: str, number: str) -> list[Candidate]:
    """Parts that the number itself, or the first piece that it is named after, may mean: for a person to choose."""
    piece = first_piece(number)
    parts = index.choices(system, number) or (index.choices(system, piece) if piece else [])
    return [Candidate(part, NUMBER_SCORE, is_same_name=False, is_by_number=True) for part in parts[:KEPT]]


def _identification(
    number: str, hit: _Found, colour: ColourAnswer, choices: list[Candidate], alike: list[Candidate]
) -> Identification:
    if hit is None and not choices and alike and alike[0].is_same_name:
        same = alike[0].part
        hit = Hit(same, [link("name", f"{number} bears the name of {same.number}: {same.name}")])
        alike = alike[1:]
    if hit is None:
        candidates = merged(choices, alike)
        return Identification(None, colour.colour, NOTHING, [_unknown(number, choices), colour.evidence], candidates)
    others = [one for one in (*choices, *alike) if one.part.pk != hit.part.pk]
    return Identification(hit.part, colour.colour, confidence(hit.chain), [*hit.chain, colour.evidence], others)


def _unknown(number: str, choices: list[Candidate]) -> Evidence:
    if len(choices) > 1:
        return link("ambiguous", f"{number} may be any of {len(choices)} parts; choose the one that is meant")
    why = why_unknown(number)
    return link(why.rule, why.message)
