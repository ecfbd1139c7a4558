"""quoteKit: have the cheapest basket for kits and lots found and priced."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import KitInput, choices_given, kits_given, lots_given, lots_input
from brickfolk_api.types.shop.choices import QuoteChoicesInput
from brickfolk_api.types.shop.quote import Quote
from shop.services.quoting.asking import request_quote


class QuoteKitInput(graphene.InputObjectType):
    """What is wanted, and where to. Prices are the stores' and the site's to say: none is taken from you."""

    kits = graphene.List(
        graphene.NonNull(KitInput), required=True, default_value=[], description="Kits, at most 100 different ones."
    )
    lots = lots_input(required=True, default_value=[], description="Single lots besides, at most 5,000.")
    country = graphene.String(required=True, description="Where the parcels go: a country’s two letters.")
    currency = graphene.String(required=True, default_value="EUR", description="In which you pay.")
    choices = QuoteChoicesInput(description="What you choose about the basket.")
    seconds = graphene.Int(required=True, default_value=5, description="How long to search, 1 to 60.")


class QuoteKit(graphene.Mutation):
    """Ask for a quote. The answer comes first: ask for the quote until it is READY, IMPOSSIBLE or FAILED."""

    class Arguments:
        input = QuoteKitInput(required=True, description="What is wanted, and where to.")

    quote = graphene.Field(Quote, description="The quote, for which a worker searches.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Ask for it."""
        by = info.context.writer()
        asked = {name: input[name] for name in ("country", "currency", "seconds")}
        kits, lots = kits_given(by, input["kits"]), lots_given(input["lots"])
        return {
            "quote": request_quote(by=by, kits=kits, lots=lots, choices=choices_given(input.get("choices")), **asked)
        }
