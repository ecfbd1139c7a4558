"""Which rows are held while money moves, and in what order.

Whoever settles a payment locks its order first, then the payment; so does everything else that changes orders, and
nobody waits for anybody in a circle.
"""

from django.utils.translation import gettext as _

from common.errors import NotFound
from shop.models import Order, Payment
from shop.services.ordering.locking import lock_order


def lock_payment(payment_id: int) -> tuple[Payment, Order]:
    """Both rows, held until the transaction ends. Raises NotFound."""
    order_id = Payment.objects.filter(pk=payment_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise NotFound("NO_SUCH_PAYMENT", _("There is no such payment."))
    order = lock_order(order_id)
    payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment_id)
    payment.order = order
    return payment, order
