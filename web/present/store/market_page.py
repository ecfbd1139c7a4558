"""The market of a part in a colour, as shoppers and stores see it alike: who asks what, and what was asked before."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext as _

from common.countries import country_name
from parts.models import Colour, Part
from parts.selectors import PriceDay, price_history
from shop.models import CURRENCIES
from shop.selectors.asked import asked_history
from shop.selectors.market import Depth, Market, MarketSide, market
from web.present import figures
from web.present.price_chart import LABELS, RANGES, PriceChart, first_day, price_chart


@dataclass(frozen=True, slots=True)
class DepthShown:
    """An offer: its price in the market's currency and, where that differs, in its own; pieces up to here together."""

    depth: Depth
    country: str
    each: str
    own: str
    reached: int
    tiers: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class SideShown:
    """One condition: its offers from the cheapest on, and what all of them come to."""

    side: MarketSide
    title: str
    rows: list[DepthShown]
    lowest: str
    middle: str
    unshown: int


@dataclass(frozen=True, slots=True)
class History:
    """A chart of prices, under its head; None where nothing was seen in the span."""

    key: str
    title: str
    chart: PriceChart | None


@dataclass(frozen=True, slots=True)
class MarketPage:
    """What the template reads."""

    part: Part
    colour: Colour
    currency: str
    currencies: tuple[str, ...]
    sides: list[SideShown]
    histories: list[History]
    span: str
    spans: list[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        """Whether no store offers it."""
        return not any(shown.side.lots for shown in self.sides)


def market_page(part: Part, colour: Colour, asked: QueryDict) -> MarketPage:
    """Collect it, in the currency and the span that were asked for. Three queries, five with a history."""
    given = asked.get("currency", "")
    span = asked.get("prices", "")
    span = span if span in RANGES else "year"
    since, step = first_day(span), RANGES[span][1]
    found = market(part, colour, currency=given if given in CURRENCIES else CURRENCIES[0], since=since, step=step)
    seen = price_history(part, colour=colour, since=since, step="whole") if found.seen else []
    asked_whole = asked_history(part, colour, since=since, step="whole") if found.asked else []
    return MarketPage(
        part=part,
        colour=colour,
        currency=found.currency,
        currencies=CURRENCIES,
        sides=_sides(found),
        histories=[
            _history("asked", _("Asked by stores here"), found.asked, asked_whole, span),
            _history("seen", _("Seen elsewhere"), found.seen, seen, span),
        ],
        span=span,
        spans=[(name, str(LABELS[name])) for name in RANGES],
    )


def _history(key: str, title: str, days: list[PriceDay], whole: list[PriceDay], span: str) -> History:
    return History(key, title, price_chart(days, whole, RANGES[span][1]))


def _sides(found: Market) -> list[SideShown]:
    return [_side(found.new, _("New"), found.currency), _side(found.used, _("Used"), found.currency)]


def _side(side: MarketSide, title: str, currency: str) -> SideShown:
    rows, reached = [], 0
    for depth in side.offers:
        reached += depth.available
        rows.append(_row(depth, currency, reached))
    lowest = "" if side.lowest is None else _price(side.lowest)
    middle = "" if side.middle is None else _price(side.middle)
    return SideShown(side, title, rows, lowest, middle, side.lots - len(rows))


def _row(depth: Depth, currency: str, reached: int) -> DepthShown:
    each = "" if depth.shown is None else _price(depth.shown)
    own = "" if depth.currency == currency else f"{depth.currency} {_price(depth.price)}"
    tiers = [(pieces, figures.price_of_one(price)) for pieces, price in depth.tiers]
    return DepthShown(depth, country_name(depth.country), each, own, reached, tiers)


def _price(price: Decimal) -> str:
    """Four decimals, all of them: a column of prices is read from top to bottom."""
    return formats.number_format(price, decimal_pos=4, use_l10n=True)
