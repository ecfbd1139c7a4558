"""closeRequest: take a question back."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.parts_request import PartsRequest
from shop.selectors.requests import access_request
from shop.services.requests import close_request


class CloseRequest(graphene.Mutation):
    """Close a request of yours: its answers are offered no longer."""

    class Arguments:
        id = graphene.ID(required=True, description="The request’s id.")

    request = graphene.Field(PartsRequest, description="The request as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Close it."""
        by = info.context.writer()
        request = access_request(by, local_key("PartsRequest", id, field="id"))
        return {"request": close_request(request=request, by=by)}
