"""What stands in a parcel of an order: its lots, what happened to it, what was written about it."""

from collections.abc import Awaitable
from typing import Any

import graphene
from django.db.models import F

from brickfolk_api.connections import connection
from brickfolk_api.identifiers import global_id
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.member import Member
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.part import Part
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.enums import EventCause
from brickfolk_api.types.shop.store import Store
from shop.models import OrderEvent as EventRow
from shop.models import OrderLine as LineRow
from shop.models import OrderMessage as MessageRow
from shop.selectors.picking import ToPick


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


def shown_events(events: Any) -> Any:
    """Events with the order's currency and the store of their parcel, so that each is shown without another query."""
    return events.select_related(None).annotate(currency=F("order__currency"), store_key=F("shipment__store_id"))
