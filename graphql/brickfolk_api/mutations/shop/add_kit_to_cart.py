"""addKitToCart: so many kits more."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import KitInput, revision_given
from brickfolk_api.types.shop.cart import Cart
from shop.selectors.carts import cart_of
from shop.services.carts import add_kit


class AddKitToCart(graphene.Mutation):
    """Put kits into your cart: one that is there becomes more."""

    class Arguments:
        input = KitInput(required=True, description="Which kit, and how many.")

    cart = graphene.Field(Cart, description="Your cart.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Add them."""
        by = info.context.writer()
        add_kit(by=by, revision=revision_given(by, input), quantity=input["quantity"])
        return {"cart": cart_of(by)}
