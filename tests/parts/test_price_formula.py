from decimal import Decimal

import pytest

from parts.services.price_formula import Described, colour_factor, estimate_unit_price, weight_factor

BRICK = Described(name="Brick 2 × 4", shelf="Bricks", weight=Decimal("2.32"))


def test_price_is_the_product_of_the_figures_that_are_shown() -> None:
    estimate = estimate_unit_price(BRICK, Decimal("1.000"))
    reason = estimate.reason
    factors = ("base", "shelf_factor", "weight_factor", "colour_factor", "print_factor")
    product = Decimal(1)
    for name in factors:
        product *= Decimal(str(reason[name]))
    assert estimate.unit_price == product.quantize(Decimal("0.0001")) == Decimal("0.2258")
    assert (reason["shelf"], reason["weight"], reason["weight_from"]) == ("Bricks", "2.32", "weighed")


@pytest.mark.parametrize(
    ("commonness", "factor"),
    [(None, "1"), ("1.000", "1.00"), ("0.850", "1.00"), ("0.700", "1.12"), ("0.000", "1.68")],
)
def test_rare_colours_cost_more(commonness: str | None, factor: str) -> None:
    assert colour_factor(None if commonness is None else Decimal(commonness)) == Decimal(factor)


def test_heavier_costs_more_but_not_in_proportion() -> None:
    light, heavy = weight_factor(Decimal(1)), weight_factor(Decimal(10))
    assert (light, heavy) == (Decimal("1.0000"), Decimal("6.7608"))


def test_print_costs_twice_its_plain_part() -> None:
    printed = Described(name="Brick 2 × 4", shelf="Bricks", is_print=True, weight=Decimal("2.32"))
    plain = estimate_unit_price(BRICK, None).unit_price
    assert abs(estimate_unit_price(printed, None).unit_price - 2 * plain) <= Decimal("0.0001")


@pytest.mark.parametrize(
    ("part", "weight", "source"),
    [
        (Described(name="Oddity", shelf="Bricks", volume=Decimal(76800)), "2.76", "size"),
        (Described(name="Brick 2 × 4", shelf="Bricks"), "2.76", "size in the name"),
        (Described(name="Oddity", shelf="Minifig Accessories"), "0.35", "typical of the shelf"),
        (Described(name="Oddity", shelf="Never Seen"), "1.00", "typical of the shelf"),
        (Described(name="B", shelf="Bricks", weight=Decimal(2), weight_is_computed=True), "2", "size"),
    ],
)
def test_weight_comes_from_the_best_source_and_says_so(part: Described, weight: str, source: str) -> None:
    reason = estimate_unit_price(part, None).reason
    assert (reason["weight"], reason["weight_from"]) == (weight, source)


def test_shelf_without_prices_says_that_it_is_unmeasured() -> None:
    assert estimate_unit_price(Described(name="X", shelf="Never Seen"), None).reason["shelf_measured"] is False
    assert estimate_unit_price(BRICK, None).reason["shelf_measured"] is True


def test_price_is_never_below_a_cent() -> None:
    crumb = Described(name="Crumb", shelf="Bricks", weight=Decimal("0.001"))
    assert estimate_unit_price(crumb, None).unit_price == Decimal("0.0100")
