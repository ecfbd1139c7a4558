"""Asking for stores and their offices, offers, and the market of a lot."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import local_key
from brickfolk_api.keysets import Page, page_of, paging
from brickfolk_api.types.shop.market import market_field
from brickfolk_api.types.shop.offer_import import OfferImport
from brickfolk_api.types.shop.office import StoreOffice
from brickfolk_api.types.shop.store import BY_NAME, Store, StoreConnection
from common.errors import NotFound
from shop.models import OfferImport as ImportRow
from shop.models import Store as StoreRow
from shop.selectors.offers import access_own_import
from shop.selectors.stores import access_own_store, access_store, stores_of, visible_stores


class StoreQueries(graphene.ObjectType):
    """Who sells."""

    store = graphene.Field(
        Store,
        slug=graphene.String(required=True, description="Its name in addresses."),
        description="An open store, or one of yours.",
    )
    stores = connection_field(
        StoreConnection,
        own=graphene.Boolean(required=True, default_value=False, description="True: only yours, closed ones too."),
        description="Open stores by name.",
    )
    store_office = graphene.Field(
        StoreOffice,
        slug=graphene.String(required=True, description="The store’s name in addresses."),
        description="The back office of a store of yours; of another’s there is none.",
    )
    offer_import = graphene.Field(
        OfferImport,
        id=graphene.ID(required=True, description="Its global id."),
        description="A file that you handed in: ask again until it is DONE or FAILED.",
    )
    market = market_field(of_part=False)

    @staticmethod
    @in_database
    def resolve_store(_root: None, info: Any, slug: str) -> StoreRow | None:
        """A store that the viewer may see."""
        try:
            return access_store(info.context.viewer, slug)
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_stores(_root: None, info: Any, own: bool, **arguments: Any) -> Page:
        """Open stores, or the viewer's own."""
        viewer = info.context.viewer
        found = stores_of(viewer) if own else visible_stores(viewer).filter(is_open=True).select_related(None)
        return page_of(found, BY_NAME, paging(arguments))

    @staticmethod
    @in_database
    def resolve_store_office(_root: None, info: Any, slug: str) -> StoreRow | None:
        """A store of the viewer's."""
        try:
            return access_own_store(info.context.viewer, slug)
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_offer_import(_root: None, info: Any, id: str) -> ImportRow | None:
        """An import of the viewer's."""
        try:
            return access_own_import(info.context.viewer, local_key("OfferImport", id, field="id"))
        except NotFound:
            return None
