"""Shared runs, and the viewer's word for them."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.revision import Revision
from brickfolk_api.types.shop.enums import PledgeState, RunState
from brickfolk_api.types.shop.quote import Quote
from brickfolk_api.types.shop.store import Store
from shop.models import Pledge as PledgeRow
from shop.selectors.requests import tier_price


class RunTier(graphene.ObjectType):
    """From so many kits on each costs that."""

    kits = graphene.Int(required=True, description="From so many kits on.")
    price = graphene.NonNull(Money, description="Of one kit then.")


class Pledge(graphene.ObjectType):
    """Your word for kits of a run."""

    kits = graphene.Int(required=True, description="How many kits.")
    country = graphene.String(required=True, description="Where they go, as two letters.")
    state = graphene.Field(PledgeState, required=True, description="What became of it.")
    quote = graphene.Field(Quote, description="What waits to be ordered once the run is reached.")

    @staticmethod
    def resolve_quote(pledge: PledgeRow, info: Any) -> Awaitable[Any] | None:
        """The viewer's quote."""
        return info.context.loaders.quote.load(pledge.quote_id) if pledge.quote_id else None


class SharedRun(graphene.ObjectType):
    """A store makes kits of a build if enough are wanted by a day; then one price holds for all."""

    id = graphene.ID(required=True, description="The global id.")
    store = graphene.NonNull(Store, description="Who makes the kits.")
    revision = graphene.Field(Revision, description="Of what; null where you may not see it any more.")
    state = graphene.Field(RunState, required=True, description="What came of it.")
    tiers = graphene.List(graphene.NonNull(RunTier), required=True, description="More kits and lower prices.")
    threshold = graphene.Int(required=True, description="Kits that have to be wanted.")
    most = graphene.Int(required=True, description="Kits that can be made.")
    pledged = graphene.Int(required=True, description="Kits that people have given their word for.")
    price_now = graphene.Field(Money, description="Of a kit, if it closed now; null below the threshold.")
    kit_price = graphene.Field(Money, description="Of a kit, for all, once it is closed and reached.")
    closes_at = graphene.DateTime(required=True, description="Until when people may pledge.")
    pledge = graphene.Field(Pledge, description="Yours, if you gave one.")

    @staticmethod
    def resolve_id(run: Any, _info: Any) -> str:
        """The global id."""
        return global_id("SharedRun", run.pk)

    @staticmethod
    def resolve_store(run: Any, info: Any) -> Awaitable[Any]:
        """Who makes them."""
        return info.context.loaders.store.load(run.store_id)

    @staticmethod
    def resolve_revision(run: Any, info: Any) -> Awaitable[Any]:
        """Of what."""
        return info.context.loaders.visible_revision.load(run.revision_id)

    @staticmethod
    def resolve_tiers(run: Any, _info: Any) -> list[dict[str, Any]]:
        """As the store set them."""
        return [{"kits": int(tier["kits"]), "price": money(tier["price"], run.currency)} for tier in run.tiers]

    @staticmethod
    def resolve_price_now(run: Any, _info: Any) -> dict[str, Any] | None:
        """What the pledges together reach."""
        return money(tier_price(run.tiers, run.pledged), run.currency)

    @staticmethod
    def resolve_kit_price(run: Any, _info: Any) -> dict[str, Any] | None:
        """What it came to."""
        return money(run.kit_price, run.currency)

    @staticmethod
    def resolve_pledge(run: Any, info: Any) -> Awaitable[Any]:
        """The viewer's."""
        return info.context.loaders.own_pledge.load(run.pk)


SharedRunConnection: Any = connection(SharedRun, "SharedRun")
