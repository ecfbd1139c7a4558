"""What lots cost, and what that rests on: a store's offer, prices seen, a documented estimate, or nothing known."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from common.money import cents, unit_price
from parts.models import Colour, Part
from parts.selectors import PriceSummary, price_summaries
from parts.services.offers import OfferPrice, OfferSource, PricedLot, best_offers, register_offer_source
from parts.services.price_formula import Described, estimate_unit_price

__all__ = ["Basis", "LotPrice", "OfferPrice", "OfferSource", "PricedLot", "price_lots", "register_offer_source"]

Basis = Literal["offer", "seen", "estimate", "unknown"]
CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class LotPrice:
    """One lot's price. `unit_price` has four decimals, `line_price` is rounded once; both are None when unknown.

    `reason` holds every input as JSON values: what a page needs to take the price apart.
    """

    basis: Basis
    unit_price: Decimal | None
    line_price: Decimal | None
    currency: str
    reason: dict[str, Any]


def price_lots(lots: Sequence[PricedLot], *, condition: str = "new", currency: str = CURRENCY) -> list[LotPrice]:
    """Price each lot, in order, on the best basis there is. One query, plus what the offer sources ask.

    Estimates exist in EUR for new pieces only: else a lot without an offer or a price seen is unknown.
    """
    offers = best_offers(lots, condition, currency)
    keys = {(lot.part.pk, lot.colour.pk) for lot in lots if lot.part and lot.colour}
    seen = price_summaries(keys, condition=condition, currency=currency)
    can_estimate = currency == CURRENCY and condition == "new"
    return [
        _price(lot, offer, _seen(seen, lot), currency, can_estimate) for lot, offer in zip(lots, offers, strict=True)
    ]


def _seen(seen: dict[tuple[int, int], PriceSummary], lot: PricedLot) -> PriceSummary | None:
    return seen.get((lot.part.pk, lot.colour.pk)) if lot.part and lot.colour else None


def _price(
    lot: PricedLot, offer: OfferPrice | None, seen: PriceSummary | None, currency: str, can_estimate: bool
) -> LotPrice:
    if offer:
        reason: dict[str, Any] = {"store": offer.store, "seen_at": offer.seen_at}
        return _priced("offer", lot, offer.unit_price, currency, reason)
    if seen:
        return _priced("seen", lot, seen.median, currency, _seen_reason(seen))
    if lot.part is None:
        return LotPrice("unknown", None, None, currency, {"because": "unknown part"})
    if not can_estimate:
        return LotPrice("unknown", None, None, currency, {"because": "no price seen in this currency and condition"})
    estimate = estimate_unit_price(_described(lot.part), _commonness(lot.colour))
    return _priced("estimate", lot, estimate.unit_price, currency, estimate.reason)


def _priced(basis: Basis, lot: PricedLot, price: Decimal, currency: str, reason: dict[str, Any]) -> LotPrice:
    unit = unit_price(price)
    line = cents(unit * lot.quantity)
    return LotPrice(basis, unit, line, currency, reason)


def _seen_reason(seen: PriceSummary) -> dict[str, Any]:
    return {
        "median_of": seen.count,
        "newest": seen.newest.isoformat(),
        "oldest": seen.oldest.isoformat(),
        "sources": list(seen.sources),
    }


def _described(part: Part) -> Described:
    sides = (part.width, part.height, part.depth)
    volume = sides[0] * sides[1] * sides[2] if sides[0] and sides[1] and sides[2] else None
    return Described(
        name=part.name,
        shelf=part.category.name,
        is_print=part.kind == Part.Kind.PRINT,
        weight=part.weight,
        weight_is_computed=part.weight_estimated,
        volume=volume,
    )


def _commonness(colour: Colour | None) -> Decimal | None:
    return colour.commonness if colour else None
