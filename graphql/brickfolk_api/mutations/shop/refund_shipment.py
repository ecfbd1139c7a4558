"""refundShipment: a parcel was lost, or came back."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.ending import EndShipmentInput, ended
from brickfolk_api.types.shop.shipment import Shipment
from shop.services.ordering.refunds import refund_shipment


class RefundShipment(graphene.Mutation):
    """Pay back all that is left of a parcel that your store has sent."""

    class Arguments:
        input = EndShipmentInput(required=True, description="Which parcel, and why.")

    shipment = graphene.Field(Shipment, description="The parcel as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Pay it back."""
        return {"shipment": ended(refund_shipment, info.context.writer(), input)}
