"""Beginning to pay an order: amount and currency are the order's, whoever asks only says which order."""

import logging
import time
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from payments import PaymentError, RedirectNeeded
from payments import PaymentStatus as Status

from accounts.models import User
from common.errors import Conflict, NotFound, Unavailable
from shop.models import Order, Payment
from shop.services.ordering.locking import lock_order
from shop.services.payments.confirming import confirm_payment, end_payment
from shop.services.payments.providers import payment_provider, provider_of
from shop.services.payments.states import OPEN

logger = logging.getLogger(__name__)
MOST = Decimal("9999999.99")  # what a payment's amount may be in django-payments' table
NEARLY_OVER = 120  # seconds before its end in which a provider's page is not offered any more


@transaction.atomic
def begin_payment(*, order: Order, by: User) -> Payment:
    """The payment with which this order is to be paid now: the one that is open already, or a new one.

    An order that costs nothing is paid by that. Raises NotFound, Unavailable("NO_PAYMENTS"), and
    Conflict("ORDER_NOT_OPEN", "ORDER_EXPIRED", "ORDER_TOO_LARGE").
    """
    order = _lock_payable(order, by)
    variant = payment_provider()
    for payment in Payment.objects.filter(order=order, status__in=OPEN).select_for_update(no_key=True).order_by("-pk"):
        if _still_good(payment, order, variant):
            return payment
        payment.change_status(Status.CANCELLED, "another one was begun")
    payment = Payment.objects.create(
        order=order, variant=variant, total=order.total, currency=order.currency,
        description=order.code, billing_email=order.email,
    )  # fmt: skip
    return payment if order.total else confirm_payment(payment.pk)


def _lock_payable(order: Order, by: User) -> Order:
    order = lock_order(order.pk)
    if order.shopper_id != by.pk:
        raise NotFound("NO_SUCH_ORDER", _("There is no such order."))
    if order.state != Order.State.PLACED:
        raise Conflict("ORDER_NOT_OPEN", _("This order is not waiting to be paid."))
    if order.reserved_until <= timezone.now():
        message = _("The parts were held until %(when)s, and not paid by then. Ask for a new quote.")
        raise Conflict("ORDER_EXPIRED", message % {"when": f"{order.reserved_until:%Y-%m-%d %H:%M} UTC"})
    if order.total > MOST:
        raise Conflict("ORDER_TOO_LARGE", _("No provider takes that much at once. Split the order."))
    return order


def _still_good(payment: Payment, order: Order, variant: str) -> bool:
    """Whether the shopper can go on with it; the page that it had at a provider may be over."""
    session = getattr(payment.attrs, "session", None) or {}
    ends = session.get("expires_at") or float("inf")
    same = (payment.variant, payment.total, payment.currency) == (variant, order.total, order.currency)
    return bool(same and ends > time.time() + NEARLY_OVER)


def where_to_pay(*, payment: Payment, by: User) -> str:
    """The address of the page where it is paid: ours for test payments, else the provider's.

    Asks the provider, outside of any transaction. Raises NotFound, Conflict("PAYMENT_ENDED"), and
    Unavailable("PROVIDER_SILENT") when the provider does not give one.
    """
    if payment.order.shopper_id != by.pk:
        raise NotFound("NO_SUCH_PAYMENT", _("There is no such payment."))
    if payment.status not in OPEN:
        raise Conflict("PAYMENT_ENDED", _("This payment has ended. Look at the order to see how it stands."))
    try:
        provider_of(payment).get_form(payment)
    except RedirectNeeded as elsewhere:
        return str(elsewhere)
    except PaymentError as error:
        logger.warning("The provider gave payment %s no page: %s", payment.pk, error)
        if error.code:  # it would say the same of this payment again, so the next try is another one
            end_payment(payment.pk, status=Status.ERROR, message=str(error))
        message = _("The payment provider does not answer. Nothing was charged; try again in a minute.")
        raise Unavailable("PROVIDER_SILENT", message) from error
    raise Unavailable("PROVIDER_SILENT", _("The payment provider has no page for this payment."))
