"""Figures as people read them."""

from decimal import Decimal

import pytest

from web.present import figures


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("187.4", "187.40"),
        ("0.0668", "0.07"),
        ("0.004", "<0.01"),
        ("-0.4", "\u22120.40"),
        ("8279.96", "8,279.96"),
        ("0", "0.00"),
    ],
)
def test_amounts_have_two_decimals_and_are_never_rounded_to_nothing(value: str, words: str) -> None:
    assert figures.amount(Decimal(value)) == words


def test_money_bears_its_sign_or_its_code() -> None:
    assert figures.money(Decimal("1.5"), "EUR") == "€1.50"
    assert figures.money(Decimal("1.5"), "CHF") == "CHF\u00a01.50"


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ((410, 290, 150), "41 × 29 × 15\u00a0cm"),
        ((32, 16, Decimal("9.6")), "32 × 16 × 9.6\u00a0mm"),
        ((410, 2, 150), "41 × 1 × 15\u00a0cm"),
        ((None, 16, 9), ""),
    ],
)
def test_sizes_are_in_the_unit_that_fits(sides: tuple[Decimal | int | None, ...], words: str) -> None:
    assert figures.dimensions(*(None if side is None else Decimal(side) for side in sides)) == words


def test_weights_and_file_sizes() -> None:
    assert figures.weight(Decimal("1420")) == "1.42\u00a0kg"
    assert figures.weight(Decimal("96.4")) == "96\u00a0g"
    assert figures.weight(Decimal("0.62")) == "0.6\u00a0g"
    assert figures.weight(None) == ""
    assert figures.file_size(312) == "312 bytes"
    assert figures.file_size(4_100_000) == "4.1\u00a0MB"
    assert figures.limit(50 << 20) == "50\u00a0MB"
