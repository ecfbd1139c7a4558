"""Taking in what the provider says happened: each notice once, in whatever order they come.

A notice that we cannot take yet (a refund before its payment) or that does not fit (another amount) is refused and not
remembered, so that the provider sends it again and its operator is told. One that is none of our business is remembered
and answered, for nothing would be won by hearing it again.
"""

import logging
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction
from payments import PaymentStatus as Status

from shop.models import Payback, Payment, PaymentNotice
from shop.services.payments.confirming import Received, confirm_payment, end_payment
from shop.services.payments.paybacks import note_foreign_payback, settle_payback, undo_payback
from shop.services.payments.signed import Notice, read_notice

STRIPE = "stripe"
PAID = frozenset({"paid", "no_payment_required"})
logger = logging.getLogger(__name__)


@transaction.atomic
def take_notice(*, body: bytes, signature: str) -> PaymentNotice:
    """Take a signed notice of Stripe's; the second time it changes nothing.

    Raises Invalid and Denied as `read_notice` does, and Conflict("OTHER_AMOUNT", "NOT_PAID_YET", …): nothing changes.
    """
    notice = read_notice(body, signature)
    noted, is_new = PaymentNotice.objects.get_or_create(
        provider=STRIPE, number=notice.number, defaults={"kind": notice.kind}
    )
    deed = DEEDS.get(notice.kind)
    if not is_new or deed is None:
        return noted
    payment = _payment_of(notice)
    if payment is None:
        logger.warning("Notice %s (%s) is about no payment of ours.", notice.number, notice.kind)
        return noted
    deed(payment, notice)
    noted.payment = payment
    noted.save(update_fields=["payment"])
    return noted


def _payment_of(notice: Notice) -> Payment | None:
    """By the token that we gave the session, which has to be this payment's session; refunds by the metadata."""
    ours = Payment.objects.filter(variant=STRIPE)
    if notice.kind.startswith("refund."):
        token, intent = notice.text("metadata", "payment"), notice.text("payment_intent")
        by_token = ours.filter(token=token).first() if token else None
        return by_token or (ours.filter(extra_data__contains=f'"{intent}"').first() if intent else None)
    payment = ours.filter(token=notice.text("client_reference_id") or "-").first()
    is_its_session = payment is not None and payment.transaction_id in {"", notice.text("id")}
    return payment if is_its_session else None


def _completed(payment: Payment, notice: Notice) -> None:
    if notice.text("payment_status") in PAID:  # else the money is still on its way, and another notice comes
        _succeeded(payment, notice)


def _succeeded(payment: Payment, notice: Notice) -> None:
    confirm_payment(payment.pk, received=_received(notice, "amount_total"))
    payment = Payment.objects.get(pk=payment.pk)
    payment.attrs.payment_intent = notice.text("payment_intent")
    payment.transaction_id = notice.text("id")
    payment.save(update_fields=["extra_data", "transaction_id"])


def _failed(payment: Payment, _notice: Notice) -> None:
    end_payment(payment.pk, status=Status.REJECTED, message="the provider could not collect it")


def _expired(payment: Payment, _notice: Notice) -> None:
    end_payment(payment.pk, status=Status.CANCELLED, message="its page was left open too long")


def _refunded(payment: Payment, notice: Notice) -> None:
    """A refund that we asked for, or one that somebody made at the provider's own pages."""
    if notice.text("status") in {"failed", "canceled"}:
        _refund_failed(payment, notice)
        return
    ours = _our_payback(payment, notice)
    if ours is not None:
        settle_payback(ours.pk, number=notice.text("id"))
        return
    received = _received(notice, "amount")
    if received.currency == payment.currency:
        note_foreign_payback(payment.pk, amount=received.amount, number=notice.text("id"))


def _refund_failed(payment: Payment, notice: Notice) -> None:
    payback = _our_payback(payment, notice) or payment.paybacks.filter(number=notice.text("id")).first()
    if payback is not None:
        undo_payback(payback.pk, problem=notice.text("failure_reason") or "the refund failed")


def _our_payback(payment: Payment, notice: Notice) -> Payback | None:
    number = notice.text("metadata", "payback")
    return payment.paybacks.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None


def _received(notice: Notice, name: str) -> Received:
    """The currencies that the shop takes all have hundredths."""
    return Received(Decimal(notice.cents(name)) / 100, notice.text("currency").upper())


DEEDS: dict[str, Callable[[Payment, Notice], None]] = {
    "checkout.session.completed": _completed,
    "checkout.session.async_payment_succeeded": _succeeded,
    "checkout.session.async_payment_failed": _failed,
    "checkout.session.expired": _expired,
    "refund.created": _refunded,
    "refund.updated": _refunded,
    "refund.failed": _refund_failed,
}
