"""clearCart: take everything out."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.cart import Cart
from shop.selectors.carts import cart_of
from shop.services.carts import clear


class ClearCart(graphene.Mutation):
    """Empty your cart."""

    cart = graphene.Field(Cart, description="Your cart.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any) -> dict[str, Any]:
        """Empty it."""
        by = info.context.writer()
        clear(by=by)
        return {"cart": cart_of(by)}
