"""A priced basket: what was asked, from whom it would come, and each line of its price. It never changes once ready."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from builds.models import Revision
from common.models import StoredFile, TimeStamped
from parts.models import Colour, Part
from shop.models.money import currency_check
from shop.models.offers import Offer
from shop.models.stores import Store


class Quote(TimeStamped):
    """A basket with its price, held until `expires_at`. All that the price follows from is pinned in its rows."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SEARCHING = "searching"
        READY = "ready"
        IMPOSSIBLE = "impossible"  # no basket is possible; `findings` say which lots, or which wish forbids it
        FAILED = "failed"
        CANCELLED = "cancelled"

    UNFINISHED = (State.WAITING, State.SEARCHING)

    code = models.CharField(max_length=12, unique=True, help_text="Q- and letters and digits that cannot be confused")
    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quotes")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2, help_text="where it is sent to")
    choices = models.JSONField(default=dict, help_text="what the shopper chose; shop.services.quoting.choices says how")
    needs = models.JSONField(
        default=list,
        help_text="the lots to buy: [{lot, part_id, colour_id, number, name, colour, quantity, grams}]",
    )
    left_out = models.JSONField(
        default=list, help_text="the lots not bought: [{name, colour, quantity, because}], because is a code"
    )
    seconds = models.DecimalField(max_digits=6, decimal_places=1, default=5, help_text="how long to search")
    progress = models.JSONField(default=dict, help_text="while searching: {seconds, cost, bound, stores, offers}")
    basket = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="parts and shipping: what the search made small",
    )
    bound = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="no basket is below it: proven"
    )
    plain = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="what filling one store after another would cost",
    )
    findings = models.JSONField(
        default=dict, help_text="{stores, offers, seconds, status, changes: […], missing: […], because}"
    )
    problem = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="as it was solved"
    )
    pinned = models.JSONField(default=dict, help_text="{rules: […], rates: {…}, terms: […]} as they were")
    total = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="what is charged: the sum of its charges"
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    error = models.JSONField(null=True, blank=True, help_text="{code, message, hint}")

    class Meta:
        indexes = [models.Index(fields=["shopper", "-id"])]
        constraints = [
            currency_check("quote_currency_is_a_code"),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | Q(total__isnull=False, basket__isnull=False, ready_at__isnull=False, expires_at__isnull=False),
                name="ready_quote_has_a_price",
            ),
            models.CheckConstraint(condition=Q(total__isnull=True) | Q(total__gte=0), name="quote_total_not_negative"),
        ]

    def __str__(self) -> str:
        return self.code


class QuoteKit(models.Model):
    """A build that the quote is for: so many kits of a revision."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="kits")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "revision"], name="quote_kit_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="quote_kit_quantity_is_positive"),
        ]


class QuoteParcel(models.Model):
    """What comes from one store, in the quote's currency."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="parcels")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    goods = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="the sum of its lines, each rounded to cents"
    )
    shipping = models.DecimalField(max_digits=12, decimal_places=2)
    grams = models.PositiveIntegerField(null=True, blank=True)
    shipping_reason = models.JSONField(default=dict, help_text="the step of the store's table and its inputs")
    minimum = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="what its goods had to come to")

    class Meta:
        ordering = ["-goods", "id"]
        constraints = [models.UniqueConstraint(fields=["quote", "store"], name="quote_parcel_once_a_store")]


class QuoteLine(models.Model):
    """So many pieces of an offer, at the price as it was."""

    parcel = models.ForeignKey(QuoteParcel, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, related_name="+")
    condition = models.CharField(max_length=4, choices=Offer.Condition)
    stands_for = models.CharField(
        max_length=40, blank=True, help_text="the lot of `needs` that it replaces, where it is another part or colour"
    )
    quantity = models.PositiveIntegerField()
    spare = models.PositiveIntegerField(default=0, help_text="how many of them nobody needs: a multiple, a tier")
    unit_price = models.DecimalField(max_digits=12, decimal_places=4, help_text="in the quote's currency")
    line_price = models.DecimalField(max_digits=12, decimal_places=2)
    asked_price = models.DecimalField(
        max_digits=12, decimal_places=4, help_text="of one, as the store asked it: in the store's currency"
    )
    asked_currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["-line_price", "id"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="quote_line_quantity_is_positive")]


class QuoteCharge(models.Model):
    """One line of the price stack, and who gets it. All of a quote add up to its total: a trigger holds that."""

    class Kind(models.TextChoices):
        PARTS = "parts"
        SHIPPING = "shipping"
        PICKING = "picking"
        INSTRUCTIONS = "instructions"
        DESIGN_FEE = "design_fee"
        ROYALTY = "royalty"
        PLATFORM = "platform"
        PAYMENT = "payment"
        TAX = "tax"

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="charges")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    store = models.ForeignKey(Store, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    designer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.JSONField(default=dict, help_text="{rule, inputs: {…}, date}: how the amount was reached")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="quote_charge_position_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="quote_charge_is_not_negative"),
            models.CheckConstraint(
                condition=(Q(kind__in=["parts", "shipping", "picking"], store__isnull=False, designer__isnull=True))
                | Q(kind__in=["design_fee", "royalty"], store__isnull=True, designer__isnull=False)
                | Q(kind__in=["instructions", "platform", "payment", "tax"], store__isnull=True, designer__isnull=True),
                name="quote_charge_has_its_payee",
            ),
        ]
