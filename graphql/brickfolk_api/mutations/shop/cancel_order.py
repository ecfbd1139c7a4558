"""cancelOrder: change one's mind before a store has begun."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.order import Order
from shop.selectors.orders import access_order
from shop.services.ordering.cancelling import cancel_order


class CancelOrder(graphene.Mutation):
    """Cancel an order of yours that no store has begun to pick; what was paid goes back."""

    class Arguments:
        code = graphene.String(required=True, description="The order’s code.")

    order = graphene.Field(Order, description="The order as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, code: str) -> dict[str, Any]:
        """Cancel it."""
        by = info.context.writer()
        cancel_order(order=access_order(by, code), by=by)
        return {"order": access_order(by, code)}
