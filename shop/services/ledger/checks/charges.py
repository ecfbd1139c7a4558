"""Between orders and books: each paid order is charged once, as its quote says, and refunded no further."""

from django.utils.translation import gettext_lazy as _

from shop.services.ledger.checks.check import Check

# Money that came for an order that had ended only passes through: it was never charged, and no parcel was ever paid.

NOT_CHARGED = Check(
    "NOT_CHARGED",
    """
    SELECT orders.code, orders.total FROM shop_order orders
    WHERE EXISTS (SELECT 1 FROM shop_shipment WHERE order_id = orders.id AND paid_at IS NOT NULL) AND NOT EXISTS (
        SELECT 1 FROM shop_ledgertransaction deed WHERE deed.order_id = orders.id AND deed.kind = 'charge')
    ORDER BY orders.id
    """,
    "order %(code)s",
    _("it is paid, and its price of %(total)s is not booked"),
    _("Book it: shop.services.ledger.booking.book_charge."),
)
CHARGED_TWICE = Check(
    "CHARGED_TWICE",
    """
    SELECT orders.code, count(*) AS times FROM shop_ledgertransaction deed
    JOIN shop_order orders ON orders.id = deed.order_id
    WHERE deed.kind = 'charge' GROUP BY orders.id HAVING count(*) > 1 ORDER BY orders.id
    """,
    "order %(code)s",
    _("its price is booked %(times)s times"),
    _("Book a correction that takes back all but the first."),
)
CHARGED_UNPAID = Check(
    "CHARGED_UNPAID",
    """
    SELECT orders.code, orders.state, deed.key FROM shop_ledgertransaction deed
    JOIN shop_order orders ON orders.id = deed.order_id
    WHERE deed.kind = 'charge' AND orders.paid_at IS NULL ORDER BY orders.id
    """,
    "order %(code)s",
    _("it is %(state)s and was never paid, and %(key)s charges it"),
    _("Look at its payments; without one, book a correction that takes the charge back."),
)
CHARGED_OTHERWISE = Check(
    "CHARGED_OTHERWISE",
    """
    SELECT orders.code, quote.total, coalesce(-sum(entry.amount), 0.00) AS booked
    FROM shop_ledgertransaction deed
    JOIN shop_order orders ON orders.id = deed.order_id
    JOIN shop_quote quote ON quote.id = orders.quote_id
    LEFT JOIN shop_ledgeraccount account ON account.kind = 'shopper' AND account.member_id = orders.shopper_id
        AND account.currency = orders.currency
    LEFT JOIN shop_ledgerentry entry ON entry.transaction_id = deed.id AND entry.account_id = account.id
    WHERE deed.kind = 'charge' GROUP BY orders.id, quote.id, deed.id
    HAVING coalesce(-sum(entry.amount), 0) <> quote.total OR orders.total <> quote.total ORDER BY orders.id
    """,
    "order %(code)s",
    _("its quote comes to %(total)s, and the shopper is charged %(booked)s, or the order says another total"),
    _("Compare order, quote and entries, and book a correction of the difference."),
)
SHARED_OUT_WRONGLY = Check(
    "SHARED_OUT_WRONGLY",
    """
    SELECT orders.code, charge.position, charge.kind, charge.amount,
        coalesce(sum(entry.amount) FILTER (WHERE account.id IS NOT NULL), 0.00) AS booked
    FROM shop_order orders
    JOIN shop_ledgertransaction deed ON deed.order_id = orders.id AND deed.kind = 'charge'
    JOIN shop_quotecharge charge ON charge.quote_id = orders.quote_id
    LEFT JOIN shop_ledgerentry entry ON entry.transaction_id = deed.id AND entry.charge_id = charge.id
    LEFT JOIN shop_ledgeraccount account ON account.id = entry.account_id
        AND account.store_id IS NOT DISTINCT FROM charge.store_id
        AND account.member_id IS NOT DISTINCT FROM charge.designer_id
        AND account.kind = CASE WHEN charge.store_id IS NOT NULL THEN 'store'
            WHEN charge.designer_id IS NOT NULL THEN 'designer'
            WHEN charge.kind = 'instructions' THEN 'platform' ELSE charge.kind END
    GROUP BY orders.id, charge.id
    HAVING coalesce(sum(entry.amount) FILTER (WHERE account.id IS NOT NULL), 0) <> charge.amount
    ORDER BY orders.id, charge.position
    """,
    "order %(code)s, line %(position)s of its price (%(kind)s)",
    _("%(amount)s of it belong to its payee, who got %(booked)s"),
    _("Book a correction of the difference, between who got it and who should have."),
)
REFUNDED_TOO_MUCH = Check(
    "REFUNDED_TOO_MUCH",
    """
    SELECT coalesce(orders.code, '?') AS code, charge.position, charge.kind, charge.amount,
        charge.amount - sum(entry.amount) AS refunded
    FROM shop_quotecharge charge
    JOIN shop_ledgerentry entry ON entry.charge_id = charge.id
    LEFT JOIN shop_order orders ON orders.quote_id = charge.quote_id
    GROUP BY charge.id, orders.code HAVING sum(entry.amount) < 0 ORDER BY charge.id
    """,
    "order %(code)s, line %(position)s of its price (%(kind)s)",
    _("%(refunded)s were taken back of %(amount)s"),
    _("Book a correction that gives the payee back what was too much."),
)
REFUND_UNLIKE_ORDER = Check(
    "REFUND_UNLIKE_ORDER",
    """
    SELECT orders.code, orders.refunded, coalesce(sum(entry.amount), 0.00) AS booked
    FROM shop_order orders
    LEFT JOIN shop_ledgertransaction deed ON deed.order_id = orders.id AND deed.kind = 'refund'
    LEFT JOIN shop_ledgerentry entry ON entry.transaction_id = deed.id AND entry.reason = 'refund'
    WHERE EXISTS (SELECT 1 FROM shop_ledgertransaction WHERE order_id = orders.id AND kind = 'charge')
    GROUP BY orders.id HAVING coalesce(sum(entry.amount), 0) <> orders.refunded ORDER BY orders.id
    """,
    "order %(code)s",
    _("it says that %(refunded)s were refunded, the books say %(booked)s"),
    _("Look at the order's history, and set right the one that is wrong."),
)
CHARGES = (
    NOT_CHARGED,
    CHARGED_TWICE,
    CHARGED_UNPAID,
    CHARGED_OTHERWISE,
    SHARED_OUT_WRONGLY,
    REFUNDED_TOO_MUCH,
    REFUND_UNLIKE_ORDER,
)
