"""writeOrderMessage: write to the other side about a parcel."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shipment import Shipment
from shop.selectors.orders import access_shipment
from shop.services.ordering.messages import write_message


class WriteOrderMessageInput(graphene.InputObjectType):
    """About which parcel, and what."""

    shipment = graphene.ID(required=True, description="The parcel’s id.")
    text = graphene.String(required=True, description="Plain text, at most 4,000 characters.")


class WriteOrderMessage(graphene.Mutation):
    """Write to the store about a parcel of yours, or to the shopper about one that your store sends."""

    class Arguments:
        input = WriteOrderMessageInput(required=True, description="About which parcel, and what.")

    shipment = graphene.Field(Shipment, description="The parcel with its messages.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Write it."""
        by = info.context.writer()
        shipment = access_shipment(by, local_key("Shipment", input["shipment"], field="shipment"))
        write_message(shipment=shipment, by=by, text=input["text"])
        return {"shipment": shipment}
