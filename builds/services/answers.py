"""Answers of people laid over what was derived: which apply to a lot, what they change, and taking them off again.

What was derived never changes: an answered line keeps it in `found`, and gets it back when the answer is undone. A
revision records the answers that apply to it, so that deriving it again, whenever that is, gives the same lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from brickcore.identity import normalise_number
from builds.models import BomLine, Settlement
from builds.selectors.report import NOTICE
from parts.models import Colour, Part
from parts.services.estimate import PricedLot, price_lots

Key = tuple[str, str, str, str]  # system, reference, system of the colour, colour; the last two empty for any colour
PRICE = ("basis", "unit_price", "line_price", "currency", "price_reason")
FOUND = ("part_id", "colour_id", "name", "confidence", "evidence")
ANSWERED = ("part", "colour", "name", "confidence", "evidence", *PRICE, "answer", "answered_at", "answered_by", "found")
"""The fields of a line that an answer may change."""

MOST_NOTICES = 200
DECIMALS = ("confidence", "unit_price", "line_price")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a revision records it. `part` and `colour` are keys of the catalogue, `by` is a member's."""

    system: str
    reference: str
    colour_system: str
    reference_colour: str
    what: str
    part: int | None
    colour: int | None
    made_at: str
    by: int | None

    @property
    def key(self) -> Key:
        """What it is the answer to."""
        return self.system, self.reference, self.colour_system, self.reference_colour

    @classmethod
    def of(cls, row: Settlement) -> "Answer":
        """A member's answer, to be recorded."""
        key = row.system, row.reference, row.colour_system, row.reference_colour
        return cls(*key, row.what, row.part_id, row.colour_id, row.made_at.isoformat(), row.owner_id)


def recorded(stored: Iterable[Mapping[str, Any]] | None) -> list[Answer]:
    """The answers that a revision records."""
    return [Answer(**one) for one in stored or ()]


def as_stored(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """The same as a revision keeps them."""
    return [asdict(answer) for answer in answers]


def keys_of(line: BomLine) -> tuple[Key, Key]:
    """What an answer to this very lot is kept under, and one to its reference in every colour."""
    part = line.system, normalise_number(line.reference)
    return (*part, line.colour_system, line.reference_colour), (*part, "", "")


def answer_to(line: BomLine, answers: Mapping[Key, Answer]) -> Answer | None:
    """The answer that holds for a lot: one about its colour before one about every colour."""
    exact, every = keys_of(line)
    return answers.get(exact) or answers.get(every)


def remembered(owner: User, lines: Sequence[BomLine]) -> list[Answer]:
    """The member's answers that hold for any of these lots, and the newest about notices. Two queries."""
    keys = {key for line in lines for key in keys_of(line)}
    rows = Settlement.objects.filter(owner=owner)
    of_lots = rows.filter(reference__in={key[1] for key in keys}).order_by("pk")
    of_notices = rows.filter(system=NOTICE).order_by("-made_at")[:MOST_NOTICES]  # later stages have notices too
    found = [answer for row in of_lots if (answer := Answer.of(row)).key in keys]
    return [*found, *(Answer.of(row) for row in of_notices)]


def lay_over(lines: Sequence[BomLine], answers: Sequence[Answer]) -> list[BomLine]:
    """Apply the answers to lines that bear none, and price what became another part; returns the lines they changed."""
    by_key = {answer.key: answer for answer in answers}
    told = [(line, answer) for line in lines if (answer := answer_to(line, by_key))]
    parts = _parts(answer.part for _, answer in told)
    colours = Colour.objects.in_bulk({answer.colour for _, answer in told if answer.colour})
    kept = [(line, answer) for line, answer in told if answer.part is None or answer.part in parts]
    for line, answer in kept:
        _apply(line, answer, parts.get(answer.part or 0), colours.get(answer.colour or 0))
    _price([line for line, answer in kept if answer.part or answer.colour])
    return [line for line, _ in kept]


def as_found(line: BomLine, names: Iterable[str]) -> dict[str, Any]:
    """These fields as `found` keeps them: decimals as text, which JSON does not round."""
    values = {name: getattr(line, name) for name in names}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def take_off(line: BomLine) -> None:
    """What was derived stands again."""
    if line.found is None:
        return
    for name in (*FOUND, *PRICE):
        value = line.found[name]
        setattr(line, name, Decimal(value) if name in DECIMALS and value is not None else value)
    line.answer, line.answered_at, line.answered_by, line.found = "", None, None, None


def _parts(keys: Iterable[int | None]) -> dict[int, Part]:
    """The parts by key; of one that was merged into another since, the other."""
    wanted = {key for key in keys if key}
    rows = Part.objects.select_related("category", "merged_into__category").defer("search")
    return {key: part.merged_into or part for key, part in rows.in_bulk(wanted).items()} if wanted else {}


def _apply(line: BomLine, answer: Answer, part: Part | None, colour: Colour | None) -> None:
    line.found = as_found(line, (*FOUND, *PRICE))
    line.answer = answer.what
    line.answered_at = datetime.fromisoformat(answer.made_at)
    line.answered_by_id = answer.by
    if part is not None:
        line.part, line.name, line.confidence = part, part.name, Decimal("1.00")
    if colour is not None:
        line.colour = colour
    line.evidence = [{"rule": f"settled {answer.what}", "message": _says(line, colour)}, *line.evidence]


def _price(lines: Sequence[BomLine]) -> None:
    prices = price_lots([PricedLot(line.part, line.colour, line.quantity) for line in lines]) if lines else []
    for line, price in zip(lines, prices, strict=True):
        line.basis, line.unit_price, line.line_price = price.basis, price.unit_price, price.line_price
        line.currency, line.price_reason = price.currency, price.reason


def _says(line: BomLine, colour: Colour | None) -> str:
    """The link of the chain of evidence that stands for the answer, in English as all of the chain is."""
    day = f"{line.answered_at:%-d %B %Y}"
    if line.answer == BomLine.Answer.PART and line.part is not None:
        shade = f" in {colour.name}" if colour else ""
        return f"The builder chose {line.part.number} {line.part.name}{shade} on {day}"
    if line.answer == BomLine.Answer.OPTIONAL:
        return f"The builder marked it optional on {day}"
    return f"The builder accepted it as it stands on {day}"
