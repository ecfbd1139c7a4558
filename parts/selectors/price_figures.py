"""Prices of any table that has them, summed up by day, condition and currency: what every history of prices shows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.db import connection

Step = Literal["day", "week", "month", "quarter", "year", "whole"]
Wanted = int | str | list[int]


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


class Prices(NamedTuple):
    """A table with part_id, condition, currency, price and quantity, and its column with the day."""

    table: str
    day: str


# Each group is sorted once for all of its figures. The median lies half way between the two prices in the middle, which
# are one in an odd number; it is exact, where percentile_cont goes through floats.
_FIGURES = """
    SELECT part_id, day, condition, currency, prices[(count + 1) / 2], prices[count / 2 + 1], prices[1], prices[count],
        quantity, count
    FROM (
        SELECT part_id, {day} AS day, condition, currency, array_agg(price ORDER BY price) AS prices,
            sum(quantity) AS quantity, count(*)::int AS count
        FROM {table} WHERE {where} GROUP BY {group}
    ) AS figures
    ORDER BY part_id, day, condition, currency
"""


def price_figures(
    prices: Prices, wanted: Mapping[str, Wanted], *, since: datetime.date | None = None, step: Step = "day"
) -> list[tuple[int, PriceDay]]:
    """The figures of those rows, the oldest first, each with its part's key. One query.

    `wanted` has values of columns; a list means any of its values. With a longer `step` the figures are of whole weeks,
    months …, each under its first day; with `whole` under the first day of all.
    """
    where = [f"{column} = {'ANY(%s)' if isinstance(value, list) else '%s'}" for column, value in wanted.items()]
    values: list[Any] = list(wanted.values())
    if since is not None:
        where.append(f"{prices.day} >= %s")
        values.append(since)
    day = _day(prices.day, step)
    group = "part_id, condition, currency" if step == "whole" else "part_id, 2, condition, currency"
    query = _FIGURES.format(day=day, table=prices.table, where=" AND ".join(where), group=group)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [(part, _price_day(*figures)) for part, *figures in cursor.fetchall()]


def _day(column: str, step: Step) -> str:
    if step == "whole":
        return f"min({column})"
    return column if step == "day" else f"date_trunc('{step}', {column})::date"


def _price_day(
    day: datetime.date, condition: str, currency: str, lower: Decimal, upper: Decimal, low: Decimal, high: Decimal,
    quantity: int, count: int,
) -> PriceDay:  # fmt: skip
    return PriceDay(day, condition, currency, (lower + upper) / 2, low, high, quantity, count)
