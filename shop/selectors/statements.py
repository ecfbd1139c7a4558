"""What an account's holder is shown: what was there, what each order brought, what was paid out, what is there now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from accounts.models import User
from builds.models import Build
from shop.models import LedgerAccount, LedgerEntry, LedgerTransaction
from shop.selectors.ledger import NOTHING

MOST_ENTRIES = 20_000  # of one statement; longer times are asked for in pieces


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: what it was for."""

    at: datetime
    deed: str
    reason: str
    amount: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """What an order brought, and what of it was taken back; or, without an order, something else such as a payout."""

    order: str
    lines: Sequence[Line]

    @property
    def amount(self) -> Decimal:
        """All of it."""
        return sum((line.amount for line in self.lines), NOTHING)


@dataclass(frozen=True, slots=True)
class Statement:
    """An account from `since` until `until`. Opening, groups and payouts come to closing."""

    account: LedgerAccount
    since: datetime | None
    until: datetime | None
    opening: Decimal
    groups: Sequence[Group]
    payouts: Sequence[Line]
    closing: Decimal
    is_cut: bool


def statement(account: LedgerAccount, *, since: datetime | None = None, until: datetime | None = None) -> Statement:
    """The account's statement, in two queries. One of more than MOST_ENTRIES entries is cut there, and says so."""
    before = LedgerEntry.objects.filter(account=account, transaction__at__lt=since) if since else None
    opening = before.aggregate(rest=Sum("amount", default=NOTHING))["rest"] if before is not None else NOTHING
    during = Q(transaction__at__gte=since) if since else Q()
    during &= Q(transaction__at__lt=until) if until else Q()
    rows = LedgerEntry.objects.filter(during, account=account).select_related("transaction__order")
    entries = list(rows.order_by("transaction__at", "pk")[: MOST_ENTRIES + 1])
    is_cut, entries = len(entries) > MOST_ENTRIES, entries[:MOST_ENTRIES]
    payouts = [_line(entry) for entry in entries if entry.transaction.kind == LedgerTransaction.Kind.PAYOUT]
    closing = sum((entry.amount for entry in entries), opening)
    return Statement(account, since, until, opening, _groups(entries), payouts, closing, is_cut)


def _groups(entries: Sequence[LedgerEntry]) -> list[Group]:
    by_order: dict[str, list[Line]] = {}
    for entry in entries:
        if entry.transaction.kind != LedgerTransaction.Kind.PAYOUT:
            order = entry.transaction.order
            by_order.setdefault(order.code if order else "", []).append(_line(entry))
    return [Group(order, lines) for order, lines in by_order.items()]


def _line(entry: LedgerEntry) -> Line:
    deed = entry.transaction
    return Line(deed.at, deed.kind, entry.reason, entry.amount, deed.note)


@dataclass(frozen=True, slots=True)
class Earned:
    """What a build brought its designer: fees of its own kits and royalties of remixes, less what was taken back."""

    build: Build | None
    currency: str
    orders: int
    fees: Decimal
    royalties: Decimal


def earned_by_build(designer: User) -> list[Earned]:
    """By build and currency, most first; without a build where the line of the price names none. Two queries."""
    rows = (
        LedgerEntry.objects.filter(
            account__kind=LedgerAccount.Kind.DESIGNER, account__member=designer, charge__isnull=False
        )
        .values_list("charge__reason__inputs__build", "account__currency")
        .annotate(
            orders=Count("transaction__order", distinct=True),
            fees=Sum("amount", filter=Q(reason="design_fee"), default=NOTHING),
            royalties=Sum("amount", filter=Q(reason="royalty"), default=NOTHING),
        )
        .order_by("charge__reason__inputs__build", "account__currency")  # what earned the same stays in one order
    )
    found = list(rows)
    builds = Build.objects.in_bulk([key for key, *_rest in found if isinstance(key, int)])
    earned = [Earned(builds.get(key), *rest) if isinstance(key, int) else Earned(None, *rest) for key, *rest in found]
    return sorted(earned, key=lambda one: -(one.fees + one.royalties))
