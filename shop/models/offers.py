"""What stores offer, and how offers came in."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from common.models import StoredFile, TimeStamped
from parts.models import Colour, Part, PriceSeen
from shop.models.stores import Store


class Offer(TimeStamped):
    """A lot of a store: so many pieces of a part in a colour, at a price.

    `quantity` is what lies on the store's shelf, `reserved` how much of it orders hold that are not paid yet; what can
    be bought is `available`. Stock is taken with the offers' rows locked in the order of their keys.
    """

    Condition = PriceSeen.Condition

    # A store may have a hundred thousand: each index that another one makes superfluous would slow every import.
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="offers", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="offers")
    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, related_name="offers", db_index=False)
    condition = models.CharField(max_length=4, choices=Condition, default=Condition.NEW)
    lot_key = models.CharField(
        max_length=40, blank=True, help_text="the store's own number of the lot, where one part lies in several"
    )
    quantity = models.PositiveIntegerField()
    reserved = models.PositiveIntegerField(default=0)
    available = models.GeneratedField(
        expression=F("quantity") - F("reserved"), output_field=models.IntegerField(), db_persist=True
    )
    # Indexes hold this instead of the numbers: an order that leaves some of a lot then changes its row alone, and no
    # index of it (a heap-only update), which is a quarter of the work.
    on_market = models.GeneratedField(
        expression=ExpressionWrapper(Q(quantity__gt=F("reserved"), request__isnull=True), models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text="whether everybody can buy of it: not sold out, and no answer to a request",
    )
    price = models.DecimalField(max_digits=12, decimal_places=4, help_text="of one, in the store's currency")
    multiple = models.PositiveIntegerField(default=1, help_text="sold in multiples of this many")
    tiers = models.JSONField(
        default=list, blank=True, help_text="[{from, price}], ascending: from so many each costs that"
    )
    remarks = models.CharField(max_length=255, blank=True, help_text="where it lies; only the store sees it")
    comment = models.CharField(max_length=255, blank=True, help_text="what shoppers read about it")
    request = models.ForeignKey(
        "PartsRequest",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="offers",
        db_index=False,
        help_text="made in answer to it: only its shopper sees the offer",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "part", "colour", "condition", "lot_key", "request"],
                name="offer_once_a_lot",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(price__gt=0), name="offer_price_is_positive"),
            models.CheckConstraint(condition=Q(multiple__gt=0), name="offer_multiple_is_positive"),
            models.CheckConstraint(condition=Q(reserved__lte=F("quantity")), name="offer_reserves_what_it_has"),
            models.CheckConstraint(condition=Q(quantity__lte=10_000_000), name="offer_quantity_is_sane"),
        ]
        indexes = [
            models.Index(
                fields=["part", "colour", "condition", "price"], condition=Q(on_market=True), name="offer_on_market"
            ),
            models.Index(fields=["store"], condition=Q(on_market=True), name="offer_counted"),
            models.Index(fields=["store", "id"], name="offer_of_store"),
            models.Index(fields=["request"], name="offer_to_request", condition=Q(request__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}: {self.quantity} x {self.part_id} in {self.colour_id}"


class AskedPrice(models.Model):
    """What an offer asked from a day on: the history of prices that shoppers see besides those seen elsewhere.

    It repeats the offer's lot, so that a lot's history is read from one index, and stays what it was.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="asked", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, related_name="+", db_index=False)
    condition = models.CharField(max_length=4, choices=Offer.Condition)
    currency = models.CharField(max_length=3)
    price = models.DecimalField(max_digits=12, decimal_places=4)
    quantity = models.PositiveIntegerField(help_text="how many were on sale")
    asked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "asked_on"], name="asked_price_once_a_day"),
            models.CheckConstraint(condition=Q(price__gt=0), name="asked_price_is_positive"),
        ]
        indexes = [
            models.Index(
                fields=["part", "colour", "asked_on"],
                include=["condition", "currency", "price", "quantity"],  # a history is read without its rows
                name="asked_price_of_lot",
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.price} on {self.asked_on}"


class OfferImport(TimeStamped):
    """A file of lots that a store handed in, and what became of each of its lines."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    UNFINISHED = (State.WAITING, State.WORKING)

    class Mode(models.TextChoices):
        ADD = "add"  # lots that the file does not name stay as they are
        REPLACE = "replace"  # lots that the file does not name are sold out

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="offer_imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.ADD)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    sold_out = models.PositiveIntegerField(default=0, help_text="not in the file any more")
    rejected = models.PositiveIntegerField(default=0)
    rejections = models.JSONField(
        default=list,
        help_text="the first 1,000: [{line, code, message, reference, said?: {heading: text}, "
        "candidates?: [{part_id, number, name, score}]}]",
    )
    notices = models.JSONField(
        default=list, help_text="what was done by a rule: [{code, message, count, lines: the first 20}]"
    )
    error = models.JSONField(null=True, blank=True, help_text="why nothing was taken: {code, message, hint}")

    class Meta:
        indexes = [models.Index(fields=["store", "-id"])]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"
