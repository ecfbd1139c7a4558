"""What the two ways of ending a whole parcel share."""

from collections.abc import Callable
from typing import Any

import graphene

from accounts.models import User
from brickfolk_api.identifiers import local_key
from shop.models import Shipment
from shop.selectors.orders import access_own_shipment


class EndShipmentInput(graphene.InputObjectType):
    """Which parcel, and why."""

    shipment = graphene.ID(required=True, description="The parcel’s id.")
    reason = graphene.String(required=True, default_value="", description="What the shopper reads about it.")
    to_shelf = graphene.Boolean(
        required=True, default_value=False, description="Whether the pieces can be bought again."
    )


def ended(service: Callable[..., Shipment], by: User, given: Any) -> Shipment:
    """The parcel of a store of one's own, ended by a service. Raises NotFound, and what the service does."""
    shipment = access_own_shipment(by, local_key("Shipment", given["shipment"], field="shipment"))
    return service(shipment=shipment, by=by, reason=given["reason"], to_shelf=given["to_shelf"])
