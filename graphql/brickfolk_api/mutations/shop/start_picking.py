"""startPicking: the store begins with a parcel."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shipment import Shipment
from shop.selectors.orders import access_own_shipment
from shop.services.ordering.shipments import start_picking


class StartPicking(graphene.Mutation):
    """Begin to pick a parcel of your store: from now on the shopper cannot cancel."""

    class Arguments:
        id = graphene.ID(required=True, description="The parcel’s id.")

    shipment = graphene.Field(Shipment, description="The parcel as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Begin."""
        by = info.context.writer()
        shipment = access_own_shipment(by, local_key("Shipment", id, field="id"))
        return {"shipment": start_picking(shipment=shipment, by=by)}
