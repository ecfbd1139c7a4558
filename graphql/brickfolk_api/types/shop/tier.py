"""Lower prices for more pieces."""

from decimal import Decimal
from typing import Any

import graphene

from brickfolk_api.types.money import Money, money


class OfferTier(graphene.ObjectType):
    """A lower price from so many pieces on."""

    from_quantity = graphene.Int(required=True, description="From so many pieces on.")
    price = graphene.NonNull(Money, description="Of one then.")


def tiers_shown(tiers: Any, currency: str) -> list[dict[str, Any]]:
    """Tiers with their prices as money."""
    found: list[tuple[int, Decimal]] = list(tiers)
    return [{"from_quantity": pieces, "price": money(each, currency)} for pieces, each in found]
