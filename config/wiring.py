"""Which app answers another's questions, where the one that asks may not look up at it."""

from parts.services.catalogue.ldraw_merging import register_follower
from parts.services.estimate import register_offer_source
from shop.selectors.cheapest import cheapest_offers
from shop.services.merged_parts import follow_merged_parts


def wire() -> None:
    """Estimates ask the shop what its stores offer, and its offers follow parts that are merged."""
    register_offer_source(cheapest_offers)
    register_follower(follow_merged_parts)
