"""Rounding, sharing out, and which rate is taken."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.money import cents, unit_price
from shop.services.pricing import NoRate, Rates, SeenRate, rates_into, share_out

OLD, NEW = date(2026, 11, 1), date(2026, 11, 20)


def test_half_a_cent_goes_up() -> None:
    assert [str(cents(Decimal(text))) for text in ("0.005", "0.0049999", "2.675", "1")] == [
        "0.01",
        "0.00",
        "2.68",
        "1.00",
    ]
    assert str(unit_price(Decimal("0.00005"))) == "0.0001"


def test_left_over_cents_go_to_whoever_lost_most() -> None:
    assert share_out(Decimal("1.00"), [Decimal(1)] * 3) == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    assert share_out(Decimal("0.05"), [Decimal("0.6"), Decimal("0.3"), Decimal("0.1")]) == [
        Decimal("0.03"), Decimal("0.02"), Decimal("0.00"),
    ]  # fmt: skip
    assert share_out(Decimal("1.00"), [Decimal(0)]) == [Decimal(0)]


@given(st.integers(0, 10**6), st.lists(st.decimals(0, 10**4, places=3), min_size=1, max_size=8))
def test_shares_are_the_whole_and_each_is_within_a_cent_of_its_part(pot: int, weights: list[Decimal]) -> None:
    amount, whole = Decimal(pot) / 100, sum(weights)
    shares = share_out(amount, weights)

    assert sum(shares) == (amount if whole else 0)
    for share, weight in zip(shares, weights, strict=True):
        assert not whole or abs(share - amount * weight / whole) <= Decimal("0.010000001")


def seen(base: str, currency: str, rate: str, day: date = NEW, source: str = "bank") -> SeenRate:
    return SeenRate(base, currency, Decimal(rate), day, source)


def test_the_newest_rate_is_taken_as_told_turned_round_or_through_the_euro() -> None:
    told = [
        seen("USD", "EUR", "0.5", OLD), seen("USD", "EUR", "0.9"), seen("EUR", "GBP", "0.8", OLD),
        seen("EUR", "DKK", "7.5"),
    ]  # fmt: skip

    euros, crowns = rates_into("EUR", {"USD", "GBP", "EUR"}, told), rates_into("DKK", {"USD", "GBP"}, told)

    assert {code: (str(rate.rate), rate.path, rate.seen_on) for code, rate in euros.known.items()} == {
        "USD": ("0.9", "direct", NEW),
        "GBP": ("1.250000000000", "turned", OLD),
    }
    assert {code: (rate.rate, rate.path) for code, rate in crowns.known.items()} == {
        "USD": (Decimal("6.75"), "chained"),
        "GBP": (Decimal("9.375"), "chained"),
    }
    assert crowns.known["GBP"].seen_on == OLD


def test_a_currency_that_nobody_tells_of_has_no_rate() -> None:
    rates = rates_into("EUR", {"USD"}, [])

    assert rates == Rates("EUR", {})
    assert rates.of("EUR") == 1
    with pytest.raises(NoRate):
        rates.of("USD")
