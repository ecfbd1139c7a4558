"""Which app answers another's questions, where the one that asks may not look up at it."""

from parts.services.estimate import register_offer_source
from shop.selectors.cheapest import cheapest_offers


def wire() -> None:
    """Estimates ask the shop what its stores offer."""
    register_offer_source(cheapest_offers)
