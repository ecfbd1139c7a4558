"""withdrawOffer: take a lot off the shelf."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.offer import Offer
from shop.selectors.offers import access_own_offer
from shop.services.offers import withdraw_offer


class WithdrawOffer(graphene.Mutation):
    """Take a lot of yours off the shelf; what orders hold stays theirs."""

    class Arguments:
        id = graphene.ID(required=True, description="The offer’s id.")

    offer = graphene.Field(Offer, description="The offer as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Take it off."""
        by = info.context.writer()
        offer = access_own_offer(by, local_key("Offer", id, field="id"))
        return {"offer": withdraw_offer(offer=offer, by=by)}
