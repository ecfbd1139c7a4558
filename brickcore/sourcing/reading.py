"""A problem out of JSON, checked before it is believed: size and counts first, then every value."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, TypeVar

from brickcore.sourcing.problem import Need, Offer, Problem, ShippingStep, Store, Tier
from brickcore.sourcing.soundness import (
    MOST_ACCEPTED,
    MOST_NEEDS,
    MOST_OFFERS,
    MOST_STORES,
    MOST_TIERS,
    ProblemError,
    at_most,
    name,
    refuse,
)

Value = TypeVar("Value")
AMOUNT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")  # Decimal reads 1_0 and digits of all scripts too
MOST_DIGITS = 40
SHAPE = 'Write {"currency", "need": [{"lot", "quantity"}], "stores": [{"id", "shipping", "minimum", "offers": [...]}]}.'


def read_problem(data: bytes) -> Problem:
    """The problem that a JSON document states. Raises ProblemError with one sentence on the first thing wrong."""
    content = _parsed(data)
    _known(content, "the problem", {"currency", "need", "stores", "max_stores"})
    needs = _list(content, "need", "the problem", MOST_NEEDS, "lots")
    stores = _list(content, "stores", "the problem", MOST_STORES, "stores")
    offers = sum(len(store["offers"]) for store in stores if _has_offers(store))
    at_most("stores", offers, MOST_OFFERS, "offers")
    return Problem(
        currency=_text(content, "currency", "the problem"),
        needs=tuple(_need(f"need[{place}]", value) for place, value in enumerate(needs)),
        stores=tuple(_store(f"stores[{place}]", value) for place, value in enumerate(stores)),
        max_stores=_optional(content, "max_stores", "the problem", _whole),
    )


def _parsed(data: bytes) -> Mapping[str, Any]:
    """In UTF-8; a key that stands twice in an object is refused, for which of the two is meant nobody knows."""

    def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content = dict(pairs)
        if len(content) < len(pairs):
            key = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
            raise refuse("the file", f"{key[:40]!r} stands twice in one object", "Say it once.")
        return content

    def refuse_constant(constant: str) -> NoReturn:
        raise refuse("the file", f"{constant} is no number", "Write the number.", code="NOT_JSON")

    try:
        content = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=refuse_constant,
            object_pairs_hook=each_once,
        )
    except RecursionError:
        raise refuse("the file", "its lists stand in each other too deep", SHAPE, code="NOT_JSON") from None
    except InvalidOperation:
        raise refuse("the file", "a number in it is out of all range", "Write the amount.", code="NOT_JSON") from None
    except ValueError as error:
        raise refuse("the file", f"it is no JSON ({str(error)[:80]})", SHAPE, code="NOT_JSON") from None
    if not isinstance(content, dict):
        raise refuse("the file", "it is no object", SHAPE)
    return content


def _has_offers(store: object) -> bool:
    return isinstance(store, dict) and isinstance(store.get("offers"), list)


def _need(where: str, value: object) -> Need:
    content = _object(where, value)
    _known(content, where, {"lot", "quantity", "accepts", "weight"})
    accepts = _list(content, "accepts", where, MOST_ACCEPTED, "lots") if "accepts" in content else []
    for lot in accepts:
        name(f"{where}.accepts", lot)
    weight = _optional(content, "weight", where, _money)
    return Need(_text(content, "lot", where), _whole(content, "quantity", where), tuple(accepts), weight)


def _store(where: str, value: object) -> Store:
    content = _object(where, value)
    _known(content, where, {"id", "shipping", "minimum", "offers", "average_lot", "lots"})
    offers = _list(content, "offers", where, MOST_OFFERS, "offers")
    return Store(
        id=_text(content, "id", where),
        offers=tuple(_offer(f"{where}.offers[{place}]", offer) for place, offer in enumerate(offers)),
        shipping=_shipping(content, where),
        minimum=_optional(content, "minimum", where, _money) or Decimal(0),
        average_lot=_optional(content, "average_lot", where, _money) or Decimal(0),
        lots=_optional(content, "lots", where, _whole),
    )


def _shipping(content: Mapping[str, Any], where: str) -> Decimal | tuple[ShippingStep, ...]:
    if not isinstance(content.get("shipping"), list):
        return _money(content, "shipping", where)
    steps = _list(content, "shipping", where, MOST_TIERS, "steps")
    return tuple(_step(f"{where}.shipping[{place}]", step) for place, step in enumerate(steps))


def _step(where: str, value: object) -> ShippingStep:
    content = _object(where, value)
    _known(content, where, {"to_grams", "to_value", "price"})
    grams, worth = (_optional(content, key, where, _money) for key in ("to_grams", "to_value"))
    return ShippingStep(_money(content, "price", where), grams, worth)


def _offer(where: str, value: object) -> Offer:
    content = _object(where, value)
    _known(content, where, {"lot", "quantity", "price", "multiple", "tiers", "weight"})
    tiers = _list(content, "tiers", where, MOST_TIERS, "tiers") if content.get("tiers") is not None else []
    multiple = _optional(content, "multiple", where, _whole)
    return Offer(
        lot=_text(content, "lot", where),
        quantity=_whole(content, "quantity", where),
        price=_money(content, "price", where),
        multiple=1 if multiple is None else multiple,
        tiers=tuple(_tier(f"{where}.tiers[{place}]", tier) for place, tier in enumerate(tiers)),
        weight=_optional(content, "weight", where, _money),
    )


def _tier(where: str, value: object) -> Tier:
    content = _object(where, value)
    _known(content, where, {"from", "price"})
    return Tier(_whole(content, "from", where), _money(content, "price", where))


def _object(where: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise refuse(where, "it is no object", SHAPE)
    return value


def _known(content: Mapping[str, Any], where: str, names: set[str]) -> None:
    """A name that is not known is most likely a term that the plan would silently break."""
    for key in content:
        if key not in names:
            raise refuse(where, f"{key[:40]!r} is not known there", f"Known are {', '.join(sorted(names))}.")


def _list(content: Mapping[str, Any], key: str, where: str, most: int, what: str) -> list[Any]:
    value = content.get(key)
    if not isinstance(value, list):
        raise refuse(where, f"{key} is no list", SHAPE)
    at_most(f"{where}.{key}", len(value), most, what)
    return value


def _text(content: Mapping[str, Any], key: str, where: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise refuse(where, f"{key} is no text", "Write it in quotes.")
    return value


def _whole(content: Mapping[str, Any], key: str, where: str) -> int:
    value = content.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse(where, f"{key} is no whole number", "Write a whole number, without quotes.")
    return value


def _money(content: Mapping[str, Any], key: str, where: str) -> Decimal:
    value = content.get(key)
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        is_plain = not isinstance(value, str) or AMOUNT.fullmatch(value) is not None
        amount = Decimal(value if is_plain and len(str(value)) <= MOST_DIGITS else "nan")
        if amount.is_finite() and amount.adjusted() < 40:
            return amount + 0  # a minus before zero goes
    raise refuse(where, f"{key} is no amount", 'Write a decimal number in quotes, such as "0.12".')


def _optional(
    content: Mapping[str, Any], key: str, where: str, read: Callable[[Mapping[str, Any], str, str], Value]
) -> Value | None:
    return None if content.get(key) is None else read(content, key, where)


__all__ = ["ProblemError", "read_problem"]
