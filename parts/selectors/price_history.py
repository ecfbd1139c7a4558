"""What was asked for a part, day by day."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Aggregate, Count, DateField, F, Max, Min, Sum
from django.db.models.functions import Trunc

from parts.models import Colour, Part, PriceSeen

Step = Literal["day", "week", "month", "quarter", "year", "whole"]


class _Lower(Aggregate):
    """The middle value, the lower of the two in an even number. Exact, where percentile_cont goes through floats."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


class _Upper(_Lower):
    """The same from above; the median lies half way between both."""

    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s DESC)"


@dataclass(frozen=True, slots=True)
class PriceDay:
    """The prices seen on one day (or in the step that begins with it) in one condition and currency, per piece."""

    day: datetime.date
    condition: str
    currency: str
    median: Decimal
    low: Decimal
    high: Decimal
    quantity: int
    """Pieces that the prices speak of."""
    count: int
    """How many prices were seen."""


FIGURES: dict[str, Any] = {  # of rows that have a price and a quantity
    "lower": _Lower("price"),
    "upper": _Upper("price"),
    "low": Min("price"),
    "high": Max("price"),
    "quantity": Sum("quantity"),
    "count": Count("pk"),
}


def price_history(
    part: Part,
    *,
    colour: Colour | None = None,
    condition: str = "",
    since: datetime.date | None = None,
    step: Step = "day",
) -> list[PriceDay]:
    """The prices of a part by day, the oldest first, by condition and currency; all of them unless told. One query.

    With a longer `step` the figures are of whole weeks, months …, each under its first day; with `whole` there is one
    row for each condition and currency, under the first day on which a price was seen.
    """
    seen = PriceSeen.objects.filter(part=part)
    if colour is not None:
        seen = seen.filter(colour=colour)
    if condition:
        seen = seen.filter(condition=condition)
    if since is not None:
        seen = seen.filter(seen_on__gte=since)
    days: Any
    if step == "whole":
        days = seen.values("condition", "currency").annotate(day=Min("seen_on"))
    else:
        days = seen.values("condition", "currency", day=Trunc("seen_on", step, output_field=DateField()))
    figures = days.order_by("day", "condition", "currency").annotate(**FIGURES)
    return [price_day(row) for row in figures]


def price_day(row: Any) -> PriceDay:
    """A row of FIGURES with day, condition and currency."""
    lower, upper = row.pop("lower"), row.pop("upper")
    return PriceDay(median=(lower + upper) / 2, **row)


def price_days_by_part(
    ids: Collection[int], *, condition: str = "", since: datetime.date | None = None, last: int
) -> dict[int, list[PriceDay]]:
    """The last so many days' figures of each of these parts, as `price_history` gives them. One query."""
    seen = PriceSeen.objects.filter(part_id__in=ids)
    if condition:
        seen = seen.filter(condition=condition)
    if since is not None:
        seen = seen.filter(seen_on__gte=since)
    found: dict[int, list[PriceDay]] = {key: [] for key in ids}
    days = seen.order_by("seen_on", "condition", "currency")
    rows: Any = days.values("part_id", "condition", "currency", day=F("seen_on")).annotate(**FIGURES)
    for row in rows:
        found[row.pop("part_id")].append(price_day(row))
    return {key: figures[-last:] if last else [] for key, figures in found.items()}
