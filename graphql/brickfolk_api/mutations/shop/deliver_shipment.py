"""deliverShipment: the parcel is there."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shipment import Shipment
from shop.selectors.orders import access_shipment
from shop.services.ordering.shipments import deliver


class DeliverShipment(graphene.Mutation):
    """Say that a parcel is there: one that you got, or that your store sent."""

    class Arguments:
        id = graphene.ID(required=True, description="The parcel’s id.")

    shipment = graphene.Field(Shipment, description="The parcel as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Say so."""
        by = info.context.writer()
        shipment = access_shipment(by, local_key("Shipment", id, field="id"))
        return {"shipment": deliver(shipment=shipment, by=by)}
