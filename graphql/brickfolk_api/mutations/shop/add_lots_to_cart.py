"""addLotsToCart: single lots, such as those of a wanted list."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import lots_given, lots_input
from brickfolk_api.types.shop.cart import Cart
from shop.selectors.carts import cart_of
from shop.services.carts import add_lots


class AddLotsToCart(graphene.Mutation):
    """Put single lots into your cart: a lot that is there becomes more."""

    class Arguments:
        lots = lots_input(required=True, description="Which lots, at most 5,000.")

    cart = graphene.Field(Cart, description="Your cart.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, lots: list[Any]) -> dict[str, Any]:
        """Add them."""
        by = info.context.writer()
        add_lots(by=by, lots=lots_given(lots))
        return {"cart": cart_of(by)}
