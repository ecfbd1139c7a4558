"""cancelShipment: the store cannot send it."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.ending import EndShipmentInput, ended
from brickfolk_api.types.shop.shipment import Shipment
from shop.services.ordering.refunds import cancel_shipment


class CancelShipment(graphene.Mutation):
    """Cancel a parcel of your store before it is sent: all that is left of it is paid back."""

    class Arguments:
        input = EndShipmentInput(required=True, description="Which parcel, and why.")

    shipment = graphene.Field(Shipment, description="The parcel as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Cancel it."""
        return {"shipment": ended(cancel_shipment, info.context.writer(), input)}
