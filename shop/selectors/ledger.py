"""Reading the books."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from shop.models import LedgerAccount, LedgerEntry, Order, QuoteCharge

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ChargeLeft:
    """A line of an order's price, and how much of it was not taken back."""

    charge: QuoteCharge
    left: Decimal


def balance(account: LedgerAccount) -> Decimal:
    """What is owed to the account's holder; below zero, what they owe."""
    return balances([account])[account.pk]


def balances(accounts: Iterable[LedgerAccount]) -> dict[int, Decimal]:
    """The balance of each account by its key, in one query."""
    keys = [account.pk for account in accounts]
    rows = LedgerEntry.objects.filter(account__in=keys).values_list("account").annotate(rest=Sum("amount")).order_by()
    return dict.fromkeys(keys, NOTHING) | dict(rows)


def charges_left(order: Order) -> list[ChargeLeft]:
    """The lines of a charged order, in their order; nothing is left of any before it is charged."""
    left = Coalesce(Sum("entries__amount", filter=Q(entries__transaction__order=order)), NOTHING)
    return [ChargeLeft(charge, charge.rest) for charge in order.quote.charges.annotate(rest=left)]


def owed_to_shopper(order: Order) -> Decimal:
    """What is to be sent back of an order's payments: neither charged nor sent already; below zero, what is missing."""
    entries = LedgerEntry.objects.filter(
        transaction__order=order, account__kind=LedgerAccount.Kind.SHOPPER, account__member=order.shopper_id
    )
    found: Decimal | None = entries.aggregate(rest=Sum("amount"))["rest"]
    return found or NOTHING


def accounts_of(viewer: User) -> list[LedgerAccount]:
    """The accounts on which a member earns: as a designer, and of their stores."""
    earning = Q(kind=LedgerAccount.Kind.DESIGNER, member=viewer) | Q(store__owner=viewer)
    return list(LedgerAccount.objects.filter(earning).select_related("store").order_by("kind", "store_id", "currency"))


def access_account(viewer: User, pk: int) -> LedgerAccount:
    """One of them. Raises NotFound for anybody else's."""
    for account in accounts_of(viewer):
        if account.pk == pk:
            return account
    raise NotFound("NO_SUCH_ACCOUNT", _("There is no such account."))


@dataclass(frozen=True, slots=True)
class Due:
    """What may be paid out of an account: `up_to` is the last entry that it settles, `last` the account's last one;
    0 where there is none."""

    amount: Decimal
    up_to: int
    last: int


def due_of(account: LedgerAccount, until: datetime | None = None) -> Due:
    """The balance; with `until` the one of before that, less all that was taken back and paid out since.

    What was earned since hides none of it: else a second payout of the same days would be paid from later ones.
    """
    before = Q(transaction__at__lt=until) if until else Q()
    found = LedgerEntry.objects.filter(account=account).aggregate(
        rest=Sum("amount", filter=before | Q(amount__lt=0) if until else None, default=NOTHING),
        up_to=Max("pk", filter=before, default=0) if until else Max("pk", default=0),
        last=Max("pk", default=0),
    )
    return Due(max(found["rest"], NOTHING), found["up_to"], found["last"])


def earning_accounts() -> QuerySet[LedgerAccount]:
    """The accounts that are paid out, with their holders, in the order of their keys."""
    earning = [LedgerAccount.Kind.STORE, LedgerAccount.Kind.DESIGNER]
    return LedgerAccount.objects.filter(kind__in=earning).select_related("member", "store").order_by("pk")
