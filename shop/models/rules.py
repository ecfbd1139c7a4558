"""What the prices of a kit follow from: dated rules, exchange rates, and what designers ask."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from builds.models import Build
from common.models import TimeStamped
from shop.models.money import currency_check


class PriceRule(models.Model):
    """One dated rule of the price stack: so much per cent of a base, and so much besides.

    A rule holds from its day until the next one of its kind and country begins; so no two ever overlap, and
    one of nothing ends another. Of two rules of a kind the one for the destination's country holds, else the one for
    everywhere. `tiers` replace percent and fixed from a base upward: [{from, percent, fixed}], ascending, amounts as
    strings.
    """

    class Kind(models.TextChoices):
        PICKING = "picking"  # to each store, a parcel
        INSTRUCTIONS = "instructions"  # to the site, for printed ones, where they are wanted
        PLATFORM = "platform"  # to the site
        PAYMENT = "payment"  # to whoever moves the money
        TAX = "tax"  # on what the site and the designers earn; stores' prices include theirs
        ROYALTY_CAP = "royalty_cap"  # the most of a design fee that ancestors share

    class Base(models.TextChoices):
        PARCEL = "parcel"  # no per cent, only so much each
        KIT = "kit"  # no per cent, only so much each; tiers begin at so many kits
        PARTS = "parts"
        CHARGE = "charge"  # all lines before it
        SERVICES = "services"  # picking, instructions, design fee, royalties, platform, payment
        DESIGN_FEE = "design_fee"

    EVERYWHERE = "**"

    kind = models.CharField(max_length=12, choices=Kind)
    country = models.CharField(max_length=2, default=EVERYWHERE, help_text="destination; ** is everywhere else")
    currency = models.CharField(max_length=3, default="EUR")
    base = models.CharField(max_length=12, choices=Base)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=0)
    fixed = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    tiers = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, help_text="why it is so, for people")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "country", "starts_on"], name="one_price_rule_begins_a_day"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100, fixed__gte=0), name="price_rule_is_not_negative"
            ),
            currency_check("price_rule_currency_is_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.country} {self.currency}"


class ExchangeRate(models.Model):
    """What one unit of `base` was worth in `currency` on a day."""

    base = models.CharField(max_length=3)
    currency = models.CharField(max_length=3, default="EUR")
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    seen_on = models.DateField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["base", "currency", "seen_on"], name="exchange_rate_once_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_is_positive"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate} {self.currency}"


class DesignTerms(TimeStamped):
    """What a designer asks: a fee for each kit of the build, and a share of the fees of remixes of it.

    A royalty is so much a kit, or so many per cent of the remix's fee: one of the two. All of a lineage together get at
    most what the rule `royalty_cap` leaves them; then each share shrinks alike.
    """

    build = models.OneToOneField(Build, on_delete=models.CASCADE, related_name="design_terms")
    currency = models.CharField(max_length=3, default="EUR")
    fee = models.DecimalField(
        max_digits=12, decimal_places=2, default=0, help_text="a kit; its remixers' ancestors are paid out of it"
    )
    royalty_fixed = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="a kit of a remix")
    royalty_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0, help_text="of a remix's fee")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            currency_check("design_terms_currency_is_a_code"),
            models.CheckConstraint(
                condition=Q(fee__gte=0, royalty_fixed__gte=0, royalty_percent__gte=0, royalty_percent__lte=100),
                name="design_terms_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(royalty_fixed=0) | Q(royalty_percent=0), name="design_terms_have_one_royalty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.build_id}: {self.fee}"
