"""What a quote's price consists of: its lines with their reasons, parcels, and the lots in them."""

from collections.abc import Awaitable
from typing import Any

import graphene
from graphene.types.generic import GenericScalar

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.bom import PriceReason
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.member import Member
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.part import Part
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.enums import ChargeKind
from brickfolk_api.types.shop.store import Store
from shop.models import QuoteCharge
from shop.models import QuoteLine as LineRow
from shop.models import QuoteParcel as ParcelRow
from shop.selectors.quote_rows import lines_of_parcel
from shop.services.quoting.lots import lot_key
from shop.services.quoting.wording import charge_name, charge_rule

Row = tuple[QuoteCharge, str]  # with the currency of its quote
DEAREST = (Order("line_price", descending=True), Order("id"))
LARGEST = (Order("goods", descending=True), Order("id"))


class Charge(graphene.ObjectType):
    """One line of a price, who gets it, and why it is what it is. All of a quote add up to its total."""

    kind = graphene.Field(ChargeKind, required=True, description="What it pays.")
    name = graphene.String(required=True, description="What it is called, for people.")
    amount = graphene.NonNull(Money, description="How much; rounded once, to cents.")
    store = graphene.Field(Store, description="The store that gets it.")
    designer = graphene.Field(Member, description="The designer who gets it.")
    reason = graphene.NonNull(PriceReason, description="The rule, and what it was given.")

    @staticmethod
    def resolve_name(row: Row, _info: Any) -> str:
        """In words."""
        return charge_name(row[0].kind, row[0].reason)

    @staticmethod
    def resolve_kind(row: Row, _info: Any) -> str:
        """What it pays."""
        return row[0].kind

    @staticmethod
    def resolve_amount(row: Row, _info: Any) -> dict[str, Any] | None:
        """In the quote's currency."""
        return money(row[0].amount, row[1])

    @staticmethod
    def resolve_store(row: Row, info: Any) -> Awaitable[Any] | None:
        """The store, where one gets it."""
        key = row[0].store_id
        return info.context.loaders.store.load(key) if key else None

    @staticmethod
    def resolve_designer(row: Row, info: Any) -> Awaitable[Any] | None:
        """The designer, where one gets it."""
        key = row[0].designer_id
        return info.context.loaders.member.load(key) if key else None

    @staticmethod
    def resolve_reason(row: Row, _info: Any) -> dict[str, Any]:
        """The rule with its inputs."""
        charge = row[0]
        told = charge.reason
        message = charge_rule(charge.kind, told)
        return {"rule": told["rule"], "message": message, "inputs": told["inputs"], "date": told.get("date")}


class QuoteLine(graphene.ObjectType):
    """So many pieces of an offer, at the price as it was when the quote was made."""

    id = graphene.ID(required=True, description="The global id.")
    store = graphene.NonNull(Store, description="Where they come from.")
    part = graphene.NonNull(Part, description="The part.")
    colour = graphene.NonNull(Colour, description="Its colour.")
    condition = graphene.Field(Condition, required=True, description="New or used.")
    lot = graphene.String(required=True, description="The key of the lot that it fills, as Quote.needs gives it.")
    is_substitute = graphene.Boolean(required=True, description="Whether it stands for another part or colour.")
    quantity = graphene.Int(required=True, description="How many are bought.")
    spare = graphene.Int(required=True, description="How many of them nobody needs: a multiple, or a lower price.")
    each = graphene.NonNull(Money, description="Of one, in the quote’s currency.")
    together = graphene.NonNull(Money, description="Of the line, rounded to cents.")
    asked = graphene.NonNull(Money, description="Of one, as the store asked it, in its currency.")

    @staticmethod
    def resolve_id(line: Any, _info: Any) -> str:
        """The global id."""
        return global_id("QuoteLine", line.pk)

    @staticmethod
    def resolve_store(line: Any, info: Any) -> Awaitable[Any]:
        """Where they come from."""
        return info.context.loaders.store.load(line.store_key)

    @staticmethod
    def resolve_part(line: LineRow, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(line.part_id)

    @staticmethod
    def resolve_colour(line: LineRow, info: Any) -> Awaitable[Any]:
        """Its colour."""
        return info.context.loaders.colour.load(line.colour_id)

    @staticmethod
    def resolve_lot(line: LineRow, _info: Any) -> str:
        """The lot that it is for."""
        return line.stands_for or lot_key(line.part_id, line.colour_id)

    @staticmethod
    def resolve_is_substitute(line: LineRow, _info: Any) -> bool:
        """Whether it is another part or colour."""
        return bool(line.stands_for)

    @staticmethod
    def resolve_each(line: Any, _info: Any) -> dict[str, Any] | None:
        """Of one."""
        return money(line.unit_price, line.currency)

    @staticmethod
    def resolve_together(line: Any, _info: Any) -> dict[str, Any] | None:
        """Of all of them."""
        return money(line.line_price, line.currency)

    @staticmethod
    def resolve_asked(line: LineRow, _info: Any) -> dict[str, Any] | None:
        """As the store asked."""
        return money(line.asked_price, line.asked_currency)


QuoteLineConnection: Any = connection(QuoteLine, "QuoteLine")


class QuoteParcel(graphene.ObjectType):
    """What comes from one store."""

    store = graphene.NonNull(Store, description="Where it comes from.")
    goods = graphene.NonNull(Money, description="The sum of its lines.")
    shipping = graphene.NonNull(Money, description="What sending it costs.")
    shipping_reason = GenericScalar(description="The step of the store’s table, and what it was looked up with.")
    grams = graphene.Int(description="Its weight, where all parts’ are known.")
    minimum = graphene.NonNull(Money, description="What its goods had to come to.")
    lines = connection_field(QuoteLineConnection, description="Its lots, the dearest first.")

    @staticmethod
    def resolve_store(parcel: ParcelRow, info: Any) -> Awaitable[Any]:
        """Where it comes from."""
        return info.context.loaders.store.load(parcel.store_id)

    @staticmethod
    def resolve_goods(parcel: Any, _info: Any) -> dict[str, Any] | None:
        """The sum of its lines."""
        return money(parcel.goods, parcel.currency)

    @staticmethod
    def resolve_shipping(parcel: Any, _info: Any) -> dict[str, Any] | None:
        """What sending it costs."""
        return money(parcel.shipping, parcel.currency)

    @staticmethod
    def resolve_minimum(parcel: Any, _info: Any) -> dict[str, Any] | None:
        """What its goods had to come to."""
        return money(parcel.minimum, parcel.currency)

    @staticmethod
    def resolve_lines(parcel: ParcelRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Its lots."""
        return list_of(info, lines_of_parcel(parcel), DEAREST, arguments)


QuoteParcelConnection: Any = connection(QuoteParcel, "QuoteParcel")
