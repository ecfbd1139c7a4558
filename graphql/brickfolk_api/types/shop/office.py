"""A store's back office: what only its owner sees."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.enums import ShipmentState, plain
from brickfolk_api.types.shop.offer import OfferConnection
from brickfolk_api.types.shop.offer_import import OfferImportConnection
from brickfolk_api.types.shop.shipment import ShipmentConnection
from brickfolk_api.types.shop.store import Store
from shop.models import Store as StoreRow
from shop.selectors.offers import imports_of_store, offers_of_store
from shop.selectors.orders import shipments_of_store

NEWEST = (Order("id", descending=True),)


class StoreOffice(graphene.ObjectType):
    """The back office of a store of yours."""

    store = graphene.NonNull(Store, description="The store.")
    shipments = connection_field(
        ShipmentConnection,
        state=ShipmentState(description="Only those that are so far."),
        description="Paid parcels, the newest first; of their orders nothing else.",
    )
    offers = connection_field(
        OfferConnection,
        text=graphene.String(
            required=True, default_value="", description="Words of part, colour, comment or remarks; a lot’s number."
        ),
        condition=Condition(description="Only new or only used ones."),
        sold_out=graphene.Boolean(description="False: what can be bought; true: the others; left out: all."),
        description="Your lots, the newest first.",
    )
    imports = connection_field(OfferImportConnection, description="Files that you handed in, the newest first.")

    @staticmethod
    def resolve_store(store: StoreRow, _info: Any) -> StoreRow:
        """The store itself."""
        return store

    @staticmethod
    def resolve_shipments(store: StoreRow, info: Any, state: Any = None, **arguments: Any) -> Awaitable[Any]:
        """Paid parcels."""
        found = shipments_of_store(store, plain(state)).select_related(None)
        return list_of(info, found, NEWEST, arguments | {"state": plain(state)})

    @staticmethod
    def resolve_offers(
        store: StoreRow, info: Any, text: str, condition: Any = None, sold_out: bool | None = None, **arguments: Any
    ) -> Awaitable[Any]:
        """The shelf."""
        found = offers_of_store(store, text, condition=plain(condition), sold_out=sold_out).select_related(None)
        asked = {"text": text, "condition": plain(condition), "sold_out": sold_out}
        return list_of(info, found, NEWEST, arguments | asked)

    @staticmethod
    def resolve_imports(store: StoreRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What was handed in."""
        return list_of(info, imports_of_store(store), NEWEST, arguments)
