"""What was ordered, from whom, how it stands, and everything that happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import TimeStamped
from parts.models import Colour, Part
from shop.models.money import currency_check
from shop.models.offers import Offer
from shop.models.quotes import Quote
from shop.models.stores import Store


class Order(TimeStamped):
    """A quote that somebody took. Its shipments have states of their own; this is the money's."""

    class State(models.TextChoices):
        PLACED = "placed"  # stock is reserved until `reserved_until`
        PAID = "paid"
        CANCELLED = "cancelled"
        REFUNDED = "refunded"  # all of it; a part is in the shipments

    code = models.CharField(max_length=12, unique=True)
    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="order")
    state = models.CharField(max_length=10, choices=State, default=State.PLACED)
    currency = models.CharField(max_length=3, default="EUR")
    total = models.DecimalField(max_digits=12, decimal_places=2)
    refunded = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    key = models.CharField(max_length=80, help_text="the sender's idempotency key")
    body_digest = models.CharField(max_length=64, help_text="sha256 of what was sent with the key")
    reserved_until = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=200)
    extra = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=120)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2)

    class Meta:
        indexes = [
            models.Index(fields=["shopper", "-id"]),
            models.Index(fields=["reserved_until"], condition=Q(state="placed"), name="order_reservations"),
        ]
        constraints = [
            currency_check("order_currency_is_a_code"),
            models.UniqueConstraint(fields=["shopper", "key"], name="order_once_a_key"),
            models.CheckConstraint(condition=Q(total__gte=0), name="order_total_is_not_negative"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0) & Q(refunded__lte=models.F("total")), name="order_refunds_what_was_paid"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["placed", "cancelled"]) | Q(paid_at__isnull=False), name="order_paid_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Shipment(TimeStamped):
    """What one store sends of an order."""

    class State(models.TextChoices):
        PLACED = "placed"
        PAID = "paid"
        PICKING = "picking"
        SHIPPED = "shipped"
        DELIVERED = "delivered"
        CANCELLED = "cancelled"
        REFUNDED = "refunded"

    ENDED = frozenset({State.CANCELLED, State.REFUNDED})

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="shipments")
    state = models.CharField(max_length=10, choices=State, default=State.PLACED)
    goods = models.DecimalField(max_digits=12, decimal_places=2)
    shipping = models.DecimalField(max_digits=12, decimal_places=2)
    refunded = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    carrier = models.CharField(max_length=80, blank=True)
    tracking = models.CharField(max_length=120, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True, help_text="from then on its store sees it")

    class Meta:
        indexes = [models.Index(fields=["store", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["order", "store"], name="shipment_once_a_store"),
            models.CheckConstraint(condition=Q(goods__gte=0, shipping__gte=0), name="shipment_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} from {self.store_id}"


class OrderLine(models.Model):
    """So many pieces of an offer: what the store picks.

    A trigger holds that an order's lines are its quote's. The quote's line points at part and colour, so that nothing
    would be won by checking and locking those once more for each line, while the offers are locked for everybody.
    """

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.SET_NULL, related_name="+")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    condition = models.CharField(max_length=4, choices=Offer.Condition)
    quantity = models.PositiveIntegerField()
    refunded = models.PositiveIntegerField(default=0, help_text="how many of them were paid back")
    unit_price = models.DecimalField(
        max_digits=12,
        decimal_places=4,
    )
    line_price = models.DecimalField(max_digits=12, decimal_places=2)
    remarks = models.CharField(max_length=255, blank=True, help_text="the offer's, as they were: where it lies")

    class Meta:
        ordering = ["remarks", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity_is_positive"),
            models.CheckConstraint(
                condition=Q(refunded__lte=models.F("quantity")), name="order_line_refunds_what_it_has"
            ),
        ]


class OrderEvent(models.Model):
    """Something that happened to an order or to one shipment of it. Never changed, never deleted.

    Where only money moved, `before` and `after` are the same state.
    """

    class Because(models.TextChoices):
        NOT_PAID = "not_paid"  # in time
        SHOPPER = "shopper"
        STORE = "store"
        SITE = "site"  # its staff
        LATE = "late"  # the money came after the order had ended

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    shipment = models.ForeignKey(Shipment, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    because = models.CharField(max_length=10, choices=Because, blank=True, help_text="why, where it is not plain")
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="what was paid back, in the order's currency"
    )
    note = models.CharField(max_length=300, blank=True, help_text="in the words of who did it")

    class Meta:
        ordering = ["id"]


class OrderMessage(models.Model):
    """What the shopper and a store write to each other about a shipment."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
