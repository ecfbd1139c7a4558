"""Reading payments: a shopper sees those of their own orders."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from shop.models import Order, Payback, Payment


def access_payment(viewer: User, token: UUID) -> Payment:
    """A payment by its token, with its order. Raises NotFound for anybody else's."""
    payment = Payment.objects.select_related("order").filter(token=str(token), order__shopper=viewer).first()
    if payment is None:
        raise NotFound("NO_SUCH_PAYMENT", _("There is no such payment."))
    return payment


def paybacks_of(order: Order) -> QuerySet[Payback]:
    """What went back of an order's payments, or is on its way, newest first."""
    return Payback.objects.filter(payment__order=order).order_by("-pk")
