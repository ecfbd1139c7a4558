"""Answers and prices of people as they travel between sites: parts and colours by their numbers, members not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from builds.models import BomLine
from builds.services.answers import Answer, recorded
from builds.services.own_prices import checked_price
from common.errors import Invalid
from parts.models import Colour, Part

PRICED = ("system", "reference", "reference_colour")
TEXTS = {"system": 12, "reference": 255, "colour_system": 12, "reference_colour": 64, "what": 10}


def portable_answers(stored: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """The answers that a revision records, with numbers for keys. At most two queries."""
    if stored is None:
        return None
    answers = recorded(stored)
    parts = _by_key(Part, (answer.part for answer in answers))
    colours = _by_key(Colour, (answer.colour for answer in answers))
    return [
        {**asdict(one), "part": parts.get(one.part or 0), "colour": colours.get(one.colour or 0), "by": None}
        for one in answers
    ]


def local_answers(told: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Answers from elsewhere as a revision records them here.

    Those that make no sense, or name what this catalogue does not have, are left out: then the lot asks anew. At most
    two queries.
    """
    if told is None:
        return None
    sound = [one for one in told if _is_sound(one)]
    parts = _by_number(Part, (one["part"] for one in sound))
    colours = _by_number(Colour, (one["colour"] for one in sound))
    found = []
    for one in sound:
        part, colour = parts.get(one["part"]), colours.get(one["colour"])
        if (one["part"] is None) == (part is None) and (one["colour"] is None) == (colour is None):
            texts = {name: one[name] for name in TEXTS}
            found.append(asdict(Answer(**texts, part=part, colour=colour, made_at=one["made_at"], by=None)))
    return found


def sound_prices(told: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Prices of parts of one's own from elsewhere, as a revision records them; what is no price is left out."""
    if told is None:
        return None
    sound = [one for one in told if all(_is_text(one, name) for name in PRICED)]
    return [{name: one[name] for name in PRICED} | price for one in sound if (price := _price(one)) is not None]


def _price(one: Mapping[str, Any]) -> dict[str, str | None] | None:
    told = one.get("price")
    if told is None:
        return {"price": None}  # it was taken away
    try:
        return {"price": str(checked_price(Decimal(told)))} if isinstance(told, str) else None
    except (InvalidOperation, Invalid):
        return None


def _is_text(one: Mapping[str, Any], name: str) -> bool:
    text = one.get(name)
    return isinstance(text, str) and len(text) <= TEXTS[name]


def _is_sound(one: Mapping[str, Any]) -> bool:
    if not all(_is_text(one, name) for name in TEXTS):
        return False
    names_part, names_colour = isinstance(one.get("part"), str), isinstance(one.get("colour"), int)
    if one["what"] not in BomLine.Answer.values or names_part != (one["what"] == BomLine.Answer.PART):
        return False
    return (names_part or one.get("part") is None) and (names_colour or one.get("colour") is None) and _is_time(one)


def _is_time(one: Mapping[str, Any]) -> bool:
    try:
        return datetime.fromisoformat(one.get("made_at", "")).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _by_key(model: type[Part] | type[Colour], keys: Iterable[int | None]) -> dict[int, Any]:
    """Each row's number by its key."""
    wanted = {key for key in keys if key}
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "number")) if wanted else {}


def _by_number(model: type[Part] | type[Colour], numbers: Iterable[Any]) -> dict[Any, int]:
    """Each row's key by its number."""
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return {}
    return dict(model.objects.filter(number__in=wanted).order_by("-pk").values_list("number", "pk"))
