"""A store's parcel of an order: its shopper and the store's owner see it, and nobody else.

It never leads back to the order: a store's owner learns of its own parcel alone.
"""

from collections.abc import Awaitable
from typing import Any

import graphene
from django.db.models import F

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order as By
from brickfolk_api.lists import list_of
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.member import Member
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.part import Part
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.enums import EventCause, ShipmentState
from brickfolk_api.types.shop.store import Store, owns
from shop.models import OrderEvent as EventRow
from shop.models import OrderLine as LineRow
from shop.models import OrderMessage as MessageRow
from shop.models import Shipment as ShipmentRow
from shop.selectors.orders import history_of_shipment, lines_of_shipment, messages_of
from shop.selectors.picking import ToPick, picking_list

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


class OrderLine(graphene.ObjectType):
    """So many pieces of a lot that were bought."""

    id = graphene.ID(required=True, description="The global id, for refundLines.")
    part = graphene.NonNull(Part, description="The part.")
    colour = graphene.NonNull(Colour, description="Its colour.")
    condition = graphene.Field(Condition, required=True, description="New or used.")
    quantity = graphene.Int(required=True, description="How many were bought.")
    refunded = graphene.Int(required=True, description="How many of them were given back.")
    each = graphene.NonNull(Money, description="Of one.")
    together = graphene.NonNull(Money, description="Of the line.")

    @staticmethod
    def resolve_id(line: LineRow, _info: Any) -> str:
        """The global id."""
        return global_id("OrderLine", line.pk)

    @staticmethod
    def resolve_part(line: LineRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(line.part_id)

    @staticmethod
    def resolve_colour(line: LineRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(line.colour_id)

    @staticmethod
    async def resolve_each(line: LineRow, info: Any) -> dict[str, Any] | None:
        """Of one."""
        return money(line.unit_price, await info.context.loaders.currency_of_shipment.load(line.shipment_id))

    @staticmethod
    async def resolve_together(line: LineRow, info: Any) -> dict[str, Any] | None:
        """Of the line."""
        return money(line.line_price, await info.context.loaders.currency_of_shipment.load(line.shipment_id))


OrderLineConnection: Any = connection(OrderLine, "OrderLine")


class LotToPick(graphene.ObjectType):
    """A lot as its store walks past it."""

    line = graphene.NonNull(OrderLine, description="The lot.")
    remarks = graphene.String(required=True, description="Where it lies.")
    pieces = graphene.Int(required=True, description="How many are still wanted.")

    @staticmethod
    def resolve_remarks(lot: ToPick, _info: Any) -> str:
        """Where it lies."""
        return lot.line.remarks


class OrderEvent(graphene.ObjectType):
    """Something that happened. Where only money moved, both states are the same."""

    at = graphene.DateTime(required=True, description="When.")
    before = graphene.String(required=True, description="The state before; empty at the beginning.")
    after = graphene.String(required=True, description="The state since.")
    by = graphene.Field(Member, description="Who did it; null: the site by itself.")
    because = graphene.Field(EventCause, description="Why, where it is not plain.")
    paid_back = graphene.Field(Money, description="What was paid back with it.")
    note = graphene.String(required=True, description="In the words of who did it.")
    store = graphene.Field(Store, description="Whose parcel it speaks of; null: of the order as a whole.")

    @staticmethod
    def resolve_by(event: EventRow, info: Any) -> Awaitable[Any] | None:
        """Who did it."""
        return info.context.loaders.member.load(event.by_id) if event.by_id else None

    @staticmethod
    def resolve_because(event: EventRow, _info: Any) -> str | None:
        """Why."""
        return event.because or None

    @staticmethod
    def resolve_paid_back(event: Any, _info: Any) -> dict[str, Any] | None:
        """In the order's currency."""
        return money(event.amount, event.currency)

    @staticmethod
    def resolve_store(event: Any, info: Any) -> Awaitable[Any] | None:
        """Whose parcel."""
        return info.context.loaders.store.load(event.store_key) if event.store_key else None


OrderEventConnection: Any = connection(OrderEvent, "OrderEvent")


class OrderMessage(graphene.ObjectType):
    """What the shopper or the store wrote about a parcel."""

    at = graphene.DateTime(required=True, description="When.")
    author = graphene.NonNull(Member, description="Who wrote it.")
    text = graphene.String(required=True, description="Plain text of several lines.")

    @staticmethod
    def resolve_author(message: MessageRow, info: Any) -> Awaitable[Any]:
        """Who wrote it."""
        return info.context.loaders.member.load(message.author_id)


OrderMessageConnection: Any = connection(OrderMessage, "OrderMessage")


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
        graphene.NonNull(LotToPick), description="In the order of the shelves; null but for the store’s owner."
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
    async def resolve_picking_list(shipment: ShipmentRow, info: Any) -> list[ToPick] | None:
        """For the store's owner."""
        store = await info.context.loaders.store.load(shipment.store_id)
        if not owns(info, store):
            return None
        found: list[ToPick] = await in_database(picking_list)(shipment)
        return found


def shown_events(events: Any) -> Any:
    """Events with the order's currency and the store of their parcel, so that each is shown without another query."""
    return events.select_related(None).annotate(currency=F("order__currency"), store_key=F("shipment__store_id"))


async def _currency(shipment: ShipmentRow, info: Any) -> str:
    currency: str = await info.context.loaders.currency_of_shipment.load(shipment.pk)
    return currency


ShipmentConnection: Any = connection(Shipment, "Shipment")
