"""The market of a lot: the depth of each side, and what was asked before."""

from collections.abc import Awaitable
from datetime import date
from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.context import in_database
from brickfolk_api.identifiers import global_id, local_key
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.price_day import Condition, PriceDay
from brickfolk_api.types.shop.store import Store
from brickfolk_api.types.shop.tier import OfferTier, tiers_shown
from common.errors import Invalid
from parts.models import Part
from parts.selectors import colour_by_number, parts_by_id
from shop.selectors.market import Depth, MarketSide
from shop.selectors.market import Market as Found
from shop.selectors.market import market as market_of
from shop.services.amounts import checked_currency

MOST_SHOWN = 100
Step = graphene.Enum(
    "PriceStep",
    [(name.upper(), name) for name in ("day", "week", "month", "quarter", "year")],
    description="Of which span a figure of the history speaks.",
)


class MarketOffer(graphene.ObjectType):
    """One offer of the depth."""

    offer = graphene.ID(required=True, description="The offer’s id.")
    store = graphene.NonNull(Store, description="Who offers.")
    available = graphene.Int(required=True, description="How many.")
    multiple = graphene.Int(required=True, description="Sold in multiples of so many.")
    price = graphene.NonNull(Money, description="Of one, as the store asks it.")
    shown = graphene.Field(Money, description="The same in the market’s currency; null without a rate.")
    tiers = graphene.List(graphene.NonNull(OfferTier), required=True, description="Lower prices for more pieces.")
    comment = graphene.String(required=True, description="What the store says of it.")

    @staticmethod
    def resolve_offer(row: tuple[Depth, str], _info: Any) -> str:
        """The offer's id."""
        return global_id("Offer", row[0].offer_id)

    @staticmethod
    def resolve_store(row: tuple[Depth, str], info: Any) -> Awaitable[Any]:
        """Who offers."""
        return info.context.loaders.store.load(row[0].store_id)

    @staticmethod
    def resolve_available(row: tuple[Depth, str], _info: Any) -> int:
        """How many."""
        return row[0].available

    @staticmethod
    def resolve_multiple(row: tuple[Depth, str], _info: Any) -> int:
        """In which multiples."""
        return row[0].multiple

    @staticmethod
    def resolve_price(row: tuple[Depth, str], _info: Any) -> dict[str, Any] | None:
        """As the store asks it."""
        return money(row[0].price, row[0].currency)

    @staticmethod
    def resolve_shown(row: tuple[Depth, str], _info: Any) -> dict[str, Any] | None:
        """In the market's currency."""
        return money(row[0].shown, row[1])

    @staticmethod
    def resolve_tiers(row: tuple[Depth, str], _info: Any) -> list[dict[str, Any]]:
        """Lower prices for more."""
        return tiers_shown(row[0].tiers, row[0].currency)

    @staticmethod
    def resolve_comment(row: tuple[Depth, str], _info: Any) -> str:
        """The store's words."""
        return row[0].comment


class MarketDepth(graphene.ObjectType):
    """A lot in one condition: who offers how many at what price."""

    condition = graphene.Field(Condition, required=True, description="New or used.")
    lots = graphene.Int(required=True, description="How many offers there are.")
    stores = graphene.Int(required=True, description="Of how many stores.")
    pieces = graphene.BigInt(required=True, description="How many pieces all together.")
    lowest = graphene.Field(Money, description="The lowest price of one.")
    middle = graphene.Field(Money, description="That of the offer in the middle.")
    offers = graphene.List(graphene.NonNull(MarketOffer), required=True, description="The cheapest first.")

    @staticmethod
    def resolve_condition(row: tuple[MarketSide, str], _info: Any) -> str:
        """New or used."""
        return row[0].condition

    @staticmethod
    def resolve_lots(row: tuple[MarketSide, str], _info: Any) -> int:
        """Offers."""
        return row[0].lots

    @staticmethod
    def resolve_stores(row: tuple[MarketSide, str], _info: Any) -> int:
        """Stores."""
        return row[0].stores

    @staticmethod
    def resolve_pieces(row: tuple[MarketSide, str], _info: Any) -> int:
        """Pieces."""
        return row[0].pieces

    @staticmethod
    def resolve_lowest(row: tuple[MarketSide, str], _info: Any) -> dict[str, Any] | None:
        """The lowest price."""
        return money(row[0].lowest, row[1])

    @staticmethod
    def resolve_middle(row: tuple[MarketSide, str], _info: Any) -> dict[str, Any] | None:
        """The one in the middle."""
        return money(row[0].middle, row[1])

    @staticmethod
    def resolve_offers(row: tuple[MarketSide, str], _info: Any) -> list[tuple[Depth, str]]:
        """Each with the market's currency."""
        return [(offer, row[1]) for offer in row[0].offers]


class Market(graphene.ObjectType):
    """A part in a colour, as its sellers see it too."""

    colour = graphene.NonNull(Colour, description="The colour.")
    currency = graphene.String(required=True, description="In which prices are compared.")
    new = graphene.NonNull(MarketDepth, description="New pieces.")
    used = graphene.NonNull(MarketDepth, description="Used pieces.")
    seen = graphene.List(graphene.NonNull(PriceDay), required=True, description="Prices seen elsewhere, oldest first.")
    asked = graphene.List(
        graphene.NonNull(PriceDay), required=True, description="What offers here began to ask, oldest first."
    )

    @staticmethod
    def resolve_new(found: Found, _info: Any) -> tuple[MarketSide, str]:
        """With the market's currency."""
        return found.new, found.currency

    @staticmethod
    def resolve_used(found: Found, _info: Any) -> tuple[MarketSide, str]:
        """With the market's currency."""
        return found.used, found.currency


def market_in(
    part: Part, *, colour: int, currency: str, first: int, step: Any, since: date | None = None
) -> Found | None:
    """The market that was asked for. Raises Invalid."""
    if not 0 <= first <= MOST_SHOWN:
        raise Invalid("PAGE_SIZE", _("“first” is 0 to %(most)d.") % {"most": MOST_SHOWN}, field="first")
    currency = checked_currency(currency)
    found = colour_by_number(str(colour), "ldraw")
    if found is None:
        return None
    asked: Any = getattr(step, "value", step)
    return market_of(part, found, currency=currency, shown=first, since=since, step=asked)


@in_database
def _of_part(part: Part, _info: Any, **asked: Any) -> Found | None:
    return market_in(part, **asked)


@in_database
def _of_id(_root: None, _info: Any, part: str, **asked: Any) -> Found | None:
    key = local_key("Part", part, field="part")
    found = parts_by_id([key]).get(key)
    return None if found is None else market_in(found, **asked)


def market_field(*, of_part: bool) -> Any:
    """The field that is the market of a part in a colour: of the part itself, or of one that is named."""
    named = {} if of_part else {"part": graphene.ID(required=True, description="The part’s id.")}
    return graphene.Field(
        Market,
        **named,
        colour=graphene.Int(required=True, description="LDraw’s code."),
        currency=graphene.String(required=True, default_value="EUR", description="In which prices are compared."),
        first=graphene.Int(
            required=True, default_value=50, description=f"So many offers of each side, at most {MOST_SHOWN}."
        ),
        since=graphene.Date(description="The first day of the history, YYYY-MM-DD."),
        step=Step(required=True, default_value="day", description="Of which span a figure of the history speaks."),
        resolver=_of_part if of_part else _of_id,
        description="Who offers it in a colour, and what was asked before; null where there is no such colour.",
    )
