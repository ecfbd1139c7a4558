"""What no store has: asked of all of them, or made for many at once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from builds.models import Revision
from common.models import TimeStamped
from parts.models import Colour, Part
from shop.models.money import currency_check
from shop.models.quotes import Quote
from shop.models.stores import Store


class PartsRequest(TimeStamped):
    """A shopper's question to all stores: who can get these lots? Stores answer with offers that only they see."""

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"  # by its shopper, or by its date

    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="parts_requests")
    quote = models.ForeignKey(Quote, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests")
    country = models.CharField(max_length=2, help_text="where it is sent to")
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    closes_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return f"request {self.pk}"


class RequestLot(models.Model):
    """A lot that is asked for."""

    request = models.ForeignKey(PartsRequest, on_delete=models.CASCADE, related_name="lots")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "part", "colour"], name="request_lot_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="request_lot_quantity_is_positive"),
        ]


class SharedRun(TimeStamped):
    """A store makes kits of a build if enough of them are wanted by a day; then one price holds for all."""

    class State(models.TextChoices):
        OPEN = "open"
        REACHED = "reached"
        RELEASED = "released"  # the day came, and too few were pledged

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="shared_runs")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="shared_runs")
    currency = models.CharField(max_length=3, default="EUR")
    tiers = models.JSONField(help_text="[{kits, price}], more kits and lower prices; the first is the threshold")
    threshold = models.PositiveIntegerField(help_text="kits")
    most = models.PositiveIntegerField(help_text="kits that can be made at most")
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    kit_price = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="for all, once it is closed and reached"
    )

    class Meta:
        constraints = [
            currency_check("shared_run_currency_is_a_code"),
            models.CheckConstraint(
                condition=Q(threshold__gt=0) & Q(most__gte=F("threshold")), name="shared_run_threshold"
            ),
            models.CheckConstraint(
                condition=(Q(state="reached") & Q(kit_price__gt=0)) | (~Q(state="reached") & Q(kit_price__isnull=True)),
                name="shared_run_reached_has_a_price",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Pledge(TimeStamped):
    """A shopper's word for so many kits of a run. It costs nothing until the run is reached."""

    class State(models.TextChoices):
        PLEDGED = "pledged"
        DUE = "due"  # the run is reached: its quote waits to be ordered
        RELEASED = "released"
        WITHDRAWN = "withdrawn"

    run = models.ForeignKey(SharedRun, on_delete=models.CASCADE, related_name="pledges")
    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pledges")
    kits = models.PositiveIntegerField(default=1)
    country = models.CharField(max_length=2)
    state = models.CharField(max_length=9, choices=State, default=State.PLEDGED)
    quote = models.OneToOneField(Quote, null=True, blank=True, on_delete=models.SET_NULL, related_name="pledge")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "shopper"], name="pledge_once_a_run"),
            models.CheckConstraint(condition=Q(kits__gt=0), name="pledge_kits_are_positive"),
        ]
