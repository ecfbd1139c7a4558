"""Taking lines of an order's price back, whole or in part: from whoever got them, to the shopper.

It moves claims, no money: what is owed to the shopper then is sent by shop.services.payments.paybacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, Invalid
from common.money import CENT
from shop.models import LedgerTransaction, Order, QuoteCharge
from shop.selectors.ledger import ChargeLeft, charges_left
from shop.services.ledger.accounts import payee_of, shopper_of
from shop.services.ledger.booking import Move, book
from shop.services.ordering.locking import lock_order
from shop.services.pricing.amounts import share_out

MOST_KEY = 80


@dataclass(frozen=True, slots=True)
class RefundOf:
    """What is taken back of the lines of one kind, of one store where it is named; all that is left without an amount.

    An amount is shared among the lines that fit in proportion to what is left of each, in whole cents.
    """

    kind: str | None = None
    amount: Decimal | None = None
    store_id: int | None = None

    def fits(self, charge: QuoteCharge) -> bool:
        """Whether a line is meant."""
        return self.kind in {None, charge.kind} and self.store_id in {None, charge.store_id}


EVERYTHING = (RefundOf(),)


@transaction.atomic
def book_refund(
    *, order: Order, of: Sequence[RefundOf], key: str, at: datetime | None = None, note: str = ""
) -> LedgerTransaction:
    """Take back parts of the order's price; `key` names the deed within the order, and a second time changes nothing.

    Raises Invalid("REFUND_AMOUNT", "REFUND_KEY"), and Conflict("REFUND_TOO_MUCH") when less is left of what was asked.
    """
    if not 0 < len(key) <= MOST_KEY:
        raise Invalid("REFUND_KEY", _("A refund needs a key of 1 to 80 characters."), field="key")
    order = lock_order(order.pk)
    name = f"refund:{order.code}:{key}"
    booked = LedgerTransaction.objects.filter(key=name).first()
    if booked is not None:
        return booked
    taken = taken_back(charges_left(order), of)
    moves = [Move(payee_of(charge, order.currency), -amount, charge.kind, charge) for charge, amount in taken]
    moves.append(Move(shopper_of(order), sum((amount for _charge, amount in taken), Decimal(0)), "refund"))
    return book(kind=LedgerTransaction.Kind.REFUND, key=name, moves=moves, order=order, at=at, note=note[:200])


def taken_back(lines: Sequence[ChargeLeft], of: Sequence[RefundOf]) -> list[tuple[QuoteCharge, Decimal]]:
    """How much of each line; lines of nothing are left out."""
    left = {line.charge.pk: line.left for line in lines}
    before = dict(left)
    for wanted in of:
        fitting = [line.charge.pk for line in lines if wanted.fits(line.charge)]
        there = [left[pk] for pk in fitting]
        for pk, amount in zip(fitting, share_out(_amount(wanted, sum(there, Decimal(0))), there), strict=True):
            left[pk] -= amount
    taken = [(line.charge, before[line.charge.pk] - left[line.charge.pk]) for line in lines]
    return [(charge, amount) for charge, amount in taken if amount]


def _amount(wanted: RefundOf, left: Decimal) -> Decimal:
    if wanted.amount is None:
        return left
    amount = wanted.amount
    if not amount.is_finite() or amount < 0 or abs(amount) > left + 10**12 or amount != amount.quantize(CENT):
        raise Invalid("REFUND_AMOUNT", _("A refund is an amount in whole cents, not below zero."), field="amount")
    if amount > left:
        raise Conflict(
            "REFUND_TOO_MUCH",
            _("Of these lines %(left)s are left to refund, less than %(amount)s.") % {"left": left, "amount": amount},
        )
    return amount
