"""An order as its shopper sees it: all of it."""

from collections.abc import Awaitable
from typing import Any

import graphene
from django.urls import reverse

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.lists import list_of
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.shop.enums import OrderState, OrderStatus
from brickfolk_api.types.shop.parcel_rows import OrderEventConnection, shown_events
from brickfolk_api.types.shop.quote import Quote
from brickfolk_api.types.shop.shipment import OLDEST, Address, Shipment
from shop.models import Order as OrderRow
from shop.models import Shipment as ShipmentRow
from shop.selectors.order_states import may_be_cancelled, shown_state
from shop.selectors.orders import history_of


class Order(graphene.ObjectType):
    """A quote that you took. Only you see it; each store sees its own parcel."""

    id = graphene.ID(required=True, description="The global id.")
    code = graphene.String(required=True, description="What people call it by.")
    path = graphene.String(required=True, description="Its page on this site.")
    state = graphene.Field(OrderState, required=True, description="How its money stands.")
    status = graphene.Field(OrderStatus, required=True, description="How it stands as a whole.")
    quote = graphene.Field(Quote, description="The quote that was taken.")
    total = graphene.NonNull(Money, description="What is charged.")
    refunded = graphene.NonNull(Money, description="What of it was paid back.")
    created_at = graphene.DateTime(required=True, description="When it was placed.")
    reserved_until = graphene.DateTime(required=True, description="Until when its parts are held without being paid.")
    paid_at = graphene.DateTime(description="When it was paid.")
    may_be_cancelled = graphene.Boolean(required=True, description="Whether you can still cancel it.")
    email = graphene.String(required=True, description="Where letters about it go.")
    address = graphene.NonNull(Address, description="Where its parcels go.")
    shipments = graphene.List(graphene.NonNull(Shipment), required=True, description="A parcel of each store.")
    history = connection_field(OrderEventConnection, description="What happened to it and its parcels, oldest first.")

    @staticmethod
    def resolve_id(order: OrderRow, _info: Any) -> str:
        """The global id."""
        return global_id("Order", order.pk)

    @staticmethod
    def resolve_path(order: OrderRow, _info: Any) -> str:
        """The address of its page."""
        return reverse("web:order", args=[order.code])

    @staticmethod
    def resolve_status(order: OrderRow, _info: Any) -> str:
        """In one word."""
        return shown_state(order).value

    @staticmethod
    def resolve_quote(order: OrderRow, info: Any) -> Awaitable[Any]:
        """What was taken."""
        return info.context.loaders.quote.load(order.quote_id)

    @staticmethod
    def resolve_total(order: OrderRow, _info: Any) -> dict[str, Any] | None:
        """In its currency."""
        return money(order.total, order.currency)

    @staticmethod
    def resolve_refunded(order: OrderRow, _info: Any) -> dict[str, Any] | None:
        """In its currency."""
        return money(order.refunded, order.currency)

    @staticmethod
    def resolve_may_be_cancelled(order: OrderRow, _info: Any) -> bool:
        """Whether nobody has begun to pick it."""
        return may_be_cancelled(order)

    @staticmethod
    def resolve_address(order: OrderRow, _info: Any) -> OrderRow:
        """Its own columns."""
        return order

    @staticmethod
    def resolve_shipments(order: OrderRow, _info: Any) -> list[ShipmentRow]:
        """Its parcels, which every selector of orders reads along."""
        return list(order.shipments.all())

    @staticmethod
    def resolve_history(order: OrderRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What happened to it."""
        return list_of(info, shown_events(history_of(order)), OLDEST, arguments)


OrderConnection: Any = connection(Order, "Order")
