"""Asking what one earns."""

from datetime import datetime
from typing import Any

import graphene

from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.types.moments import aware
from brickfolk_api.types.shop.account import LedgerAccount, Statement
from brickfolk_api.types.shop.earned import EarnedByBuild
from brickfolk_api.types.shop.pieces import FIRST, SKIP, a_part_of
from common.errors import NotFound
from shop.models import LedgerAccount as AccountRow
from shop.selectors.ledger import access_account, accounts_of
from shop.selectors.statements import Earned, earned_by_build, statement
from shop.selectors.statements import Statement as StatementRow


class EarningQueries(graphene.ObjectType):
    """Your accounts, as a designer and of your stores."""

    balances = graphene.List(
        graphene.NonNull(LedgerAccount), required=True, description="Your accounts; none for a visitor."
    )
    statement = graphene.Field(
        Statement,
        account=graphene.ID(required=True, description="The account’s id."),
        since=graphene.DateTime(description="From this moment on; null: from the beginning."),
        until=graphene.DateTime(description="Until before this moment; null: until now."),
        description="What one of your accounts holds, and where it came from.",
    )
    earned_by_build = graphene.List(
        graphene.NonNull(EarnedByBuild),
        required=True,
        first=graphene.Int(required=True, default_value=100, description=FIRST),
        skip=graphene.Int(required=True, default_value=0, description=SKIP),
        description="What each of your builds brought you, the most first; none for a visitor.",
    )

    @staticmethod
    @in_database
    def resolve_balances(_root: None, info: Any) -> list[AccountRow]:
        """The viewer's accounts."""
        viewer = info.context.viewer
        return accounts_of(viewer) if viewer is not None else []

    @staticmethod
    @in_database
    def resolve_statement(
        _root: None, info: Any, account: str, since: datetime | None = None, until: datetime | None = None
    ) -> StatementRow | None:
        """A statement of an account of the viewer's."""
        viewer, key = info.context.viewer, local_key("LedgerAccount", account, field="account")
        if viewer is None:
            return None
        begin, end = since and aware(since, field="since"), until and aware(until, field="until")
        try:
            return statement(access_account(viewer, key), since=begin, until=end)
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_earned_by_build(_root: None, info: Any, first: int, skip: int) -> list[Earned]:
        """What the viewer's builds brought."""
        viewer = info.context.viewer
        return a_part_of(earned_by_build(viewer), first, skip) if viewer is not None else []
