"""quoteAgain: the same once more, with other choices or more time."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import choices_given
from brickfolk_api.types.shop.choices import QuoteChoicesInput
from brickfolk_api.types.shop.quote import Quote
from shop.selectors.quotes import access_quote
from shop.services.quoting.asking import quote_again


class QuoteAgainInput(graphene.InputObjectType):
    """Which quote, and what is to be otherwise; what is left out is as it was there."""

    quote = graphene.String(required=True, description="The quote’s code.")
    country = graphene.String(description="Where the parcels go: a country’s two letters.")
    currency = graphene.String(description="In which you pay.")
    choices = QuoteChoicesInput(description="All choices anew, as a change or a way of the quote gives them.")
    seconds = graphene.Int(description="How long to search, 1 to 60.")


class QuoteAgain(graphene.Mutation):
    """Ask for a new quote for what another one was for. The old one stays as it is."""

    class Arguments:
        input = QuoteAgainInput(required=True, description="Which quote, and what is to be otherwise.")

    quote = graphene.Field(Quote, description="The new quote, for which a worker searches.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Ask for it."""
        by = info.context.writer()
        choices = None if input.get("choices") is None else choices_given(input["choices"])
        asked = {"country": input.get("country") or "", "currency": input.get("currency") or ""}
        again = quote_again(
            quote=access_quote(by, input["quote"]), by=by, choices=choices, seconds=input.get("seconds"), **asked
        )
        return {"quote": again}
