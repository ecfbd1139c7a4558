"""shipShipment: the parcel leaves."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shipment import Shipment
from shop.selectors.orders import access_own_shipment
from shop.services.ordering.shipments import ship


class ShipShipmentInput(graphene.InputObjectType):
    """Which parcel, and who brings it."""

    shipment = graphene.ID(required=True, description="The parcel’s id.")
    carrier = graphene.String(required=True, default_value="", description="Who brings it.")
    tracking = graphene.String(required=True, default_value="", description="The carrier’s number of it.")


class ShipShipment(graphene.Mutation):
    """Say that a parcel of your store has left; said again, it corrects carrier and number."""

    class Arguments:
        input = ShipShipmentInput(required=True, description="Which parcel, and who brings it.")

    shipment = graphene.Field(Shipment, description="The parcel as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Say so."""
        by = info.context.writer()
        shipment = access_own_shipment(by, local_key("Shipment", input["shipment"], field="shipment"))
        return {"shipment": ship(shipment=shipment, by=by, carrier=input["carrier"], tracking=input["tracking"])}
