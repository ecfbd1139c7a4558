"""Accounts on which a member earns, and their statements."""

from collections.abc import Awaitable
from decimal import Decimal
from typing import Any

import graphene

from brickfolk_api.identifiers import global_id
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.shop.enums import AccountKind, ChargeKind
from brickfolk_api.types.shop.pieces import FIRST, SKIP, a_part_of
from brickfolk_api.types.shop.store import Store
from shop.models import LedgerAccount as AccountRow
from shop.selectors.statements import Group as GroupRow
from shop.selectors.statements import Line as LineRow
from shop.selectors.statements import Statement as StatementRow

NOTHING = Decimal("0.00")


class LedgerAccount(graphene.ObjectType):
    """An account of yours: what you earn as a designer, or what a store of yours earns."""

    id = graphene.ID(required=True, description="The global id, for statement.")
    kind = graphene.Field(AccountKind, required=True, description="Whose money it holds.")
    currency = graphene.String(required=True, description="Of all its amounts.")
    store = graphene.Field(Store, description="The store that earns it; null for a designer’s.")
    balance = graphene.NonNull(Money, description="What is owed to you; below zero, what you owe.")

    @staticmethod
    def resolve_id(account: AccountRow, _info: Any) -> str:
        """The global id."""
        return global_id("LedgerAccount", account.pk)

    @staticmethod
    def resolve_store(account: AccountRow, info: Any) -> Awaitable[Any] | None:
        """The store."""
        return info.context.loaders.store.load(account.store_id) if account.store_id else None

    @staticmethod
    async def resolve_balance(account: AccountRow, info: Any) -> dict[str, Any] | None:
        """What is owed."""
        owed = await info.context.loaders.balance.load(account.pk)
        return money(owed if owed is not None else NOTHING, account.currency)


Entry = tuple[LineRow, str]


class StatementLine(graphene.ObjectType):
    """What came in, or went out."""

    at = graphene.DateTime(required=True, description="When.")
    deed = graphene.String(required=True, description="charge, refund, payout or correction")
    reason = graphene.Field(ChargeKind, description="The line of the price that it comes from.")
    amount = graphene.NonNull(Money, description="How much; below zero it went out.")
    note = graphene.String(required=True, description="What there is to say of it; often nothing.")

    @staticmethod
    def resolve_at(entry: Entry, _info: Any) -> Any:
        """When."""
        return entry[0].at

    @staticmethod
    def resolve_deed(entry: Entry, _info: Any) -> str:
        """What moved it."""
        return entry[0].deed

    @staticmethod
    def resolve_reason(entry: Entry, _info: Any) -> str | None:
        """What it was for."""
        return entry[0].reason or None

    @staticmethod
    def resolve_amount(entry: Entry, _info: Any) -> dict[str, Any] | None:
        """In the account's currency."""
        return money(entry[0].amount, entry[1])

    @staticmethod
    def resolve_note(entry: Entry, _info: Any) -> str:
        """What there is to say."""
        return entry[0].note


class StatementGroup(graphene.ObjectType):
    """What an order brought, and what of it was taken back."""

    order_code = graphene.String(required=True, description="The order’s code; empty where it is none.")
    amount = graphene.NonNull(Money, description="All of it.")
    lines = graphene.List(graphene.NonNull(StatementLine), required=True, description="What it consists of.")

    @staticmethod
    def resolve_order_code(row: tuple[GroupRow, str], _info: Any) -> str:
        """The order's code."""
        return row[0].order

    @staticmethod
    def resolve_amount(row: tuple[GroupRow, str], _info: Any) -> dict[str, Any] | None:
        """The sum."""
        return money(row[0].amount, row[1])

    @staticmethod
    def resolve_lines(row: tuple[GroupRow, str], _info: Any) -> list[Entry]:
        """Each with the currency."""
        return [(line, row[1]) for line in row[0].lines]


class Statement(graphene.ObjectType):
    """An account from a moment until another: opening, orders and payouts come to closing."""

    account = graphene.NonNull(LedgerAccount, description="Whose statement it is.")
    opening = graphene.NonNull(Money, description="What was there before.")
    closing = graphene.NonNull(Money, description="What is there at the end.")
    groups = graphene.List(
        graphene.NonNull(StatementGroup),
        required=True,
        first=graphene.Int(required=True, default_value=100, description=FIRST),
        skip=graphene.Int(required=True, default_value=0, description=SKIP),
        description="What each order brought, oldest first.",
    )
    group_count = graphene.Int(required=True, description="How many there are.")
    payouts = graphene.List(graphene.NonNull(StatementLine), required=True, description="What was sent to you.")
    is_cut = graphene.Boolean(required=True, description="Whether it is too long to be all here: ask for less time.")

    @staticmethod
    def resolve_opening(told: StatementRow, _info: Any) -> dict[str, Any] | None:
        """Before."""
        return money(told.opening, told.account.currency)

    @staticmethod
    def resolve_closing(told: StatementRow, _info: Any) -> dict[str, Any] | None:
        """At the end."""
        return money(told.closing, told.account.currency)

    @staticmethod
    def resolve_groups(told: StatementRow, _info: Any, first: int, skip: int) -> list[tuple[GroupRow, str]]:
        """Some of them, each with the currency."""
        return [(group, told.account.currency) for group in a_part_of(told.groups, first, skip)]

    @staticmethod
    def resolve_group_count(told: StatementRow, _info: Any) -> int:
        """All of them."""
        return len(told.groups)

    @staticmethod
    def resolve_payouts(told: StatementRow, _info: Any) -> list[Entry]:
        """Each with the currency."""
        return [(line, told.account.currency) for line in told.payouts]
