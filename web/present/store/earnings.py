"""What a member earned: the accounts, what each order brought, what was paid out, and what each build brought."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from shop.models import LedgerAccount, LedgerTransaction, QuoteCharge
from shop.selectors.ledger import accounts_of, balances
from shop.selectors.statements import Earned, Group, Line, Statement, earned_by_build, statement

SHOWN = 200
SPANS = {
    "month": gettext_lazy("This month"), "last": gettext_lazy("Last month"), "year": gettext_lazy("This year"),
    "all": gettext_lazy("All"),
}  # fmt: skip
KINDS = {
    LedgerTransaction.Kind.CHARGE: gettext_lazy("earned"), LedgerTransaction.Kind.REFUND: gettext_lazy("taken back"),
    LedgerTransaction.Kind.PAYOUT: gettext_lazy("paid out"),
    LedgerTransaction.Kind.CORRECTION: gettext_lazy("corrected"),
    LedgerTransaction.Kind.PAYMENT: gettext_lazy("paid"),
}  # fmt: skip
REASONS = {
    QuoteCharge.Kind.PARTS: gettext_lazy("goods"), QuoteCharge.Kind.SHIPPING: gettext_lazy("shipping"),
    QuoteCharge.Kind.PICKING: gettext_lazy("picking"), QuoteCharge.Kind.DESIGN_FEE: gettext_lazy("design fee"),
    QuoteCharge.Kind.ROYALTY: gettext_lazy("royalty"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account with its holder's name, and what is owed to them now."""

    account: LedgerAccount
    name: str
    balance: Decimal


@dataclass(frozen=True, slots=True)
class EarningsPage:
    """All accounts of a member, and what their builds earned."""

    accounts: list[AccountShown]
    builds: Sequence[Earned]
    least: Decimal


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line in words."""

    line: Line
    words: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """An order's lines; `order` is empty for what came of none."""

    group: Group
    lines: list[LineShown]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A span of an account; `unshown` orders are in its table for spreadsheets only."""

    name: str
    told: Statement
    groups: list[GroupShown]
    unshown: int
    earned: Decimal
    span: str
    spans: list[tuple[str, str]]


def earnings_page(member: User) -> EarningsPage:
    """Collect it. Four queries."""
    accounts = accounts_of(member)
    owed = balances(accounts)
    shown = [AccountShown(one, name_of(one), owed[one.pk]) for one in accounts]
    return EarningsPage(shown, earned_by_build(member), settings.PAYOUT_MINIMUM)


def name_of(account: LedgerAccount) -> str:
    """The store, or the designer's own."""
    return account.store.name if account.store else _("Your designs")


def known_span(asked: str) -> str:
    """A span by its name."""
    return asked if asked in SPANS else "year"


def statement_page(account: LedgerAccount, span: str) -> StatementPage:
    """A span of an account that `access_account` gave out. Two queries."""
    told = statement_in(account, span)
    groups = list(reversed(told.groups))
    shown = [GroupShown(group, [_line(line) for line in group.lines]) for group in groups[:SHOWN]]
    earned = sum((group.amount for group in groups), Decimal("0.00"))
    spans = [(name, str(words)) for name, words in SPANS.items()]
    return StatementPage(name_of(account), told, shown, len(groups) - len(shown), earned, span, spans)


def statement_in(account: LedgerAccount, span: str) -> Statement:
    """The statement of a span."""
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if span == "month":
        return statement(account, since=month)
    if span == "last":
        return statement(account, since=(month - datetime.timedelta(days=1)).replace(day=1), until=month)
    return statement(account, since=month.replace(month=1) if span == "year" else None)


def _line(line: Line) -> LineShown:
    kind = str(KINDS.get(LedgerTransaction.Kind(line.deed), line.deed))
    reason = str(REASONS[QuoteCharge.Kind(line.reason)]) if line.reason in REASONS else line.reason
    return LineShown(line, f"{reason}, {kind}" if reason else kind)
