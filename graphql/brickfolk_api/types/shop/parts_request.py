"""A shopper's question to all stores, and what stores answered."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.member import Member
from brickfolk_api.types.part import Part
from brickfolk_api.types.shop.enums import RequestState
from brickfolk_api.types.shop.offer import OfferConnection
from brickfolk_api.types.shop.quote import Quote
from shop.models import PartsRequest as RequestRow
from shop.models import RequestLot as LotRow
from shop.selectors.requests import answers_to

CHEAPEST = (Order("part_id"), Order("colour_id"), Order("price"), Order("id"))
OLDEST = (Order("id"),)


class RequestLot(graphene.ObjectType):
    """A lot that is asked for."""

    part = graphene.NonNull(Part, description="The part.")
    colour = graphene.NonNull(Colour, description="Its colour.")
    quantity = graphene.Int(required=True, description="How many pieces.")

    @staticmethod
    def resolve_part(lot: LotRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(lot.part_id)

    @staticmethod
    def resolve_colour(lot: LotRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(lot.colour_id)


RequestLotConnection: Any = connection(RequestLot, "RequestLot")


class PartsRequest(graphene.ObjectType):
    """Lots that a shopper asks all stores for. Whoever has an open store sees it while it is open."""

    id = graphene.ID(required=True, description="The global id.")
    shopper = graphene.NonNull(Member, description="Who asks.")
    is_own = graphene.Boolean(required=True, description="Whether it is yours.")
    country = graphene.String(required=True, description="Where the lots go, as two letters.")
    note = graphene.String(required=True, description="What stores read about it.")
    state = graphene.Field(RequestState, required=True, description="Whether stores may still answer.")
    created_at = graphene.DateTime(required=True, description="When it was asked.")
    closes_at = graphene.DateTime(required=True, description="Until when stores may answer.")
    quote = graphene.Field(Quote, description="Your quote that these lots are missing in; null for others.")
    lots = connection_field(RequestLotConnection, description="What is asked for.")
    answers = connection_field(
        OfferConnection,
        description="What stores offer, the cheapest of a lot first: all to its shopper, to a store its own.",
    )

    @staticmethod
    def resolve_id(request: RequestRow, _info: Any) -> str:
        """The global id."""
        return global_id("PartsRequest", request.pk)

    @staticmethod
    def resolve_shopper(request: RequestRow, info: Any) -> Awaitable[Any]:
        """Who asks."""
        return info.context.loaders.member.load(request.shopper_id)

    @staticmethod
    def resolve_is_own(request: RequestRow, info: Any) -> bool:
        """Whether the viewer asks."""
        viewer = info.context.viewer
        return viewer is not None and request.shopper_id == viewer.pk

    @staticmethod
    def resolve_quote(request: RequestRow, info: Any) -> Awaitable[Any] | None:
        """The viewer's own quote."""
        return info.context.loaders.quote.load(request.quote_id) if request.quote_id else None

    @staticmethod
    def resolve_lots(request: RequestRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What is asked for."""
        return list_of(info, LotRow.objects.filter(request=request), OLDEST, arguments)

    @staticmethod
    def resolve_answers(request: RequestRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What is offered, as far as the viewer may see it."""
        return list_of(info, answers_to(request, info.context.viewer).select_related(None), CHEAPEST, arguments)


PartsRequestConnection: Any = connection(PartsRequest, "PartsRequest")
