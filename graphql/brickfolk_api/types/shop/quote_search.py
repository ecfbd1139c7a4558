"""What a search knows while it runs, and what it found: what would change the basket, or why there is none."""

from decimal import ROUND_UP, Decimal
from typing import Any

import graphene

from brickfolk_api.types.colour import Colour
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.part import Part
from brickfolk_api.types.shop.choices import QuoteChoices
from brickfolk_api.types.shop.pieces import FIRST, SKIP, a_part_of
from shop.services.quoting.choices import Choices

SHARE = Decimal("0.0001")


def gap_of(basket: Decimal | None, bound: Decimal | None) -> str | None:
    """How far the basket may be above the best, as a share of it; rounded up, since it says “at most”."""
    if basket is None or bound is None:
        return None
    return str(((basket - bound) / basket).quantize(SHARE, ROUND_UP)) if basket else "0"


class QuoteProgress(graphene.ObjectType):
    """What the search has come to so far."""

    seconds = graphene.Float(description="Since it began.")
    stores = graphene.Int(description="Stores that have some of the lots.")
    offers = graphene.Int(description="Offers that are looked at.")
    cost = graphene.Field(Money, description="The best basket so far.")
    bound = graphene.Field(Money, description="No basket is below it.")


class QuoteNeed(graphene.ObjectType):
    """A lot that is to be bought."""

    lot = graphene.String(required=True, description="Its key in choices and in the lines of the basket.")
    part = graphene.Field(Part, description="The part.")
    colour = graphene.Field(Colour, description="Its colour.")
    name = graphene.String(required=True, description="The part’s name as it was.")
    quantity = graphene.Int(required=True, description="How many are needed.")

    @staticmethod
    def resolve_part(need: dict[str, Any], info: Any) -> Any:
        """The catalogue's part."""
        return info.context.loaders.part.load(need["part_id"]) if need.get("part_id") else None

    @staticmethod
    def resolve_colour(need: dict[str, Any], info: Any) -> Any:
        """The catalogue's colour."""
        return info.context.loaders.colour.load(need["colour_id"]) if need.get("colour_id") else None


class LeftOutLot(graphene.ObjectType):
    """A lot that is not bought, and why."""

    name = graphene.String(required=True, description="What it is called.")
    colour = graphene.String(required=True, description="Its colour’s name.")
    quantity = graphene.Int(required=True, description="How many.")
    because = graphene.String(
        required=True,
        description="A code: unknown_part, unknown_colour, own_part, set, minifig, minifig_parts, optional, owned or "
        "left_out.",
    )
    lot = graphene.String(description="Its key, where part and colour are known.")


class QuoteChange(graphene.ObjectType):
    """Other choices that were tried, and what the basket would cost with them."""

    kind = graphene.String(
        required=True,
        description="What is changed: used, owned, substitutes, more_stores, fewer_stores or deciding_lots.",
    )
    amount = graphene.NonNull(Money, description="By how much the basket changes; below zero it saves.")
    basket = graphene.NonNull(Money, description="What the basket would cost.")
    lots = graphene.Int(required=True, description="Lots that would come from elsewhere.")
    stores = graphene.Int(required=True, description="Stores that it would come from.")
    choices = graphene.NonNull(QuoteChoices, description="All choices with the change made, for quoteAgain.")


class QuoteWay(graphene.ObjectType):
    """What can be tried where no basket is possible."""

    kind = graphene.String(
        required=True, description="What is given up: condition, substitutes, barred_stores, max_stores or left_out."
    )
    missing = graphene.Int(required=True, description="Lots that nobody has even then.")
    choices = graphene.NonNull(QuoteChoices, description="All choices with the change made, for quoteAgain.")


class StoreNotAsked(graphene.ObjectType):
    """A store that has some of the lots and cannot be asked."""

    store = graphene.String(required=True, description="Its name.")
    because = graphene.String(required=True, description="The reason’s code.")


class QuoteFindings(graphene.ObjectType):
    """What a search looked at and came to."""

    status = graphene.String(description="optimal, feasible or infeasible; “made” for kits of a shared run.")
    seconds = graphene.Float(description="How long it took.")
    stores = graphene.Int(description="Stores that were looked at.")
    offers = graphene.Int(description="Offers that were looked at.")
    changes = graphene.List(graphene.NonNull(QuoteChange), required=True, description="What would change the basket.")
    because = graphene.String(required=True, description="Why there is none although every lot is there; else empty.")
    missing = graphene.List(
        graphene.NonNull(QuoteNeed),
        required=True,
        first=graphene.Int(required=True, default_value=100, description=FIRST),
        skip=graphene.Int(required=True, default_value=0, description=SKIP),
        description="Lots that nobody has enough of; the quantity is what is missing.",
    )
    ways = graphene.List(graphene.NonNull(QuoteWay), required=True, description="What can be tried instead.")
    not_asked = graphene.List(
        graphene.NonNull(StoreNotAsked),
        required=True,
        first=graphene.Int(required=True, default_value=100, description=FIRST),
        description="Stores that cannot be asked.",
    )

    @staticmethod
    def resolve_missing(found: dict[str, Any], _info: Any, first: int, skip: int) -> list[dict[str, Any]]:
        """With what the lots are called."""
        needs = {need["lot"]: need for need in found["needs"]}
        rows = a_part_of(found["missing"], first, skip)
        return [needs.get(row["lot"], {"name": ""}) | row for row in rows]

    @staticmethod
    def resolve_not_asked(found: dict[str, Any], _info: Any, first: int) -> list[dict[str, Any]]:
        """The first of them."""
        return a_part_of(found["not_asked"], first, 0)


def findings_of(details: dict[str, Any], currency: str) -> dict[str, Any] | None:
    """What was found, out of what the quote keeps of it; None where nobody has looked yet."""
    kept, before = details["findings"], details["choices"]
    if not kept:
        return None
    seconds = kept.get("seconds")
    return {
        **{name: kept.get(name) for name in ("status", "stores", "offers")},
        "seconds": None if seconds is None else float(seconds),
        "because": kept.get("because") or "",
        "needs": details["needs"],
        "missing": kept.get("missing", []),
        "not_asked": kept.get("not_asked", []),
        "changes": [_change(row, before, currency) for row in kept.get("changes", [])],
        "ways": [{**row, "choices": Choices.read(before | row["choices"])} for row in kept.get("ways", [])],
    }


def _change(row: dict[str, Any], before: dict[str, Any], currency: str) -> dict[str, Any]:
    amounts = {name: money(row[name], currency) for name in ("amount", "basket")}
    return {**row, **amounts, "choices": Choices.read(before | row["choices"])}


def progress_of(kept: dict[str, Any], currency: str) -> dict[str, Any] | None:
    """The figures of a search that runs; None before it began."""
    if not kept:
        return None
    amounts = {name: money(kept.get(name), currency) for name in ("cost", "bound")}
    return {**{name: kept.get(name) for name in ("seconds", "stores", "offers")}, **amounts}
