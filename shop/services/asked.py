"""Noting what offers ask, for the history of prices: once a day each, the last of the day holds."""

from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

# An answer to one shopper's request is no market's price.
_RECORD = """
    INSERT INTO shop_askedprice (offer_id, part_id, colour_id, condition, currency, price, quantity, asked_on)
    SELECT offer.id, offer.part_id, offer.colour_id, offer.condition, store.currency, offer.price, offer.available, %s
    FROM shop_offer AS offer JOIN shop_store AS store ON store.id = offer.store_id
    WHERE offer.id = ANY(%s) AND offer.on_market
    ON CONFLICT (offer_id, asked_on) DO UPDATE SET price = excluded.price, quantity = excluded.quantity
"""


def record_asked(offer_ids: Sequence[int]) -> None:
    """Note the price of each of these offers that is on sale, under today. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [timezone.localdate(), list(offer_ids)])
