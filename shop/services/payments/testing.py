"""Payments of sites that try things out: the shopper says whether they succeed, and no money moves."""

from django.conf import settings
from django.utils.translation import gettext as _
from payments import PaymentStatus as Status

from accounts.models import User
from common.errors import Conflict, NotFound
from shop.models import Payment
from shop.services.payments.confirming import confirm_payment, end_payment
from shop.services.payments.states import OPEN

TEST = "dummy"


def settle_test_payment(*, payment: Payment, by: User, succeed: bool) -> Payment:
    """What the shopper chose on our page. Saying the same again changes nothing.

    Raises NotFound for another's payment and where the site takes real money, and Conflict("PAYMENT_ENDED") when it
    has ended otherwise.
    """
    if payment.order.shopper_id != by.pk or payment.variant != TEST or settings.PAYMENT_PROVIDER != TEST:
        raise NotFound("NO_SUCH_PAYMENT", _("There is no such payment."))
    if succeed:
        settled = confirm_payment(payment.pk) if payment.status in OPEN else payment
    else:
        settled = end_payment(payment.pk, status=Status.REJECTED, message="declined by the shopper")
    if settled.status != (Status.CONFIRMED if succeed else Status.REJECTED):
        raise Conflict("PAYMENT_ENDED", _("This payment has ended already. Look at the order to see how it stands."))
    return settled
