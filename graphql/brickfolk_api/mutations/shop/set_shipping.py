"""setShipping: a store's whole shipping table."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.money import DecimalText
from brickfolk_api.types.shop.store import Store
from shop.selectors.stores import access_own_store
from shop.services.shipping import StepGiven, set_shipping


class ShippingStepInput(graphene.InputObjectType):
    """A line of the table: a parcel up to a weight and a value costs so much, in the store's currency."""

    country = graphene.String(required=True, default_value="**", description="Two letters; ** is everywhere else.")
    up_to_grams = graphene.Int(description="Null: any weight.")
    up_to_value = DecimalText(description="Of the goods; null: any.")
    price = DecimalText(required=True, description="What sending it costs.")


class SetShippingInput(graphene.InputObjectType):
    """Which store, and its table."""

    store = graphene.String(required=True, description="The store’s slug.")
    steps = graphene.List(
        graphene.NonNull(ShippingStepInput), required=True, description="The whole table; none: it sends nothing."
    )


class SetShipping(graphene.Mutation):
    """Set the shipping table of a store of yours: the one that there was goes. Quotes keep what they were made with."""

    class Arguments:
        input = SetShippingInput(required=True, description="Which store, and its table.")

    store = graphene.Field(Store, description="The store with its table.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Set it."""
        by = info.context.writer()
        store = access_own_store(by, input["store"])
        steps = [
            StepGiven(one["country"], one["price"], one.get("up_to_grams"), one.get("up_to_value"))
            for one in input["steps"]
        ]
        set_shipping(store=store, by=by, steps=steps)
        return {"store": store}
