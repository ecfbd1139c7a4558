"""setCartKit: exactly so many kits."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import KitInput, revision_given
from brickfolk_api.types.shop.cart import Cart
from shop.selectors.carts import cart_of
from shop.services.carts import set_kit_quantity


class SetCartKit(graphene.Mutation):
    """Say how many kits of a build lie in your cart; 0 takes it out."""

    class Arguments:
        input = KitInput(required=True, description="Which kit, and how many.")

    cart = graphene.Field(Cart, description="Your cart.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Set it."""
        by = info.context.writer()
        set_kit_quantity(by=by, revision=revision_given(by, input), quantity=input["quantity"])
        return {"cart": cart_of(by)}
