"""Prices as a chart: where the points stand, what the words say, which scale holds them."""

import datetime
from decimal import Decimal

import pytest

from parts.selectors import PriceDay
from web.present.price_chart import named, price_chart
from web.present.price_scale import scale_for

JANUARY = datetime.date(2026, 1, 1)


def day(month: int, median: str, condition: str = "new", currency: str = "EUR", count: int = 3) -> PriceDay:
    value = Decimal(median)
    at = datetime.date(2026, month, 1)
    return PriceDay(at, condition, currency, value, value / 2, value * 2, 10, count)


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        (["0.12"], ["0.13", "0.12"]),
        (["0.07", "0.15"], ["0.15", "0.10", "0.05"]),
        (["0.004"], ["0.01", "0.00"]),
        (["12", "99"], ["100", "50", "0"]),
    ],
)
def test_scales_are_round_and_hold_their_values(values: list[str], marks: list[str]) -> None:
    scale = scale_for([Decimal(value) for value in values])
    assert scale.low <= min(map(Decimal, values)) <= max(map(Decimal, values)) <= scale.high
    assert scale.marks == [Decimal(mark) for mark in marks]


def test_points_stand_by_day_and_value() -> None:
    days = [day(1, "0.10"), day(4, "0.14")]
    chart = price_chart(days, [day(1, "0.12", count=6)], "month")
    assert chart is not None
    assert chart.lines[0].points == "0.0,100.0 100.0,0.0"
    assert chart.dates == [(0.0, "January 2026", "start"), (100.0, "April 2026", "end")]
    assert [(moment.left, moment.width) for moment in chart.moments] == [(0.0, 50.0), (50.0, 50.0)]


def test_a_single_moment_is_a_dot_in_the_middle() -> None:
    chart = price_chart([day(1, "0.10")], [day(1, "0.10")], "month")
    assert chart is not None
    assert chart.lines[0].dots == [(50.0, 100.0)]
    assert chart.moments[0].say == "January 2026: new €0.10 (3 seen)"


def test_names_that_would_lie_on_each_other_are_moved_apart() -> None:
    days = [day(1, "0.10"), day(2, "0.20"), day(1, "0.30", "used"), day(2, "0.21", "used")]
    chart = price_chart(days, [day(1, "0.15", count=9), day(1, "0.25", "used")], "month")
    assert chart is not None
    places = {line.condition: line.label_at for line in chart.lines}
    assert round(places["new"] - places["used"], 2) == 12.0


def test_only_the_commonest_currency_is_drawn_and_the_others_named() -> None:
    days = [day(1, "0.10"), day(1, "9", currency="USD")]
    chart = price_chart(days, [day(1, "0.10", count=2), day(1, "9", currency="USD", count=7)], "month")
    assert chart is not None
    assert chart.currency == "USD"
    assert chart.other_currencies == ["EUR"]
    assert chart.words == "New: median $9.00 of 7 prices, from 4.50 to 18.00."


def test_nothing_seen_is_no_chart() -> None:
    assert price_chart([], [], "month") is None


def test_steps_are_named_by_what_they_span() -> None:
    assert named(JANUARY, "week") == "1 January 2026"
    assert named(JANUARY, "month") == "January 2026"
    assert named(datetime.date(2026, 10, 1), "quarter") == "2026, quarter 4"
