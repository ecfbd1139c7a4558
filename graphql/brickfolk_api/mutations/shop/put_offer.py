"""putOffer: a lot onto the shelf, or said anew."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.offer_given import OfferDetails, offer_given
from brickfolk_api.types.shop.offer import Offer
from shop.selectors.stores import access_own_store
from shop.services.offers import put_offer


class PutOfferInput(OfferDetails):
    """Which store, and the lot."""

    store = graphene.String(required=True, description="The store’s slug.")


class PutOffer(graphene.Mutation):
    """Put a lot onto your shelf, or say all of it anew where it is there."""

    class Arguments:
        input = PutOfferInput(required=True, description="Which store, and the lot.")

    offer = graphene.Field(Offer, description="The offer as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Put it there."""
        by = info.context.writer()
        store = access_own_store(by, input["store"])
        return {"offer": put_offer(store=store, by=by, given=offer_given(input))}
