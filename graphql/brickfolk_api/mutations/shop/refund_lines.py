"""refundLines: give back some pieces of a parcel."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shipment import Shipment
from shop.selectors.orders import access_own_shipment
from shop.services.ordering.refunds import LineGiven, refund_lines


class LineToRefund(graphene.InputObjectType):
    """A lot of the parcel, and how many of its pieces are given back altogether, those of earlier times too."""

    line = graphene.ID(required=True, description="The line’s id.")
    refunded = graphene.Int(required=True, description="How many pieces altogether.")


class RefundLinesInput(graphene.InputObjectType):
    """Which parcel, which lots of it, and why."""

    shipment = graphene.ID(required=True, description="The parcel’s id.")
    lines = graphene.List(graphene.NonNull(LineToRefund), required=True, description="Which lots, and how many.")
    reason = graphene.String(required=True, default_value="", description="What the shopper reads about it.")
    to_shelf = graphene.Boolean(
        required=True, default_value=False, description="Whether the pieces can be bought again."
    )


class RefundLines(graphene.Mutation):
    """Give back pieces of a parcel of your store: their price, and the part of the fees that belongs to them.

    The amounts follow from what was charged. Sent twice it is one refund.
    """

    class Arguments:
        input = RefundLinesInput(required=True, description="Which parcel, which lots of it, and why.")

    shipment = graphene.Field(Shipment, description="The parcel as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Give them back."""
        by = info.context.writer()
        shipment = access_own_shipment(by, local_key("Shipment", input["shipment"], field="shipment"))
        lines = [
            LineGiven(local_key("OrderLine", one["line"], field="lines"), one["refunded"]) for one in input["lines"]
        ]
        said = {"reason": input["reason"], "to_shelf": input["to_shelf"]}
        return {"shipment": refund_lines(shipment=shipment, by=by, lines=lines, **said)}
