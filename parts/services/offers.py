"""Where the shop tells what its stores ask: parts never looks up at it, config wires the two together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parts.models import Colour, Part


@dataclass(frozen=True, slots=True)
class PricedLot:
    """What is to be priced: a part in a colour, so many pieces. None stands for unknown (part) or any (colour)."""

    part: Part | None
    colour: Colour | None
    quantity: int


@dataclass(frozen=True, slots=True)
class OfferPrice:
    """What a store asks for one piece of a lot; `store` and `seen_at` say who and when, for the person who reads it."""

    unit_price: Decimal
    currency: str
    store: str
    seen_at: str = ""


OfferSource = Callable[[Sequence[PricedLot], str, str], Sequence[OfferPrice | None]]
"""Answers, for each lot in order, its cheapest offer or None, in a condition and a currency (a code). It must ask in
batches, not lot by lot."""

_sources: list[OfferSource] = []


def register_offer_source(source: OfferSource) -> Callable[[], None]:
    """From now on ask this source too; the answer takes it away again."""
    _sources.append(source)
    return lambda: _sources.remove(source)


def best_offers(lots: Sequence[PricedLot], condition: str, currency: str) -> list[OfferPrice | None]:
    """The cheapest offer of each lot in this condition and currency, over all sources."""
    best: list[OfferPrice | None] = [None] * len(lots)
    for source in _sources:
        for place, offer in enumerate(source(lots, condition, currency)):
            known = best[place]
            if offer and offer.currency == currency and (known is None or offer.unit_price < known.unit_price):
                best[place] = offer
    return best
