"""A store's parcel of an order: its shopper and the store's owner see it, and nobody else.

It never leads back to the order: a store's owner learns of its own parcel alone.
"""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order as By
from brickfolk_api.lists import list_of
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.shop.enums import ShipmentState
from brickfolk_api.types.shop.parcel_rows import (
    LotToPick,
    OrderEventConnection,
    OrderLineConnection,
    OrderMessageConnection,
    shown_events,
)
from brickfolk_api.types.shop.pieces import FIRST, SKIP, a_part_of
from brickfolk_api.types.shop.store import Store, owns
from shop.models import Shipment as ShipmentRow
from shop.selectors.orders import history_of_shipment, lines_of_shipment, messages_of
from shop.selectors.picking import ToPick

OLDEST = (By("id"),)


class Address(graphene.ObjectType):
    """Where a parcel goes."""

    name = graphene.String(required=True, description="Who gets it.")
    street = graphene.String(required=True, description="Street and number.")
    extra = graphene.String(required=True, description="A second line; empty where there is none.")
    postcode = graphene.String(required=True, description="Empty where there is none.")
    city = graphene.String(required=True, description="The town.")
    region = graphene.String(required=True, description="Empty where it does not matter.")
    country = graphene.String(required=True, description="Two letters.")


class Shipment(graphene.ObjectType):
    """What one store sends of an order."""

    id = graphene.ID(required=True, description="The global id.")
    order_code = graphene.String(required=True, description="The code of the order that it belongs to.")
    store = graphene.NonNull(Store, description="Who sends it.")
    state = graphene.Field(ShipmentState, required=True, description="How far it is.")
    goods = graphene.NonNull(Money, description="The sum of its lines.")
    shipping = graphene.NonNull(Money, description="What sending it costs.")
    refunded = graphene.NonNull(Money, description="What of it was paid back.")
    carrier = graphene.String(required=True, description="Who brings it; empty before it is sent.")
    tracking = graphene.String(required=True, description="The carrier’s number of it; empty where there is none.")
    created_at = graphene.DateTime(required=True, description="When it was ordered.")
    paid_at = graphene.DateTime(description="When it was paid: from then on its store sees it.")
    address = graphene.NonNull(Address, description="Where it goes.")
    lines = connection_field(OrderLineConnection, description="What is in it.")
    history = connection_field(OrderEventConnection, description="What happened to it, oldest first.")
    messages = connection_field(OrderMessageConnection, description="What both wrote, oldest first.")
    picking_list = graphene.List(
        graphene.NonNull(LotToPick),
        first=graphene.Int(required=True, default_value=500, description=FIRST),
        skip=graphene.Int(required=True, default_value=0, description=SKIP),
        description="What is to be picked, in the order of the shelves; null but for the store’s owner.",
    )

    @staticmethod
    def resolve_id(shipment: ShipmentRow, _info: Any) -> str:
        """The global id."""
        return global_id("Shipment", shipment.pk)

    @staticmethod
    async def resolve_order_code(shipment: ShipmentRow, info: Any) -> str:
        """The order's code."""
        code: str = (await info.context.loaders.order_of_shipment.load(shipment.order_id)).code
        return code

    @staticmethod
    def resolve_store(shipment: ShipmentRow, info: Any) -> Awaitable[Any]:
        """Who sends it."""
        return info.context.loaders.store.load(shipment.store_id)

    @staticmethod
    async def resolve_goods(shipment: ShipmentRow, info: Any) -> dict[str, Any] | None:
        """In the order's currency."""
        return money(shipment.goods, await _currency(shipment, info))

    @staticmethod
    async def resolve_shipping(shipment: ShipmentRow, info: Any) -> dict[str, Any] | None:
        """In the order's currency."""
        return money(shipment.shipping, await _currency(shipment, info))

    @staticmethod
    async def resolve_refunded(shipment: ShipmentRow, info: Any) -> dict[str, Any] | None:
        """In the order's currency."""
        return money(shipment.refunded, await _currency(shipment, info))

    @staticmethod
    def resolve_address(shipment: ShipmentRow, info: Any) -> Awaitable[Any]:
        """The order's; without the e-mail address, which is between the shopper and us."""
        return info.context.loaders.order_of_shipment.load(shipment.order_id)

    @staticmethod
    def resolve_lines(shipment: ShipmentRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What is in it."""
        return list_of(info, lines_of_shipment(shipment).select_related(None).defer(None), OLDEST, arguments)

    @staticmethod
    def resolve_history(shipment: ShipmentRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What happened to it."""
        return list_of(info, shown_events(history_of_shipment(shipment)), OLDEST, arguments)

    @staticmethod
    def resolve_messages(shipment: ShipmentRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What both wrote."""
        return list_of(info, messages_of(shipment).select_related(None), OLDEST, arguments)

    @staticmethod
    async def resolve_picking_list(shipment: ShipmentRow, info: Any, first: int, skip: int) -> list[ToPick] | None:
        """For the store's owner."""
        if not owns(info, await info.context.loaders.store.load(shipment.store_id)):
            return None
        return a_part_of(await info.context.loaders.picking_list.load(shipment.pk), first, skip)


async def _currency(shipment: ShipmentRow, info: Any) -> str:
    currency: str = await info.context.loaders.currency_of_shipment.load(shipment.pk)
    return currency


ShipmentConnection: Any = connection(Shipment, "Shipment")
