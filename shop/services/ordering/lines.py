"""The lines of an order: the quote's, copied by the database, with where each lot lies by now."""

from django.db import connection

from shop.models import Order

COPY = """
INSERT INTO shop_orderline
    (shipment_id, offer_id, part_id, colour_id, condition, quantity, refunded, unit_price, line_price, remarks)
SELECT parcel.id, line.offer_id, line.part_id, line.colour_id, line.condition, line.quantity, 0,
    line.unit_price, line.line_price, coalesce(offer.remarks, '')
FROM shop_shipment parcel
JOIN shop_quoteparcel quoted ON quoted.quote_id = %s AND quoted.store_id = parcel.store_id
JOIN shop_quoteline line ON line.parcel_id = quoted.id
LEFT JOIN shop_offer offer ON offer.id = line.offer_id
WHERE parcel.order_id = %s
ORDER BY line.id
RETURNING offer_id
"""


def copy_lines(order: Order) -> list[int | None]:
    """Write the lines of an order whose shipments are there; returns the offer of each, none where it is gone."""
    with connection.cursor() as cursor:
        cursor.execute(COPY, [order.quote_id, order.pk])
        return [offer for (offer,) in cursor.fetchall()]
