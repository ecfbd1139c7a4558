"""Sending money back: what the books say we owe a shopper for an order, and no cent more.

A row says what is to be sent before the provider is asked, and its number is the provider's idempotency key: a worker
that dies after asking asks the same again, and the provider sends once.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from payments import PaymentStatus as Status

from common.errors import Conflict
from common.jobs import app, defer
from shop.models import Order, Payback, Payment
from shop.selectors.ledger import owed_to_shopper
from shop.services.ledger.booking import book_payback, book_payback_undone
from shop.services.ordering.locking import lock_order
from shop.services.payments.locking import lock_payment
from shop.services.payments.providers import provider_of
from shop.services.payments.states import may_become

SENDING = "shop.send_payback"
RESENDING = "shop.resend_paybacks"
State = Payback.State
# One that failed holds its share until somebody has looked: asked again, the provider might send it twice.
NOT_SENT = Q(paybacks__state__in=[State.WAITING, State.FAILED])


@transaction.atomic
def plan_paybacks(order: Order) -> list[Payback]:
    """Have a worker send back what is owed for an order and not on its way yet.

    So a refund made at the provider's own pages, which is booked when its notice comes, is not sent a second time.
    """
    lock_order(order.pk)
    payments = _with_money(order)
    owed = owed_to_shopper(order) - sum((payment.held for payment in payments), Decimal(0))
    planned = []
    for payment in payments:
        amount = min(owed, payment.captured_amount - payment.held)
        if amount > 0:
            planned.append(Payback.objects.create(payment=payment, amount=amount))
            owed -= amount
    _send(planned)
    return planned


def _with_money(order: Order) -> list[Payment]:
    """The order's payments that hold money, those that the order did not need first."""
    payments = Payment.objects.filter(order=order, captured_amount__gt=0).select_for_update(no_key=True)
    list(payments.order_by("pk"))  # locked; a statement that groups cannot lock
    held = Sum("paybacks__amount", filter=NOT_SENT, default=Decimal(0))
    found = Payment.objects.filter(order=order, captured_amount__gt=0).annotate(held=held)
    return sorted(found, key=lambda payment: (payment.status == Status.CONFIRMED, payment.pk))


def resend_paybacks() -> int:
    """Ask for all that still wait; what was sent meanwhile stays sent. Returns how many."""
    waiting = list(Payback.objects.filter(state=State.WAITING))
    _send(waiting)
    return len(waiting)


def _send(paybacks: Iterable[Payback]) -> None:
    for payback in paybacks:
        defer(app.tasks[SENDING], payback_id=payback.pk)


def send_payback(payback_id: int) -> Payback:
    """Have the provider send it, once. Raises Unavailable when it does not answer: the job runs again.

    The provider is asked outside of any transaction: nobody waits for a lock while it thinks.
    """
    payback = Payback.objects.select_related("payment__order").get(pk=payback_id)
    if payback.state != State.WAITING:
        return payback
    try:
        number = provider_of(payback.payment).send_back(payback)
    except Conflict as refusal:
        return _refused(payback, refusal.message)
    return settle_payback(payback_id, number=number)


@transaction.atomic
def settle_payback(payback_id: int, *, number: str) -> Payback:
    """It went: the payment holds that much less, and the books say so. A second time changes nothing."""
    payback = _locked(payback_id)
    if payback.state != State.WAITING:
        return payback
    payback.state, payback.number, payback.problem = State.SENT, number, ""
    payback.save()
    _went(payback)
    return payback


@transaction.atomic
def note_foreign_payback(payment_id: int, *, amount: Decimal, number: str) -> Payback:
    """Money went back that we had not asked for, at the provider's own pages: it is booked, once.

    Raises Conflict("NOT_PAID_YET") before the payment is confirmed, and Conflict("PAID_BACK_TOO_MUCH").
    """
    payment, _order = lock_payment(payment_id)
    known = payment.paybacks.filter(number=number).first()
    if known is not None:
        return known
    if not payment.captured_amount:
        raise Conflict("NOT_PAID_YET", _("This payment is not confirmed yet. Send the notice again later."))
    if amount > payment.captured_amount:
        raise Conflict("PAID_BACK_TOO_MUCH", _("More went back than this payment holds."))
    failed = payment.paybacks.filter(state=State.FAILED, amount=amount).first()
    if failed is not None:
        failed.state = State.BY_HAND
        failed.save()
    payback = Payback.objects.create(payment=payment, amount=amount, state=State.SENT, number=number)
    _went(payback)
    return payback


@transaction.atomic
def undo_payback(payback_id: int, *, problem: str) -> Payback:
    """It came back to us: we owe it again, and somebody has to look. A second time changes nothing."""
    payback = _locked(payback_id)
    if payback.state == State.SENT:
        Payment.objects.filter(pk=payback.payment_id).update(
            captured_amount=payback.payment.captured_amount + payback.amount
        )
        book_payback_undone(payback=payback)
    if payback.state != State.FAILED:
        payback.state, payback.problem = State.FAILED, problem[:300]
        payback.save()
    return payback


def _went(payback: Payback) -> None:
    payment = payback.payment
    payment.captured_amount -= payback.amount
    if not payment.captured_amount and may_become(payment, Status.REFUNDED):
        payment.status = Status.REFUNDED
    payment.save(update_fields=["captured_amount", "status", "modified"])
    book_payback(payback=payback)


@transaction.atomic
def _refused(payback: Payback, problem: str) -> Payback:
    payback = _locked(payback.pk)
    if payback.state == State.WAITING:
        payback.state, payback.problem = State.FAILED, problem[:300]
        payback.save()
    return payback


def _locked(payback_id: int) -> Payback:
    """The row, with its order and its payment locked before it."""
    payment, _order = lock_payment(Payback.objects.values_list("payment_id", flat=True).get(pk=payback_id))
    payback = Payback.objects.select_for_update(no_key=True).get(pk=payback_id)
    payback.payment = payment
    return payback
