"""Within the books: transactions come to nothing, and nobody was paid out more than they had."""

from django.utils.translation import gettext_lazy as _

from shop.services.ledger.checks.check import Check

UNBALANCED = Check(
    "UNBALANCED",
    """
    SELECT deed.key, account.currency, sum(entry.amount) AS rest
    FROM shop_ledgerentry entry
    JOIN shop_ledgertransaction deed ON deed.id = entry.transaction_id
    JOIN shop_ledgeraccount account ON account.id = entry.account_id
    GROUP BY deed.id, deed.key, account.currency HAVING sum(entry.amount) <> 0 ORDER BY deed.id
    """,
    "transaction %(key)s",
    _("its entries in %(currency)s come to %(rest)s, not to nothing"),
    _("Find the entry that is missing or wrong, and book a correction of %(rest)s."),
)
PAID_OUT_TOO_MUCH = Check(
    "PAID_OUT_TOO_MUCH",
    """
    SELECT payout.id, payout.account_id, payout.amount, -min(before.rest) AS missing
    FROM shop_payout payout
    JOIN shop_ledgerentry own ON own.transaction_id = payout.transaction_id AND own.account_id = payout.account_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(entry.amount), 0.00) AS rest FROM shop_ledgerentry entry
        WHERE entry.account_id = payout.account_id AND entry.id <= own.id
    ) before
    GROUP BY payout.id HAVING min(before.rest) < 0 ORDER BY payout.id
    """,
    "payout %(id)s of account %(account_id)s",
    _("%(amount)s were paid out, %(missing)s more than the account had"),
    _("Ask for %(missing)s back, or leave the account below zero until it has earned as much."),
)
PAYOUT_UNLIKE_ENTRY = Check(
    "PAYOUT_UNLIKE_ENTRY",
    """
    SELECT payout.id, payout.account_id, payout.amount, coalesce(-sum(entry.amount), 0.00) AS booked
    FROM shop_payout payout
    LEFT JOIN shop_ledgerentry entry
        ON entry.transaction_id = payout.transaction_id AND entry.account_id = payout.account_id
    GROUP BY payout.id HAVING coalesce(-sum(entry.amount), 0) <> payout.amount ORDER BY payout.id
    """,
    "payout %(id)s of account %(account_id)s",
    _("it says %(amount)s, the books say %(booked)s"),
    _("Look at what the bank sent, and book a correction of the difference."),
)
PAYOUT_WITHOUT_ROW = Check(
    "PAYOUT_WITHOUT_ROW",
    """
    SELECT deed.key FROM shop_ledgertransaction deed
    LEFT JOIN shop_payout payout ON payout.transaction_id = deed.id
    WHERE deed.kind = 'payout' AND payout.id IS NULL ORDER BY deed.id
    """,
    "transaction %(key)s",
    _("it is a payout in the books, and there is no payout of it"),
    _("Look whether the money left, and book a correction if it did not."),
)
BOOKS = (UNBALANCED, PAID_OUT_TOO_MUCH, PAYOUT_UNLIKE_ENTRY, PAYOUT_WITHOUT_ROW)
