"""What a shopper means to buy."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.part import Part
from brickfolk_api.types.revision import Revision
from shop.models import Cart as CartRow
from shop.models import CartKit as KitRow
from shop.models import CartLot as LotRow

OLDEST = (Order("id"),)


class CartKit(graphene.ObjectType):
    """So many kits of a build."""

    revision = graphene.Field(Revision, description="The revision; null where you may not see it any more.")
    quantity = graphene.Int(required=True, description="How many kits.")

    @staticmethod
    def resolve_revision(kit: KitRow, info: Any) -> Awaitable[Any]:
        """The revision, as the viewer may see it."""
        return info.context.loaders.visible_revision.load(kit.revision_id)


class CartLot(graphene.ObjectType):
    """So many pieces of a part in a colour, of no build."""

    id = graphene.ID(required=True, description="The global id, for setCartLot.")
    part = graphene.NonNull(Part, description="The part.")
    colour = graphene.NonNull(Colour, description="Its colour.")
    quantity = graphene.Int(required=True, description="How many pieces.")

    @staticmethod
    def resolve_id(lot: LotRow, _info: Any) -> str:
        """The global id."""
        return global_id("CartLot", lot.pk)

    @staticmethod
    def resolve_part(lot: LotRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(lot.part_id)

    @staticmethod
    def resolve_colour(lot: LotRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(lot.colour_id)


CartKitConnection: Any = connection(CartKit, "CartKit")
CartLotConnection: Any = connection(CartLot, "CartLot")


class Cart(graphene.ObjectType):
    """Your cart. Prices come with a quote: ask quoteCart."""

    kits = connection_field(CartKitConnection, description="Kits of builds.")
    lots = connection_field(CartLotConnection, description="Single lots.")

    @staticmethod
    def resolve_kits(cart: CartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Kits of builds."""
        return list_of(info, KitRow.objects.filter(cart=cart), OLDEST, arguments)

    @staticmethod
    def resolve_lots(cart: CartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Single lots."""
        return list_of(info, LotRow.objects.filter(cart=cart), OLDEST, arguments)
