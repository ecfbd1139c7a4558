"""placeOrder: take a quote."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.order import Order
from shop.selectors.orders import access_order
from shop.selectors.quotes import access_quote
from shop.services.ordering.addresses import Address
from shop.services.ordering.placing import place_order

_LINE = {"required": True, "default_value": ""}


class AddressInput(graphene.InputObjectType):
    """Who gets the parcels, and where; it has to lie in the quote's country."""

    email = graphene.String(required=True, description="Where letters about the order go.")
    name = graphene.String(required=True, description="Who gets the parcels.")
    street = graphene.String(required=True, description="Street and number.")
    extra = graphene.String(**_LINE, description="A second line.")
    postcode = graphene.String(**_LINE, description="The postcode.")
    city = graphene.String(required=True, description="The town.")
    region = graphene.String(**_LINE, description="The region, where it matters.")
    country = graphene.String(required=True, description="Two letters.")


class PlaceOrderInput(graphene.InputObjectType):
    """Which quote goes where. The price is the quote's: none is taken from you."""

    quote = graphene.String(required=True, description="The quote’s code.")
    key = graphene.String(
        required=True,
        description="Your own name of this order, 1 to 80 plain characters: sent again with the same quote and "
        "address it gives the same order, with others it is refused (KEY_REUSED).",
    )
    address = AddressInput(required=True, description="Who gets the parcels, and where.")


class PlaceOrder(graphene.Mutation):
    """Order a quote's parcels: all of its stock is held for you until reservedUntil, or nothing is ordered."""

    class Arguments:
        input = PlaceOrderInput(required=True, description="Which quote goes where.")

    order = graphene.Field(Order, description="The order, which waits to be paid.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Place it."""
        by = info.context.writer()
        quote, address = access_quote(by, input["quote"]), Address(**input["address"])
        placed = place_order(by=by, quote=quote, address=address, key=input["key"])
        return {"order": access_order(by, placed.code)}
