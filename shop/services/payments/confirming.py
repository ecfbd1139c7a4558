"""What a provider's word does to a payment, its order and the books: all of it, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from payments import PaymentStatus as Status

from common.errors import Conflict
from shop.models import Order, Payment
from shop.services.ledger.booking import book_charge, book_payment
from shop.services.ordering.paying import order_paid
from shop.services.payments.locking import lock_payment
from shop.services.payments.paybacks import plan_paybacks
from shop.services.payments.states import may_become

WITHOUT_MONEY = frozenset({Order.State.PLACED, Order.State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Received:
    """What the provider says came in."""

    amount: Decimal
    currency: str


@transaction.atomic
def confirm_payment(payment_id: int, *, at: datetime | None = None, received: Received | None = None) -> Payment:
    """The money is there: the order is paid, and the books say so. A second time changes nothing.

    Where the order needs no money any more (another payment paid it, it was cancelled), the money goes back. Raises
    NotFound, and Conflict("OTHER_AMOUNT") when what came in is not what the payment is about.
    """
    payment, order = lock_payment(payment_id)
    if received is not None and received != Received(payment.total, payment.currency):
        raise Conflict("OTHER_AMOUNT", _("What came in is not what this payment is about. Nothing was changed."))
    if not may_become(payment, Status.CONFIRMED):
        return payment
    at = at or timezone.now()
    book_payment(payment=payment, at=at)
    if _paid(order, at):
        _take(payment, Status.CONFIRMED, "")
        book_charge(order=order, at=at)
    else:
        _take(payment, Status.REFUNDED, "the order needed no money any more")
        plan_paybacks(order)
    return payment


def _paid(order: Order, at: datetime) -> bool:
    """Whether the order took the money; one that expired may, if its stock is still there."""
    return order.state in WITHOUT_MONEY and order_paid(order.pk, at=at).state == Order.State.PAID


def _take(payment: Payment, status: str, message: str) -> None:
    payment.status, payment.message, payment.captured_amount = status, message, payment.total
    payment.save(update_fields=["status", "message", "captured_amount", "modified"])


@transaction.atomic
def end_payment(payment_id: int, *, status: str, message: str = "") -> Payment:
    """No money comes: it is rejected, cancelled or failed. What was confirmed before stays so."""
    payment, _order = lock_payment(payment_id)
    if may_become(payment, status):
        payment.status, payment.message = status, message[:500]
        payment.save(update_fields=["status", "message", "modified"])
    return payment
