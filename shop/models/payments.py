"""Paying for orders, through django-payments."""

from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.urls import reverse
from payments import PurchasedItem
from payments.models import BasePayment

from common.models import TimeStamped
from shop.models.orders import Order


class Payment(BasePayment):
    """One attempt to pay an order. An order may have several; only one of them is confirmed."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=models.Q(status="confirmed"), name="order_is_paid_once")
        ]

    def get_success_url(self) -> str:
        """Where the shopper comes back to, in full: providers want it so."""
        return urljoin(settings.SITE_URL, reverse("web:order", args=[self.order.code]))

    def get_failure_url(self) -> str:
        """The same page: it says that nothing was charged, and offers to pay again."""
        return self.get_success_url()

    def get_process_url(self) -> str:
        """Our own page of it: django-payments' addresses are not among ours, they let anybody settle a payment."""
        return reverse("web:payment", args=[self.token])

    def get_purchased_items(self) -> Iterable[PurchasedItem]:
        """The order as one item: its lines are on our page, and their rounding is ours to keep."""
        yield PurchasedItem(name=self.order.code, quantity=1, price=self.total, currency=self.currency, sku="order")


class Payback(TimeStamped):
    """Money on its way back to who paid. The row is there before the provider is asked, so that it is sent once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"  # the provider refused for good: somebody has to look
        BY_HAND = "by_hand"  # it had failed, and somebody sent as much at the provider's own pages

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="paybacks")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    number = models.CharField(max_length=200, blank=True, help_text="the provider's own, once it is sent")
    problem = models.CharField(max_length=300, blank=True, help_text="what the provider said when it refused")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payback_is_positive"),
            models.UniqueConstraint(
                fields=["payment", "number"], condition=~models.Q(number=""), name="payback_once_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of payment {self.payment_id}: {self.state}"


class PaymentNotice(models.Model):
    """A provider's message that was taken in, by its own number: the second time it changes nothing."""

    provider = models.CharField(max_length=20)
    number = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "number"], name="payment_notice_once")]
