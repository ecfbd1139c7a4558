"""Stores, and what they ask for sending a parcel."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import TimeStamped
from shop.models.money import currency_check


class Store(TimeStamped):
    """A member's store. Closing it hides its offers; its orders and its money stay."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stores")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)
    country = models.CharField(max_length=2, help_text="where parcels are sent from (ISO 3166-1 alpha-2)")
    currency = models.CharField(max_length=3, default="EUR")
    terms = models.TextField(blank=True, help_text="markdown")
    handling_days = models.PositiveSmallIntegerField(default=2, help_text="working days until a paid parcel leaves")
    minimum_buy = models.DecimalField(
        max_digits=12, decimal_places=2, default=0, help_text="what the goods of an order must come to"
    )
    average_lot_minimum = models.DecimalField(
        max_digits=12, decimal_places=2, default=0, help_text="what a lot of an order must come to on average"
    )
    lot_limit = models.PositiveIntegerField(null=True, blank=True, help_text="the most lots that one order may have")
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            currency_check("store_currency_is_a_code"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="store_country_is_a_code"),
            models.CheckConstraint(
                condition=Q(minimum_buy__gte=0, average_lot_minimum__gte=0), name="store_minimums_are_not_negative"
            ),
            models.CheckConstraint(condition=Q(lot_limit__isnull=True) | Q(lot_limit__gt=0), name="store_lot_limit"),
        ]

    def __str__(self) -> str:
        return self.name


class ShippingStep(models.Model):
    """One line of a store's shipping table: a parcel to `country`, up to a weight and a value, costs `price`.

    The steps of the parcel's own country hold if there are any, else those for everywhere; of those that are large
    enough the cheapest is meant. A parcel for which no step is large enough is not sent.
    """

    EVERYWHERE = "**"

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="shipping_steps")
    country = models.CharField(max_length=2, default=EVERYWHERE, help_text="where to; ** is everywhere else")
    up_to_grams = models.PositiveIntegerField(null=True, blank=True, help_text="none: any weight")
    up_to_value = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="of the goods, in the store's currency; none: any",
    )
    price = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["country", "price", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "country", "up_to_grams", "up_to_value"],
                name="shipping_step_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="shipping_price_is_not_negative"),
            models.CheckConstraint(condition=Q(country__regex=r"^([A-Z]{2}|\*\*)$"), name="shipping_country_is_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.price}"
