"""Prices seen of one part in one colour, as a chart, a sentence and a table."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parts.selectors import PriceDay
from parts.selectors.price_figures import Step
from web.present import figures
from web.present.price_scale import Scale, scale_for

RANGES: dict[str, tuple[int | None, Step]] = {"90": (90, "week"), "year": (365, "month"), "all": (None, "quarter")}
"""How many days back, and the step between two points."""
LABELS = {"90": gettext_lazy("90 days"), "year": gettext_lazy("1 year"), "all": gettext_lazy("All")}
CONDITIONS = {"new": gettext_lazy("new"), "used": gettext_lazy("used")}
APART = 12.0
"""Per cent of the height that two names need between them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: its points as SVG reads them (per cent), where its name stands, and its figures in words."""

    condition: str
    name: str
    points: str
    dots: list[tuple[float, float]]
    label_at: float
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of time: where it stands (per cent), how wide its field is, its day in words, its figures."""

    left: float
    width: float
    at: float
    when: str
    medians: list[PriceDay | None]
    say: str


@dataclass(frozen=True, slots=True)
class PriceChart:
    """A chart of one currency. `marks` are the lines with their values, `dates` the days under them."""

    currency: str
    lines: list[Line]
    moments: list[Moment]
    marks: list[tuple[float, str]]
    dates: list[tuple[float, str, str]]
    words: str
    count: int
    other_currencies: list[str]


def first_day(span: str) -> datetime.date | None:
    """Where one of the RANGES begins today; None for all there is."""
    days = RANGES[span][0]
    return None if days is None else timezone.localdate() - datetime.timedelta(days=days)


def price_chart(days: Sequence[PriceDay], whole: Sequence[PriceDay], step: Step) -> PriceChart | None:
    """The chart of `days` (medians by step), in the currency in which most was seen; None when nothing was.

    `whole` are the figures of the same prices without steps, a row for each condition and currency.
    """
    if not days:
        return None
    currency = max(whole, key=lambda row: row.count).currency
    shown = [day for day in days if day.currency == currency]
    told = [row for row in whole if row.currency == currency]
    scale = scale_for([day.median for day in shown])
    place = _places(sorted({day.day for day in shown}))
    seen = [name for name in CONDITIONS if any(day.condition == name for day in shown)]
    lines = _apart([_line(name, shown, told, place, scale) for name in seen])
    return PriceChart(
        currency=currency,
        lines=lines,
        moments=_moments(shown, place, step),
        marks=[(scale.share(value), figures.amount(value)) for value in scale.marks],
        dates=_dates(list(place), place, step),
        words=" ".join(line.words for line in lines),
        count=sum(row.count for row in told),
        other_currencies=sorted({row.currency for row in whole} - {currency}),
    )


def _places(days: list[datetime.date]) -> dict[datetime.date, float]:
    """Where each day stands between the first and the last, in per cent; a single one stands in the middle."""
    if len(days) == 1:
        return {days[0]: 50.0}
    span = (days[-1] - days[0]).days
    return {day: round((day - days[0]).days / span * 100, 2) for day in days}


def _line(
    condition: str,
    days: list[PriceDay],
    whole: Sequence[PriceDay],
    place: dict[datetime.date, float],
    scale: Scale,
) -> Line:
    dots = [(place[day.day], scale.share(day.median)) for day in days if day.condition == condition]
    figure = next(row for row in whole if row.condition == condition)
    name = str(CONDITIONS[condition])
    points = " ".join(f"{x},{y}" for x, y in dots)
    return Line(condition, name, points, dots if len(dots) == 1 else [], dots[-1][1], _words(name, figure))


def _words(name: str, figure: PriceDay) -> str:
    values = {
        "name": name.capitalize(),
        "median": figures.money(figure.median, figure.currency),
        "low": figures.amount(figure.low),
        "high": figures.amount(figure.high),
        "count": figures.count(figure.count),
    }
    if figure.low == figure.high:
        one = _("%(name)s: %(median)s, in %(count)s price.")
        return ngettext(one, _("%(name)s: %(median)s, in each of %(count)s prices."), figure.count) % values
    return _("%(name)s: median %(median)s of %(count)s prices, from %(low)s to %(high)s.") % values


def _apart(lines: list[Line]) -> list[Line]:
    """Names of lines that end side by side are moved from each other, so that both can be read."""
    if len(lines) < 2 or abs(lines[0].label_at - lines[1].label_at) >= APART:
        return lines
    upper, lower = sorted(lines, key=lambda line: line.label_at)
    middle = min(max((upper.label_at + lower.label_at) / 2, APART / 2), 100 - APART / 2)
    moved = {upper.condition: middle - APART / 2, lower.condition: middle + APART / 2}
    return [
        Line(line.condition, line.name, line.points, line.dots, round(moved[line.condition], 2), line.words)
        for line in lines
    ]


def _moments(shown: list[PriceDay], place: dict[datetime.date, float], step: Step) -> list[Moment]:
    found: dict[datetime.date, dict[str, PriceDay]] = defaultdict(dict)
    for seen in shown:
        found[seen.day][seen.condition] = seen
    edges = _edges([place[day] for day in sorted(found)])
    moments = []
    for (left, right), day in zip(edges, sorted(found), strict=True):
        medians = [found[day].get(condition) for condition in CONDITIONS]
        when = named(day, step)
        moments.append(Moment(left, round(right - left, 2), place[day], when, medians, _say(when, medians)))
    return moments


def _edges(places: list[float]) -> list[tuple[float, float]]:
    """The field of each point: half way to its neighbours."""
    halves = [round((one + other) / 2, 2) for one, other in pairwise(places)]
    return list(zip([0.0, *halves], [*halves, 100.0], strict=True))


def _say(when: str, medians: list[PriceDay | None]) -> str:
    told = [
        _("%(name)s %(median)s (%(count)s seen)")
        % {
            "name": CONDITIONS[day.condition],
            "median": figures.money(day.median, day.currency),
            "count": figures.count(day.count),
        }
        for day in medians
        if day is not None
    ]
    return f"{when}: {', '.join(told)}"


def _dates(days: list[datetime.date], place: dict[datetime.date, float], step: Step) -> list[tuple[float, str, str]]:
    """The first, middle and last day, each with how its words are anchored."""
    if len(days) == 1:
        return [(50.0, named(days[0], step), "middle")]
    picked = [(days[0], "start"), (days[-1], "end")]
    if len(days) > 4:
        middle = min(days, key=lambda day: abs(place[day] - 50))
        picked.insert(1, (middle, "middle"))
    return [(place[day], named(day, step), anchor) for day, anchor in picked]


def named(day: datetime.date, step: Step) -> str:
    """A step in words: 16 November 2026, November 2026, 2026 Q4."""
    if step == "quarter":
        return _("%(year)d, quarter %(quarter)d") % {"year": day.year, "quarter": (day.month + 2) // 3}
    return formats.date_format(day, "F Y" if step == "month" else "j F Y")
