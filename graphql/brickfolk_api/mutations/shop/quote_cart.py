"""quoteCart: a quote for all that lies in the cart."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import choices_given
from brickfolk_api.types.shop.choices import QuoteChoicesInput
from brickfolk_api.types.shop.quote import Quote
from shop.services.carts import quote_cart


class QuoteCartInput(graphene.InputObjectType):
    """Where to, and what you choose."""

    country = graphene.String(required=True, description="Where the parcels go: a country’s two letters.")
    currency = graphene.String(required=True, default_value="EUR", description="In which you pay.")
    choices = QuoteChoicesInput(description="What you choose about the basket.")
    seconds = graphene.Int(required=True, default_value=5, description="How long to search, 1 to 60.")


class QuoteCart(graphene.Mutation):
    """Ask for a quote for your cart, which stays as it is."""

    class Arguments:
        input = QuoteCartInput(required=True, description="Where to, and what you choose.")

    quote = graphene.Field(Quote, description="The quote, for which a worker searches.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Ask for it."""
        by = info.context.writer()
        asked = {name: input[name] for name in ("country", "currency", "seconds")}
        return {"quote": quote_cart(by=by, choices=choices_given(input.get("choices")), **asked)}
