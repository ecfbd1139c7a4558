"""Paying for orders, through django-payments."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from payments import PurchasedItem
from payments.models import BasePayment

from shop.models.orders import Order


class Payment(BasePayment):
    """One attempt to pay an order. An order may have several; only one of them is confirmed."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=models.Q(status="confirmed"), name="order_is_paid_once")
        ]

    def get_success_url(self) -> str:
        """Where the shopper comes back to."""
        return reverse("order", args=[self.order.code])

    def get_failure_url(self) -> str:
        """The same page: it says that nothing was charged, and offers to pay again."""
        return reverse("order", args=[self.order.code])

    def get_purchased_items(self) -> Iterable[PurchasedItem]:
        """The order as one item: its lines are on our page, and their rounding is ours to keep."""
        yield PurchasedItem(name=self.order.code, quantity=1, price=self.total, currency=self.currency, sku="order")


class PaymentNotice(models.Model):
    """A provider's message that was taken in, by its own number: the second time it changes nothing."""

    provider = models.CharField(max_length=20)
    number = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "number"], name="payment_notice_once")]
