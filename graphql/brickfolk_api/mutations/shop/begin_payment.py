"""beginPayment: where an order is paid."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.order import Order
from shop.selectors.orders import access_order
from shop.services.payments.beginning import begin_payment, where_to_pay


class BeginPayment(graphene.Mutation):
    """Begin to pay an order, or go on with it. Whoever opens the address pays there; then ask for the order."""

    class Arguments:
        order = graphene.String(required=True, description="The order’s code.")

    address = graphene.String(description="The page where it is paid; null for an order that costs nothing.")
    order = graphene.Field(Order, description="The order as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, order: str) -> dict[str, Any]:
        """Begin it."""
        by = info.context.writer()
        found = access_order(by, order)
        payment = begin_payment(order=found, by=by)
        address = where_to_pay(payment=payment, by=by) if found.total else None
        absolute = info.context.request.build_absolute_uri(address) if address else None
        return {"address": absolute, "order": access_order(by, order)}
