"""answerPartsRequest: offer one shopper what no store has."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.offer_given import OfferDetails, offer_given
from brickfolk_api.types.shop.parts_request import PartsRequest
from shop.selectors.requests import access_request
from shop.selectors.stores import access_own_store
from shop.services.requests import answer_request


class AnswerPartsRequestInput(graphene.InputObjectType):
    """Which request, from which store, with what."""

    request = graphene.ID(required=True, description="The request’s id.")
    store = graphene.String(required=True, description="The slug of a store of yours.")
    offers = graphene.List(
        graphene.NonNull(OfferDetails), required=True, description="Lots that the request asks for, 1 to 500."
    )


class AnswerPartsRequest(graphene.Mutation):
    """Offer lots to the shopper of a request; said again, the newer offer of a lot holds."""

    class Arguments:
        input = AnswerPartsRequestInput(required=True, description="Which request, from which store, with what.")

    request = graphene.Field(PartsRequest, description="The request with your answers.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Answer it."""
        by = info.context.writer()
        request = access_request(by, local_key("PartsRequest", input["request"], field="request"))
        offers = [offer_given(one) for one in input["offers"]]
        answer_request(request=request, store=access_own_store(by, input["store"]), by=by, offers=offers)
        return {"request": request}
