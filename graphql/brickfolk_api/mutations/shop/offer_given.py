"""A lot as its store says it. The one place where a price is sent: it is the seller's own."""

from collections.abc import Mapping
from typing import Any

import graphene

from brickfolk_api.mutations.shop.given import keys_given
from brickfolk_api.types.money import DecimalText
from brickfolk_api.types.price_day import Condition
from brickfolk_api.types.shop.enums import plain
from shop.services.offers import OfferGiven

_WORDS = {"required": True, "default_value": ""}


class OfferTierInput(graphene.InputObjectType):
    """A lower price from so many pieces on."""

    from_quantity = graphene.Int(required=True, description="From so many pieces on.")
    price = DecimalText(required=True, description="Of one then.")


class OfferDetails(graphene.InputObjectType):
    """A lot as its store says it; prices are decimals as strings, in the store's currency."""

    part = graphene.ID(required=True, description="The part’s id.")
    colour = graphene.ID(required=True, description="The colour’s id.")
    condition = Condition(required=True, default_value="new", description="New or used.")
    quantity = graphene.Int(required=True, description="Pieces on the shelf, those too that orders hold.")
    price = DecimalText(required=True, description="Of one, with at most four decimals.")
    multiple = graphene.Int(required=True, default_value=1, description="Sold in multiples of so many.")
    tiers = graphene.List(
        graphene.NonNull(OfferTierInput), required=True, default_value=[], description="Lower prices for more pieces."
    )
    remarks = graphene.String(**_WORDS, description="Where it lies; only you see it.")
    comment = graphene.String(**_WORDS, description="What shoppers read about it.")
    lot_key = graphene.String(**_WORDS, description="Your own number of the lot, where one part lies in several.")


def offer_given(given: Mapping[str, Any]) -> OfferGiven:
    """As services take it. Raises Invalid for what is no id."""
    [(part, colour)] = keys_given([given])
    same = {name: given[name] for name in ("quantity", "price", "multiple", "remarks", "comment", "lot_key")}
    tiers = [(tier["from_quantity"], tier["price"]) for tier in given["tiers"]]
    return OfferGiven(part, colour, condition=plain(given["condition"]), tiers=tiers, **same)
