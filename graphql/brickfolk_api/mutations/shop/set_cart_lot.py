"""setCartLot: exactly so many pieces."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.cart import Cart
from shop.selectors.carts import cart_of
from shop.services.carts import set_lot_quantity


class SetCartLotInput(graphene.InputObjectType):
    """Which lot of the cart, and how many."""

    lot = graphene.ID(required=True, description="The id that the cart gives it.")
    quantity = graphene.Int(required=True, description="How many pieces; 0 takes it out.")


class SetCartLot(graphene.Mutation):
    """Say how many pieces of a lot lie in your cart; 0 takes it out."""

    class Arguments:
        input = SetCartLotInput(required=True, description="Which lot, and how many.")

    cart = graphene.Field(Cart, description="Your cart.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Set it."""
        by = info.context.writer()
        set_lot_quantity(by=by, lot_id=local_key("CartLot", input["lot"], field="lot"), quantity=input["quantity"])
        return {"cart": cart_of(by)}
