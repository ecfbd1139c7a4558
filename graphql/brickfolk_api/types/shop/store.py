"""A store as everybody may see it."""

from collections.abc import Awaitable
from typing import Any

import graphene
from django.urls import reverse

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.member import Member
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.enums import plain
from shop.models import Offer
from shop.models import ShippingStep as StepRow
from shop.models import Store as StoreRow
from shop.selectors.offers import offers_of_store

NEWEST = (Order("id", descending=True),)
BY_NAME = (Order("name"),)


class ShippingStep(graphene.ObjectType):
    """A line of a store's shipping table: a parcel up to a weight and a value costs so much."""

    country = graphene.String(required=True, description="Where to, as two letters; ** is everywhere else.")
    up_to_grams = graphene.Int(description="Null: any weight.")
    up_to_value = graphene.Field(Money, description="Of the goods; null: any.")
    price = graphene.NonNull(Money, description="What sending it costs.")

    @staticmethod
    def resolve_country(row: tuple[StepRow, str], _info: Any) -> str:
        """Where to."""
        return row[0].country

    @staticmethod
    def resolve_up_to_grams(row: tuple[StepRow, str], _info: Any) -> int | None:
        """The heaviest."""
        return row[0].up_to_grams

    @staticmethod
    def resolve_up_to_value(row: tuple[StepRow, str], _info: Any) -> dict[str, Any] | None:
        """The dearest, in the store's currency."""
        return money(row[0].up_to_value, row[1])

    @staticmethod
    def resolve_price(row: tuple[StepRow, str], _info: Any) -> dict[str, Any] | None:
        """In the store's currency."""
        return money(row[0].price, row[1])


class Store(graphene.ObjectType):
    """A member's store."""

    id = graphene.ID(required=True, description="The global id.")
    slug = graphene.String(required=True, description="Its name in addresses.")
    name = graphene.String(required=True, description="What it is called.")
    owner = graphene.NonNull(Member, description="Whose it is.")
    country = graphene.String(required=True, description="Where parcels come from, as two letters.")
    currency = graphene.String(required=True, description="Of all its prices.")
    terms = graphene.String(required=True, description="Markdown.")
    handling_days = graphene.Int(required=True, description="Working days until a paid parcel leaves.")
    minimum_buy = graphene.NonNull(Money, description="What the goods of an order must come to.")
    average_lot_minimum = graphene.NonNull(Money, description="What a lot of an order must come to on average.")
    lot_limit = graphene.Int(description="The most lots that one order may have; null: any number.")
    is_open = graphene.Boolean(required=True, description="Whether it sells now.")
    path = graphene.String(required=True, description="Its page on this site.")
    shipping = graphene.List(
        graphene.NonNull(ShippingStep), required=True, description="What it asks for sending a parcel."
    )
    offers = connection_field(
        "brickfolk_api.types.shop.offer.OfferConnection",
        text=graphene.String(required=True, default_value="", description="Words of part, colour or comment."),
        condition=Condition(description="Only new or only used ones."),
        description="What can be bought there, the newest first.",
    )

    @staticmethod
    def resolve_id(store: StoreRow, _info: Any) -> str:
        """The global id."""
        return global_id("Store", store.pk)

    @staticmethod
    def resolve_owner(store: StoreRow, info: Any) -> Awaitable[Any]:
        """Whose it is."""
        return info.context.loaders.member.load(store.owner_id)

    @staticmethod
    def resolve_minimum_buy(store: StoreRow, _info: Any) -> dict[str, Any] | None:
        """In its currency."""
        return money(store.minimum_buy, store.currency)

    @staticmethod
    def resolve_average_lot_minimum(store: StoreRow, _info: Any) -> dict[str, Any] | None:
        """In its currency."""
        return money(store.average_lot_minimum, store.currency)

    @staticmethod
    def resolve_path(store: StoreRow, _info: Any) -> str:
        """The address of its page."""
        return reverse("web:store", args=[store.slug])

    @staticmethod
    async def resolve_shipping(store: StoreRow, info: Any) -> list[tuple[StepRow, str]]:
        """Its table, each line with the currency."""
        return [(step, store.currency) for step in await info.context.loaders.steps_of_store.load(store.pk)]

    @staticmethod
    def resolve_offers(
        store: StoreRow, info: Any, text: str, condition: Any = None, **arguments: Any
    ) -> Awaitable[Any]:
        """What can be bought there: nothing of a closed store, but for its owner."""
        found = offers_of_store(store, text, condition=plain(condition), as_owner=False)
        if not store.is_open and not owns(info, store):
            found = Offer.objects.none()
        asked = arguments | {"text": text, "condition": plain(condition)}
        return list_of(info, found.select_related(None), NEWEST, asked)


def owns(info: Any, store: StoreRow) -> bool:
    """Whether the store is the viewer's own."""
    viewer = info.context.viewer
    return viewer is not None and store.owner_id == viewer.pk


StoreConnection: Any = connection(Store, "Store")
