"""The market of a lot: who offers how many at what price, and what was asked for it before."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from brickcore.tiers import Tiers
from parts.models import Colour, Part
from parts.selectors import PriceDay, price_history
from parts.selectors.price_figures import Step
from shop.models import Offer
from shop.selectors.asked import asked_history
from shop.selectors.offers import tiers_from

SHOWN = 50
"""Offers of one condition that are listed; the totals count all."""


@dataclass(frozen=True, slots=True)
class Depth:
    """One offer. `price` is of one in the store's `currency`; `shown` is it in the market's, None without a rate."""

    offer_id: int
    store_id: int
    store: str
    slug: str
    country: str
    available: int
    multiple: int
    price: Decimal
    currency: str
    shown: Decimal | None
    tiers: Tiers
    comment: str


@dataclass(frozen=True, slots=True)
class MarketSide:
    """A lot in one condition: the cheapest offers, and what all of them come to.

    `lowest` and `middle` (the median offer) are prices of one in the market's currency, None where no offer has a rate.
    """

    condition: str
    offers: list[Depth]
    lots: int
    stores: int
    pieces: int
    lowest: Decimal | None
    middle: Decimal | None


@dataclass(frozen=True, slots=True)
class Market:
    """A part in a colour. `seen` are prices that somebody saw elsewhere, `asked` what offers here asked, by day."""

    part: Part
    colour: Colour
    currency: str
    new: MarketSide
    used: MarketSide
    seen: list[PriceDay]
    asked: list[PriceDay]


def market(
    part: Part,
    colour: Colour,
    *,
    currency: str = "EUR",
    shown: int = SHOWN,
    since: datetime.date | None = None,
    step: Step = "day",
) -> Market:
    """The market of a lot: open stores' offers, the cheapest first, and the history of its prices. Three queries.

    Prices in other currencies are put in their place by the newest exchange rate, and come last without one. Answers to
    requests are no market.
    """
    sides = _sides(part, colour, currency, shown)
    return Market(
        part,
        colour,
        currency,
        new=sides[Offer.Condition.NEW],
        used=sides[Offer.Condition.USED],
        seen=price_history(part, colour=colour, since=since, step=step),
        asked=asked_history(part, colour, since=since, step=step),
    )


# All offers are read once, narrow; names and tiers only of the few that are shown.
_DEPTH = """
    WITH rates AS (
        SELECT 'EUR' AS base, 1::numeric AS rate
        UNION ALL
        (SELECT DISTINCT ON (base) base, rate FROM shop_exchangerate
         WHERE currency = 'EUR' AND base <> 'EUR' ORDER BY base, seen_on DESC)
    ), priced AS MATERIALIZED (
        SELECT offer.id, offer.condition = 'used' AS is_used, offer.price, offer.available, offer.store_id,
            CASE WHEN store.currency = %(currency)s THEN offer.price
                ELSE round(offer.price * own.rate / wanted.rate, 4) END AS shown
        FROM shop_offer AS offer
        JOIN shop_store AS store ON store.id = offer.store_id AND store.is_open
        LEFT JOIN rates AS own ON own.base = store.currency
        LEFT JOIN rates AS wanted ON wanted.base = %(currency)s
        WHERE offer.part_id = %(part)s AND offer.colour_id = %(colour)s AND offer.on_market
    ), totals AS (
        SELECT is_used, count(*) AS lots, sum(available) AS pieces, min(shown) AS lowest,
            percentile_disc(0.5) WITHIN GROUP (ORDER BY shown) AS middle
        FROM priced GROUP BY is_used
    ), sellers AS (
        SELECT is_used, count(*) AS stores
        FROM (SELECT DISTINCT is_used, store_id FROM priced) AS pairs GROUP BY is_used
    ), listed AS (
        (SELECT * FROM priced WHERE NOT is_used ORDER BY shown NULLS LAST, price, id LIMIT %(most)s)
        UNION ALL
        (SELECT * FROM priced WHERE is_used ORDER BY shown NULLS LAST, price, id LIMIT %(most)s)
    )
    SELECT listed.is_used, totals.lots, sellers.stores, totals.pieces, totals.lowest, totals.middle,
        listed.id, listed.store_id, store.name, store.slug, store.country, listed.available, offer.multiple,
        listed.price, store.currency, listed.shown, offer.tiers::text, offer.comment
    FROM listed JOIN totals USING (is_used) JOIN sellers USING (is_used)
    JOIN shop_store AS store ON store.id = listed.store_id JOIN shop_offer AS offer ON offer.id = listed.id
    ORDER BY listed.is_used, listed.shown NULLS LAST, listed.price, listed.id
"""


def _sides(part: Part, colour: Colour, currency: str, most: int) -> dict[str, MarketSide]:
    wanted: dict[str, int | str] = {"part": part.pk, "colour": colour.pk, "currency": currency, "most": max(most, 1)}
    with connection.cursor() as cursor:
        cursor.execute(_DEPTH, wanted)
        rows = cursor.fetchall()
    sides: dict[str, MarketSide] = {
        str(condition): MarketSide(str(condition), [], 0, 0, 0, None, None) for condition in Offer.Condition
    }
    for is_used, lots, stores, pieces, lowest, middle, *offer, tiers, comment in rows:
        condition = Offer.Condition.USED if is_used else Offer.Condition.NEW
        if not sides[condition].offers:
            sides[condition] = MarketSide(str(condition), [], lots, stores, int(pieces), lowest, middle)
        sides[condition].offers.append(Depth(*(*offer, tiers_from(tiers), comment)))
    return sides
