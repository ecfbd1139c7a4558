"""Prices that somebody saw."""

from django.db import models

from parts.models.catalogue import Colour, Part


class PriceSeen(models.Model):
    """One price that somebody saw: never an offer, always with its date and source."""

    class Condition(models.TextChoices):
        NEW = "new"
        USED = "used"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="prices_seen")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="prices_seen")
    condition = models.CharField(max_length=4, choices=Condition, default=Condition.NEW)
    price = models.DecimalField(max_digits=12, decimal_places=4)
    currency = models.CharField(max_length=3, default="EUR")
    region = models.CharField(max_length=40, blank=True, help_text="where it was asked: a country's code, or a word")
    quantity = models.PositiveIntegerField(default=1, help_text="how many pieces the price speaks of")
    seen_on = models.DateField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(price__gt=0), name="price_seen_is_positive"),
            models.UniqueConstraint(
                fields=["part", "colour", "condition", "currency", "region", "price", "seen_on", "source"],
                name="price_seen_once",
            ),
        ]
        indexes = [models.Index(fields=["part", "colour", "condition"])]
