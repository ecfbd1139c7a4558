"""What lots cost at the stores' cheapest offers: the best basis of an estimate."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import ngettext

from brickcore.tiers import Tiers, price_at
from parts.services.estimate import OfferPrice, PricedLot
from shop.selectors.offers import tiers_from

LOOKED_AT = 20
"""Of each lot so many of the cheapest offers: whoever needs more of them asks for a quote."""


class _Cheap(NamedTuple):
    available: int
    price: Decimal
    tiers: Tiers
    store: str


def cheapest_offers(lots: Sequence[PricedLot], condition: str, currency: str) -> list[OfferPrice | None]:
    """For each lot what a piece costs when all its pieces are taken from the cheapest offers in this currency; None
    where they have not enough, or the part or colour is open. One query for all.

    Shipping, minimum buys and multiples are no part of it: this prices an estimate, and a quote says what is paid.
    """
    wanted = {place: lot for place, lot in enumerate(lots) if lot.part and lot.colour}
    if not wanted:
        return [None] * len(lots)
    found = _cheapest(wanted, condition, currency)
    day = timezone.localdate().isoformat()
    return [_taken(found.get(place, []), lot.quantity, currency, day) for place, lot in enumerate(lots)]


# The market's index gives each lot's offers in the order of their prices, so that no more than these are read.
_CHEAPEST = """
    SELECT wanted.place, offer.available - offer.available %% offer.multiple, offer.price, offer.tiers::text, offer.name
    FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS wanted(place, part, colour)
    CROSS JOIN LATERAL (
        SELECT offer.id, offer.available, offer.multiple, offer.price, offer.tiers, store.name
        FROM shop_offer AS offer JOIN shop_store AS store ON store.id = offer.store_id
        WHERE offer.part_id = wanted.part AND offer.colour_id = wanted.colour AND offer.condition = %s
            AND offer.on_market AND store.is_open AND store.currency = %s
        ORDER BY offer.price LIMIT %s
    ) AS offer
    ORDER BY wanted.place, offer.price, offer.id
"""


def _cheapest(wanted: dict[int, PricedLot], condition: str, currency: str) -> dict[int, list[_Cheap]]:
    # Parts lists keep the part they were made with; offers follow it into the one that it became.
    parts = [lot.part.merged_into_id or lot.part.pk if lot.part else 0 for lot in wanted.values()]
    colours = [lot.colour.pk if lot.colour else 0 for lot in wanted.values()]
    found: dict[int, list[_Cheap]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CHEAPEST, [list(wanted), parts, colours, condition, currency, LOOKED_AT])
        for place, available, price, tiers, store in cursor.fetchall():
            found.setdefault(place, []).append(_Cheap(available, price, tiers_from(tiers), store))
    return found


def _taken(offers: Sequence[_Cheap], pieces: int, currency: str, day: str) -> OfferPrice | None:
    left, cost, stores = pieces, Decimal(0), dict[str, None]()
    for offer in offers:
        if left <= 0:
            break
        taken = min(left, offer.available)
        if taken > 0:
            cost += price_at(offer.price, offer.tiers, taken) * taken
            left -= taken
            stores[offer.store] = None
    if left > 0 or not stores:
        return None
    number = len(stores)
    who = next(iter(stores)) if number == 1 else ngettext("%(n)d store", "%(n)d stores", number) % {"n": number}
    return OfferPrice(cost / pieces, currency, who, day)
