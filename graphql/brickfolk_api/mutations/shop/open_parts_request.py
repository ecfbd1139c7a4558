"""openPartsRequest: ask all stores for what none has."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import keys_given, lots_input
from brickfolk_api.types.shop.parts_request import PartsRequest
from shop.selectors.quotes import access_quote
from shop.selectors.requests import access_request
from shop.services.requests import AskedLot, open_request


class OpenPartsRequestInput(graphene.InputObjectType):
    """Which lots, and where to."""

    lots = lots_input(required=True, description="Which lots, 1 to 500.")
    country = graphene.String(required=True, description="Where they go, as two letters.")
    note = graphene.String(required=True, default_value="", description="What stores read about it.")
    days = graphene.Int(required=True, default_value=14, description="How long it stays open, 1 to 60.")
    quote = graphene.String(description="The code of a quote of yours that these lots are missing in.")


class OpenPartsRequest(graphene.Mutation):
    """Ask all stores for lots that none has. They answer with offers that only you see, and your quotes take."""

    class Arguments:
        input = OpenPartsRequestInput(required=True, description="Which lots, and where to.")

    request = graphene.Field(PartsRequest, description="Your request.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Ask."""
        by = info.context.writer()
        keys = zip(keys_given(input["lots"]), input["lots"], strict=True)
        lots = [AskedLot(part, colour, one["quantity"]) for (part, colour), one in keys]
        quote = access_quote(by, input["quote"]) if input.get("quote") else None
        said = {name: input[name] for name in ("country", "note", "days")}
        made = open_request(by=by, lots=lots, quote=quote, **said)
        return {"request": access_request(by, made.pk)}
