"""What a shopper means to buy."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from builds.models import Revision
from common.models import TimeStamped
from parts.models import Colour, Part


class Cart(TimeStamped):
    """A shopper's cart: kits of builds, and single lots."""

    shopper = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cart")


class CartKit(models.Model):
    """So many kits of a revision."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="kits")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "revision"], name="cart_kit_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, quantity__lte=1000), name="cart_kit_quantity"),
        ]


class CartLot(models.Model):
    """So many pieces of a part in a colour, of no build: a line of a wanted list."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lots")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="+")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "part", "colour"], name="cart_lot_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, quantity__lte=100_000), name="cart_lot_quantity"),
        ]
