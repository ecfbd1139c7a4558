"""The prices of a part in the colour shown: which span of time, the chart of it, and where else prices were seen."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from parts.models import Colour, Part
from parts.selectors import PriceDay, price_history
from parts.selectors.price_counts import price_counts_by_colour
from web.present.price_chart import LABELS, RANGES, PriceChart, first_day, price_chart

ELSEWHERE = 8


@dataclass(frozen=True, slots=True)
class PricesShown:
    """`chart` is None when nothing was seen in the span; `total` counts all spans; `elsewhere` are other colours."""

    chart: PriceChart | None
    span: str
    spans: list[tuple[str, str]]
    total: int
    newest: datetime.date | None
    new: PriceDay | None
    used: PriceDay | None
    elsewhere: list[tuple[Colour, int]]


def prices_shown(part: Part, here: Colour | None, colours: Mapping[int, Colour], asked: str) -> PricesShown:
    """What to show in the span that was asked for; unless told, the last year, or all when that has nothing.

    `colours` are all colours by key. One query, three when prices were seen in this colour.
    """
    counts = price_counts_by_colour(part)
    own = counts.get(here.pk) if here else None
    span = asked if asked in RANGES else _usual(own.newest if own else None)
    days, whole = _history(part, here, span) if own else ([], [])
    chart = price_chart(days, whole, RANGES[span][1])
    figure = {row.condition: row for row in whole if chart and row.currency == chart.currency}
    others = [(colours[key], seen.count) for key, seen in counts.items() if key in colours and seen is not own]
    return PricesShown(
        chart=chart,
        span=span,
        spans=[(name, str(LABELS[name])) for name in RANGES],
        total=own.count if own else 0,
        newest=own.newest if own else None,
        new=figure.get("new"),
        used=figure.get("used"),
        elsewhere=others[:ELSEWHERE],
    )


def _history(part: Part, here: Colour | None, span: str) -> tuple[list[PriceDay], list[PriceDay]]:
    since, step = first_day(span), RANGES[span][1]
    days = price_history(part, colour=here, since=since, step=step)
    return days, price_history(part, colour=here, since=since, step="whole") if days else []


def _usual(newest: datetime.date | None) -> str:
    year_ago = first_day("year")
    return "year" if newest is not None and year_ago is not None and newest >= year_ago else "all"
