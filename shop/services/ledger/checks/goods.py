"""Between quotes, orders and shelves: prices are the sums of their lines, and reserved is what unpaid orders hold."""

from django.utils.translation import gettext_lazy as _

from shop.services.ledger.checks.check import Check

RESERVED = Check(
    "RESERVED_OTHERWISE",
    """
    SELECT coalesce(offer.id, held.offer_id) AS id, coalesce(store.slug, '?') AS slug,
        coalesce(offer.reserved, 0) AS reserved, coalesce(held.pieces, 0) AS pieces
    FROM shop_offer offer
    FULL JOIN (
        SELECT line.offer_id, sum(line.quantity - line.refunded) AS pieces FROM shop_orderline line
        JOIN shop_shipment shipment ON shipment.id = line.shipment_id
        JOIN shop_order orders ON orders.id = shipment.order_id
        WHERE orders.state = 'placed' AND shipment.state = 'placed' AND line.offer_id IS NOT NULL
        GROUP BY line.offer_id
    ) held ON held.offer_id = offer.id
    LEFT JOIN shop_store store ON store.id = offer.store_id
    WHERE coalesce(offer.reserved, 0) <> coalesce(held.pieces, 0) ORDER BY id
    """,
    "offer %(id)s of store %(slug)s",
    _("%(reserved)s pieces are reserved, and orders that wait to be paid hold %(pieces)s"),
    _("Set reserved to %(pieces)s once no order of it is being placed."),
)
QUOTE_SUM = Check(
    "QUOTE_DOES_NOT_ADD_UP",
    """
    SELECT quote.code, quote.total, coalesce(sum(charge.amount), 0.00) AS lines FROM shop_quote quote
    LEFT JOIN shop_quotecharge charge ON charge.quote_id = quote.id
    WHERE quote.state = 'ready' GROUP BY quote.id HAVING coalesce(sum(charge.amount), 0) <> quote.total
    ORDER BY quote.id
    """,
    "quote %(code)s",
    _("its total is %(total)s, and the lines of its price come to %(lines)s"),
    _("Without an order: cancel it, and its shopper asks again. With one: compare with what was paid."),
)
PARCEL_SUM = Check(
    "PARCEL_DOES_NOT_ADD_UP",
    """
    SELECT quote.code, store.slug, parcel.goods, coalesce(sum(line.line_price), 0.00) AS lines
    FROM shop_quoteparcel parcel
    JOIN shop_quote quote ON quote.id = parcel.quote_id
    JOIN shop_store store ON store.id = parcel.store_id
    LEFT JOIN shop_quoteline line ON line.parcel_id = parcel.id
    WHERE quote.state = 'ready' GROUP BY quote.id, store.id, parcel.id
    HAVING coalesce(sum(line.line_price), 0) <> parcel.goods ORDER BY quote.id
    """,
    "quote %(code)s, parcel of %(slug)s",
    _("its goods are %(goods)s, and its lots come to %(lines)s"),
    _("Without an order: cancel the quote. With one: compare with what was paid."),
)
BASKET_SUM = Check(
    "BASKET_DOES_NOT_ADD_UP",
    """
    SELECT quote.code, quote.basket, coalesce(sum(parcel.goods + parcel.shipping), 0.00) AS parcels
    FROM shop_quote quote
    LEFT JOIN shop_quoteparcel parcel ON parcel.quote_id = quote.id
    WHERE quote.state = 'ready' GROUP BY quote.id
    HAVING coalesce(sum(parcel.goods + parcel.shipping), 0) <> quote.basket ORDER BY quote.id
    """,
    "quote %(code)s",
    _("its basket is %(basket)s, and its parcels come to %(parcels)s"),
    _("Without an order: cancel it. With one: compare with what was paid."),
)
SHIPMENT = Check(
    "SHIPMENT_UNLIKE_QUOTE",
    """
    SELECT orders.code, store.slug, coalesce(shipment.goods + shipment.shipping, 0.00) AS sent,
        coalesce(parcel.goods + parcel.shipping, 0.00) AS quoted
    FROM shop_order orders
    JOIN (
        SELECT orders.id AS order_id, parcel.store_id FROM shop_order orders
        JOIN shop_quoteparcel parcel ON parcel.quote_id = orders.quote_id
        UNION SELECT order_id, store_id FROM shop_shipment
    ) both_sides ON both_sides.order_id = orders.id
    JOIN shop_store store ON store.id = both_sides.store_id
    LEFT JOIN shop_quoteparcel parcel ON parcel.quote_id = orders.quote_id AND parcel.store_id = store.id
    LEFT JOIN shop_shipment shipment ON shipment.order_id = orders.id AND shipment.store_id = store.id
    WHERE (shipment.goods, shipment.shipping) IS DISTINCT FROM (parcel.goods, parcel.shipping)
    ORDER BY orders.id
    """,
    "order %(code)s, parcel of %(slug)s",
    _("the quote says %(quoted)s for goods and shipping, the parcel says %(sent)s"),
    _("The quote is what was paid: set the parcel right."),
)
ORDER_LINES = Check(
    "LINES_UNLIKE_PARCEL",
    """
    SELECT orders.code, store.slug, shipment.goods, coalesce(sum(line.line_price), 0.00) AS lines
    FROM shop_shipment shipment
    JOIN shop_order orders ON orders.id = shipment.order_id
    JOIN shop_store store ON store.id = shipment.store_id
    LEFT JOIN shop_orderline line ON line.shipment_id = shipment.id
    GROUP BY orders.id, store.id, shipment.id
    HAVING coalesce(sum(line.line_price), 0) <> shipment.goods ORDER BY orders.id
    """,
    "order %(code)s, parcel of %(slug)s",
    _("its goods are %(goods)s, and its lots come to %(lines)s"),
    _("Compare it with the quote's lots, and set right what differs."),
)
GOODS = (RESERVED, QUOTE_SUM, PARCEL_SUM, BASKET_SUM, SHIPMENT, ORDER_LINES)
