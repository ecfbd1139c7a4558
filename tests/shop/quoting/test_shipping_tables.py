"""Shipping tables as the search takes them: never cheaper than the store's own, and exact where one limit tells it."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from brickcore.sourcing import Need as Lot
from brickcore.sourcing import Offer, Problem, Store
from brickcore.sourcing import ShippingStep as Step
from shop.models import ShippingStep
from shop.selectors.stores import step_for
from shop.services.pricing import Rate, Rates
from shop.services.quoting.shipping_tables import Table, table_for
from tests.shop.quoting.test_replaying import TODAY

EURO = Rates("EUR", {})


def step(price: str, **limits: Any) -> ShippingStep:
    return ShippingStep(price=Decimal(price), **{"country": "**"} | limits)


def told(table: Table | None) -> list[tuple[str, str | None]]:
    assert table is not None
    ends = [one.to_grams if one.to_value is None else one.to_value for one in table.steps]
    return [(str(one.price), None if end is None else str(end)) for one, end in zip(table.steps, ends, strict=True)]


def test_steps_rise_and_those_that_are_never_the_cheapest_are_left_out() -> None:
    table = table_for(
        [step("9.00"), step("4.00", up_to_grams=500), step("6.00", up_to_grams=2000), step("8.00", up_to_grams=1000)],
        "NL", EURO, "EUR",
    )  # fmt: skip

    assert told(table) == [("4.00", "500"), ("6.00", "2000"), ("9.00", None)]
    assert table is not None
    assert (table.slack, table.reaches_as_far) == (Decimal(0), True)


def test_the_destinations_own_steps_hold_alone() -> None:
    steps = [step("1.00"), step("7.00", country="NL"), step("2.00", country="US")]

    assert told(table_for(steps, "NL", EURO, "EUR")) == [("7.00", None)]
    assert told(table_for(steps, "FR", EURO, "EUR")) == [("1.00", None)]
    assert table_for(steps[1:], "FR", EURO, "EUR") is None


def test_a_table_by_value_is_converted_and_ends_a_little_early() -> None:
    rates = Rates("EUR", {"USD": Rate(Decimal("0.5"), TODAY, "bank")})

    table = table_for([step("3.00", up_to_value=Decimal(100)), step("5.00")], "NL", rates, "USD")

    assert told(table_for([step("3.00", up_to_value=Decimal(100))], "NL", EURO, "EUR")) == [("3.00", "100.000000")]
    assert told(table) == [("1.50", "49.950000"), ("2.50", None)]
    assert told(table_for([step("3.00", up_to_value=Decimal(100))], "NL", rates, "USD")) == [("1.50", "49.950000")]


def test_a_table_by_weight_and_value_is_told_by_one_of_them_with_its_slack() -> None:
    both = [step("3.00", up_to_grams=500, up_to_value=Decimal(50)), step("8.00", up_to_grams=2000)]

    table = table_for(both, "NL", EURO, "EUR")
    short = table_for([*both, step("9.00", up_to_grams=5000, up_to_value=Decimal(50))], "NL", EURO, "EUR")

    assert (table, short) == (
        Table((Step(Decimal("8.00"), to_grams=Decimal(2000)),), Decimal("5.00"), True),
        Table((Step(Decimal("8.00"), to_grams=Decimal(2000)),), Decimal("5.00"), False),
    )
    assert table_for(both[:1], "NL", EURO, "EUR") is None


def test_limits_that_no_parcel_reaches_are_none() -> None:
    steps = [step("3.00", up_to_grams=2000, up_to_value=Decimal(50)), step("8.00", up_to_grams=2000)]

    table = table_for(steps, "NL", EURO, "EUR", heaviest=Decimal(1999))

    assert told(table) == [("3.00", "50.000000"), ("8.00", None)]


def test_long_tables_are_shortened_upward_and_tell_by_how_much() -> None:
    table = table_for([step(f"{n}.00", up_to_grams=n * 100) for n in range(1, 31)], "NL", EURO, "EUR")

    assert table is not None
    assert len(table.steps) == 20
    assert told(table)[-1] == ("30.00", "3000")
    assert 1 <= table.slack <= 2


LIMITS = st.none() | st.integers(1, 30)
STEPS = st.lists(st.tuples(st.integers(0, 2000), LIMITS, LIMITS), min_size=1, max_size=25)


@given(STEPS, st.integers(0, 30), st.integers(0, 30))
def test_a_parcel_is_never_cheaper_than_told_nor_dearer_by_more_than_the_slack(
    given_steps: list[tuple[int, int | None, int | None]], grams: int, value: int
) -> None:
    steps = [
        step(str(Decimal(price) / 100), up_to_grams=most, up_to_value=None if worth is None else Decimal(worth))
        for price, most, worth in given_steps
    ]
    table = table_for(steps, "NL", EURO, "EUR")
    if table is None:
        return
    seller = Store("1", (Offer("lot", 1, Decimal(1), weight=Decimal(1)),), table.steps)
    Problem("EUR", (Lot("lot", 1),), (seller,))  # sourcing takes such a table
    search, own = seller.shipping_for(Decimal(value), Decimal(grams)), step_for(steps, "NL", grams, Decimal(value))

    if search is not None:
        assert own is not None
        assert own.price <= search <= own.price + table.slack
    elif table.slack == 0 and table.reaches_as_far:
        assert own is None
