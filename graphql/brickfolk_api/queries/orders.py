"""Asking for one's own orders, and for parcels by whoever has to do with them."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.keysets import Order as By
from brickfolk_api.keysets import Page, page_of, paging
from brickfolk_api.types.shop.order import Order, OrderConnection
from brickfolk_api.types.shop.shipment import Shipment
from common.errors import NotFound
from shop.models import Order as OrderRow
from shop.models import Shipment as ShipmentRow
from shop.selectors.orders import access_order, access_shipment, orders_of


class OrderQueries(graphene.ObjectType):
    """What you bought."""

    order = graphene.Field(
        Order,
        code=graphene.String(required=True, description="What it is called by."),
        description="An order of yours.",
    )
    orders = connection_field(OrderConnection, description="Your orders, the newest first.")
    shipment = graphene.Field(
        Shipment,
        id=graphene.ID(required=True, description="Its global id."),
        description="A parcel that you get, or, once it is paid, one that your store sends.",
    )

    @staticmethod
    @in_database
    def resolve_order(_root: None, info: Any, code: str) -> OrderRow | None:
        """An order of the viewer's; of another's nobody learns that it exists."""
        try:
            return access_order(info.context.viewer, code)
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_orders(_root: None, info: Any, **arguments: Any) -> Page:
        """The viewer's orders, with their parcels."""
        return page_of(orders_of(info.context.viewer), (By("id", descending=True),), paging(arguments))

    @staticmethod
    @in_database
    def resolve_shipment(_root: None, info: Any, id: str) -> ShipmentRow | None:
        """A parcel for its shopper or its store's owner."""
        try:
            return access_shipment(info.context.viewer, local_key("Shipment", id, field="id"))
        except NotFound:
            return None
