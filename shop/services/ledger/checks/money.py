"""Between the books and the money: what came in, what went back, and what still waits to."""

from django.utils.translation import gettext_lazy as _

from shop.services.ledger.checks.check import Check

NOT_BOOKED = Check(
    "PAYMENT_NOT_BOOKED",
    """
    SELECT payment.id, orders.code, payment.total, coalesce(-sum(entry.amount), 0.00) AS booked
    FROM shop_payment payment
    JOIN shop_order orders ON orders.id = payment.order_id
    LEFT JOIN shop_ledgertransaction deed ON deed.key = 'payment:' || payment.id
    LEFT JOIN shop_ledgerentry entry ON entry.transaction_id = deed.id
        AND entry.account_id IN (SELECT id FROM shop_ledgeraccount WHERE kind = 'bank')
    WHERE payment.status IN ('confirmed', 'refunded') GROUP BY payment.id, orders.code
    HAVING coalesce(-sum(entry.amount), 0) <> payment.total ORDER BY payment.id
    """,
    "payment %(id)s of order %(code)s",
    _("%(total)s came in, and %(booked)s are booked"),
    _("Compare it with the provider's pages, and book what is missing."),
)
HOLDS_OTHERWISE = Check(
    "PAYMENT_HOLDS_OTHERWISE",
    """
    SELECT payment.id, orders.code, payment.captured_amount AS holds,
        payment.total - coalesce(sum(payback.amount), 0.00) AS should
    FROM shop_payment payment
    JOIN shop_order orders ON orders.id = payment.order_id
    LEFT JOIN shop_payback payback ON payback.payment_id = payment.id AND payback.state = 'sent'
    WHERE payment.status IN ('confirmed', 'refunded') GROUP BY payment.id, orders.code
    HAVING payment.captured_amount <> payment.total - coalesce(sum(payback.amount), 0) ORDER BY payment.id
    """,
    "payment %(id)s of order %(code)s",
    _("it says that it holds %(holds)s; less what went back it would be %(should)s"),
    _("Compare it with the provider's pages."),
)
PAID_WITHOUT_PAYMENT = Check(
    "PAID_WITHOUT_PAYMENT",
    """
    SELECT orders.code, orders.total, orders.currency FROM shop_order orders
    WHERE orders.state IN ('paid', 'refunded') AND NOT EXISTS (
        SELECT 1 FROM shop_payment payment WHERE payment.order_id = orders.id
        AND payment.status IN ('confirmed', 'refunded')
        AND payment.total = orders.total AND payment.currency = orders.currency)
    ORDER BY orders.id
    """,
    "order %(code)s",
    _("it is paid, and no payment of %(currency)s %(total)s came in for it"),
    _("Look for it at the provider's pages; without one, cancel the order and refund nothing."),
)
OWED = Check(
    "SHOPPER_NOT_EVEN",
    """
    SELECT orders.code, rest.owed, rest.waiting FROM shop_order orders
    CROSS JOIN LATERAL (SELECT
        coalesce((SELECT sum(entry.amount) FROM shop_ledgerentry entry
            JOIN shop_ledgertransaction deed ON deed.id = entry.transaction_id
            JOIN shop_ledgeraccount account ON account.id = entry.account_id
            WHERE deed.order_id = orders.id AND account.kind = 'shopper'), 0.00) AS owed,
        coalesce((SELECT sum(payback.amount) FROM shop_payback payback
            JOIN shop_payment payment ON payment.id = payback.payment_id
            WHERE payment.order_id = orders.id AND payback.state IN ('waiting', 'failed')), 0.00) AS waiting) rest
    WHERE rest.owed <> rest.waiting ORDER BY orders.id
    """,
    "order %(code)s",
    _("%(owed)s are owed to its shopper (below zero: they owe it), and %(waiting)s are on their way"),
    _("Owed: run plan_paybacks for it. Below zero: a refund was sent that no one bears; refund its lines as well."),
)
STUCK = Check(
    "PAYBACK_STUCK",
    """
    SELECT payback.id, orders.code, payback.amount, payback.state, payback.problem FROM shop_payback payback
    JOIN shop_payment payment ON payment.id = payback.payment_id
    JOIN shop_order orders ON orders.id = payment.order_id
    WHERE payback.state = 'failed' OR (payback.state = 'waiting' AND payback.updated_at < now() - interval '1 day')
    ORDER BY payback.id
    """,
    "payback %(id)s of order %(code)s",
    _("%(amount)s did not go back to the shopper (%(state)s): %(problem)s"),
    _("Send as much at the provider's own pages; its notice settles this."),
)
OTHER_CURRENCY = Check(
    "OTHER_CURRENCY",
    """
    SELECT deed.key, orders.code, orders.currency, account.currency AS booked FROM shop_ledgerentry entry
    JOIN shop_ledgertransaction deed ON deed.id = entry.transaction_id
    JOIN shop_order orders ON orders.id = deed.order_id
    JOIN shop_ledgeraccount account ON account.id = entry.account_id
    WHERE account.currency <> orders.currency
    GROUP BY deed.id, orders.id, account.currency ORDER BY deed.id
    """,
    "transaction %(key)s",
    _("order %(code)s is in %(currency)s, and it is booked in %(booked)s"),
    _("Book a correction that moves it into the order's currency."),
)
MONEY = (NOT_BOOKED, HOLDS_OTHERWISE, PAID_WITHOUT_PAYMENT, OWED, STUCK, OTHER_CURRENCY)
