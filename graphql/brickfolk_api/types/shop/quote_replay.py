"""A quote's price, worked out again."""

from typing import Any

import graphene

from brickfolk_api.types.money import Money, money
from shop.models import Quote
from shop.services.quoting.replaying import replay


class ReplayDifference(graphene.ObjectType):
    """A figure that comes out otherwise than it is pinned."""

    where = graphene.String(required=True, description="Which figure.")
    pinned = graphene.String(required=True, description="What stands there.")
    computed = graphene.String(required=True, description="What it comes to.")


class Replay(graphene.ObjectType):
    """The price worked out again from nothing but what the quote pinned."""

    is_same = graphene.Boolean(required=True, description="Whether every line comes out the same, to the cent.")
    total = graphene.NonNull(Money, description="What the lines come to.")
    differences = graphene.List(
        graphene.NonNull(ReplayDifference), required=True, description="What comes out otherwise; else empty."
    )


def replayed(quote: Quote) -> dict[str, Any]:
    """What comes out now, and how that differs from what is pinned."""
    found = replay(quote)
    total = money(found.stack.total, quote.currency)
    return {"is_same": found.is_same, "total": total, "differences": found.differences}
