"""Double-entry book-keeping: entries are only ever added, and those of a transaction come to nothing.

A positive amount is owed to the account's holder. Triggers in the database hold both rules; see the migrations.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from shop.models.money import currency_check
from shop.models.orders import Order
from shop.models.quotes import QuoteCharge
from shop.models.stores import Store


class LedgerAccount(models.Model):
    """Whose money: a member's, a store's, or one of the site's own."""

    class Kind(models.TextChoices):
        SHOPPER = "shopper"
        STORE = "store"
        DESIGNER = "designer"
        PLATFORM = "platform"
        PAYMENT = "payment"  # fees of whoever moves the money
        TAX = "tax"
        BANK = "bank"  # the money itself: what came in is negative here, since we owe it to the others

    kind = models.CharField(max_length=10, choices=Kind)
    currency = models.CharField(max_length=3, default="EUR")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger_accounts"
    )
    store = models.ForeignKey(Store, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger_accounts")

    class Meta:
        constraints = [
            currency_check("ledger_account_currency_is_a_code"),
            models.UniqueConstraint(
                fields=["kind", "currency", "member", "store"], name="ledger_account_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["shopper", "designer"], member__isnull=False, store__isnull=True)
                | Q(kind="store", member__isnull=True, store__isnull=False)
                | Q(kind__in=["platform", "payment", "tax", "bank"], member__isnull=True, store__isnull=True),
                name="ledger_account_has_its_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.member_id or self.store_id or ''} {self.currency}"


class LedgerTransaction(models.Model):
    """Something that moved money. `key` names the deed, so that it is booked once."""

    class Kind(models.TextChoices):
        PAYMENT = "payment"  # money came in
        CHARGE = "charge"  # an order's price, shared out
        REFUND = "refund"
        PAYOUT = "payout"
        CORRECTION = "correction"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120, unique=True)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="transactions")
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.key


class LedgerEntry(models.Model):
    """One account's side of a transaction."""

    transaction = models.ForeignKey(LedgerTransaction, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="entries")
    amount = models.DecimalField(max_digits=12, decimal_places=2, help_text="in the account's currency")
    reason = models.CharField(max_length=20, blank=True, help_text="the kind of charge that it comes from")
    charge = models.ForeignKey(
        QuoteCharge,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
        help_text="the line of the price that it pays, or pays back: the sum of its entries is what is left of it",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="ledger_entry_moves_something")]


class Payout(models.Model):
    """Money sent to a store or a designer, and up to which entry it settles their account."""

    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="payouts")
    transaction = models.OneToOneField(LedgerTransaction, on_delete=models.PROTECT, related_name="payout")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    up_to = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payout_is_positive")]
