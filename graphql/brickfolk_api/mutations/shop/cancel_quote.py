"""cancelQuote: stop a search."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.quote import Quote
from shop.selectors.quotes import access_quote
from shop.services.quoting.ending import cancel_quote


class CancelQuote(graphene.Mutation):
    """Stop the search for a quote of yours."""

    class Arguments:
        code = graphene.String(required=True, description="The quote’s code.")

    quote = graphene.Field(Quote, description="The quote as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, code: str) -> dict[str, Any]:
        """Stop it."""
        by = info.context.writer()
        return {"quote": cancel_quote(quote=access_quote(by, code), by=by)}
