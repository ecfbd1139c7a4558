"""Which catalogue part and colour each reference means, how sure that is and why. At most four queries a batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from brickcore.identity import normalise_number, reductions
from parts.models import Colour, Part
from parts.services.candidates import Candidate, candidates_for
from parts.services.colour_identity import ColourAnswer, identify_colours
from parts.services.evidence import NOTHING, Evidence, confidence, link
from parts.services.number_index import NumberIndex

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


@dataclass(frozen=True, slots=True)
class _Answer:
    part: Part
    chain: list[Evidence]


def identify(lots: Sequence[Reference]) -> list[Identification]:
    """Identify each reference, in order: by number, by what the number says of itself, by an equal name."""
    numbers = [normalise_number(lot.number) for lot in lots]
    answers = _by_number(lots, numbers)
    missing = [place for place, answer in enumerate(answers) if answer is None]
    if missing:
        _by_reduction(lots, numbers, answers, missing)
    colours = identify_colours([(lot.colour_system or lot.system, str(lot.colour)) for lot in lots])
    unknown = {place: lots[place].name for place in missing if answers[place] is None}
    candidates = candidates_for(unknown) if unknown else {}
    return [
        _identification(numbers[place], answer, colours[place], candidates.get(place, []))
        for place, answer in enumerate(answers)
    ]


def _by_number(lots: Sequence[Reference], numbers: list[str]) -> list[_Answer | None]:
    index = NumberIndex(set(numbers))
    return [_found(index, lot.system, number, []) for lot, number in zip(lots, numbers, strict=True)]


def _by_reduction(
    lots: Sequence[Reference], numbers: list[str], answers: list[_Answer | None], missing: list[int]
) -> None:
    options = {place: reductions(numbers[place]) for place in missing}
    index = NumberIndex({option.number for found in options.values() for option in found})
    for place, found in options.items():
        tried = (
            _found(index, lots[place].system, option.number, [link(option.rule, option.message)]) for option in found
        )
        answers[place] = next((answer for answer in tried if answer), None)


def _found(index: NumberIndex, system: str, number: str, chain: list[Evidence]) -> _Answer | None:
    hit = index.find(system, number)
    return _Answer(hit.part, [*chain, *hit.chain]) if hit else None


def _identification(
    number: str, answer: _Answer | None, colour: ColourAnswer, candidates: list[Candidate]
) -> Identification:
    if answer is None and candidates and candidates[0].is_same_name:
        same = candidates[0].part
        answer = _Answer(same, [link("name", f"{number} bears the name of {same.number}: {same.name}")])
        candidates = candidates[1:]
    if answer is None:
        unknown = link("unknown", f"{number} is no number that the catalogue knows")
        return Identification(None, colour.colour, NOTHING, [unknown, colour.evidence], candidates)
    return Identification(
        answer.part, colour.colour, confidence(answer.chain), [*answer.chain, colour.evidence], candidates
    )
