"""A lot that a store offers: for everybody what can be bought, for its owner also where it lies."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.part import Part
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.store import Store, owns
from brickfolk_api.types.shop.tier import OfferTier, tiers_shown
from shop.models import Offer as OfferRow
from shop.services.offers import tiers_of


class Shelf(graphene.ObjectType):
    """What only the store's owner sees of a lot."""

    quantity = graphene.Int(required=True, description="Pieces on the shelf.")
    reserved = graphene.Int(required=True, description="How many of them orders hold that are not paid yet.")
    remarks = graphene.String(required=True, description="Where it lies.")
    lot_key = graphene.String(required=True, description="The store’s own number of the lot.")


class Offer(graphene.ObjectType):
    """A lot of a store: so many pieces of a part in a colour, at a price."""

    id = graphene.ID(required=True, description="The global id.")
    store = graphene.NonNull(Store, description="Whose lot it is.")
    part = graphene.NonNull(Part, description="The part.")
    colour = graphene.NonNull(Colour, description="Its colour.")
    condition = graphene.Field(Condition, required=True, description="New or used.")
    available = graphene.Int(required=True, description="How many can be bought.")
    price = graphene.NonNull(Money, description="Of one, in the store’s currency.")
    multiple = graphene.Int(required=True, description="Sold in multiples of so many.")
    tiers = graphene.List(graphene.NonNull(OfferTier), required=True, description="Lower prices for more pieces.")
    comment = graphene.String(required=True, description="What the store says of it.")
    is_answer = graphene.Boolean(required=True, description="Whether it answers one shopper’s request.")
    shelf = graphene.Field(Shelf, description="What only the store’s owner sees; null for others.")

    @staticmethod
    def resolve_id(offer: OfferRow, _info: Any) -> str:
        """The global id."""
        return global_id("Offer", offer.pk)

    @staticmethod
    def resolve_store(offer: OfferRow, info: Any) -> Awaitable[Any]:
        """Whose lot it is."""
        return info.context.loaders.store.load(offer.store_id)

    @staticmethod
    def resolve_part(offer: OfferRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(offer.part_id)

    @staticmethod
    def resolve_colour(offer: OfferRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(offer.colour_id)

    @staticmethod
    async def resolve_price(offer: OfferRow, info: Any) -> dict[str, Any] | None:
        """In the store's currency."""
        return money(offer.price, (await info.context.loaders.store.load(offer.store_id)).currency)

    @staticmethod
    async def resolve_tiers(offer: OfferRow, info: Any) -> list[dict[str, Any]]:
        """Lower prices for more."""
        store = await info.context.loaders.store.load(offer.store_id)
        return tiers_shown(tiers_of(offer), store.currency)

    @staticmethod
    def resolve_is_answer(offer: OfferRow, _info: Any) -> bool:
        """Whether only one shopper sees it."""
        return offer.request_id is not None

    @staticmethod
    async def resolve_shelf(offer: OfferRow, info: Any) -> OfferRow | None:
        """For its owner."""
        return offer if owns(info, await info.context.loaders.store.load(offer.store_id)) else None


OfferConnection: Any = connection(Offer, "Offer")
