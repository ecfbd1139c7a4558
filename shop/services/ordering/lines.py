"""The parcels and lines of an order: the quote's, copied by the database, with where each lot lies by now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from shop.models import Order

# All that hangs on an order in one statement. A large one costs as many messages to the server as a small one.
COPY = """
WITH parcel AS (
    INSERT INTO shop_shipment
        (order_id, store_id, state, goods, shipping, refunded, carrier, tracking, created_at, updated_at)
    SELECT %(order)s, store_id, 'placed', goods, shipping, 0, '', '', %(at)s, %(at)s
    FROM shop_quoteparcel WHERE quote_id = %(quote)s ORDER BY goods DESC, id
    RETURNING id, store_id
), told AS (
    INSERT INTO shop_orderevent (order_id, shipment_id, before, after, by_id, at, because, note)
    SELECT %(order)s, about.id, '', 'placed', %(by)s, %(at)s, '', ''
    FROM (SELECT NULL::bigint AS id UNION ALL SELECT id FROM parcel) about ORDER BY about.id NULLS FIRST
), line AS (
    INSERT INTO shop_orderline
        (shipment_id, offer_id, part_id, colour_id, condition, quantity, refunded, unit_price, line_price, remarks)
    SELECT parcel.id, line.offer_id, line.part_id, line.colour_id, line.condition, line.quantity, 0,
        line.unit_price, line.line_price, coalesce(offer.remarks, '')
    FROM parcel
    JOIN shop_quoteparcel quoted ON quoted.quote_id = %(quote)s AND quoted.store_id = parcel.store_id
    JOIN shop_quoteline line ON line.parcel_id = quoted.id
    LEFT JOIN shop_offer offer ON offer.id = line.offer_id
    ORDER BY line.id
    RETURNING offer_id
)
SELECT array_agg(offer_id) FROM line
"""


def copy_quote(order: Order, at: datetime) -> Sequence[int | None]:
    """Write the parcels, the first events and the lines of an order; returns the offer of each line, none where it is
    gone. There are no lines where the quote has nothing to send.
    """
    given: dict[str, Any] = {"order": order.pk, "quote": order.quote_id, "by": order.shopper_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(COPY, given)
        (offers,) = cursor.fetchone()
    return offers or []
