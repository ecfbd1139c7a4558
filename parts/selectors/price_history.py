"""What was asked for a part, day by day."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Aggregate, Count, DateField, Max, Min, Sum
from django.db.models.functions import Trunc

from parts.models import Colour, Part, PriceSeen

Step = Literal["day", "week", "month", "quarter", "year"]


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


def price_history(
    part: Part,
    *,
    colour: Colour | None = None,
    condition: str = "",
    since: datetime.date | None = None,
    step: Step = "day",
) -> list[PriceDay]:
    """The prices of a part by day, the oldest first, by condition and currency; all of them unless told. One query.

    With a longer `step` the figures are of whole weeks, months …, each under its first day.
    """
    seen = PriceSeen.objects.filter(part=part)
    if colour is not None:
        seen = seen.filter(colour=colour)
    if condition:
        seen = seen.filter(condition=condition)
    if since is not None:
        seen = seen.filter(seen_on__gte=since)
    days = seen.values("condition", "currency", day=Trunc("seen_on", step, output_field=DateField()))
    figures = days.order_by("day", "condition", "currency").annotate(
        lower=_Lower("price"),
        upper=_Upper("price"),
        low=Min("price"),
        high=Max("price"),
        quantity=Sum("quantity"),
        count=Count("pk"),
    )
    return [_price_day(row) for row in figures]


def _price_day(row: Any) -> PriceDay:
    lower, upper = row.pop("lower"), row.pop("upper")
    return PriceDay(median=(lower + upper) / 2, **row)
