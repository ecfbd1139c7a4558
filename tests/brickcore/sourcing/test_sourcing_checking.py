from dataclasses import replace
from decimal import Decimal

import pytest

from brickcore.sourcing import Need, Offer, PlanLine, Problem, ShippingStep, Store, Tier
from brickcore.sourcing.checking import BrokenPlan, check_plan

STORE = Store(
    "s",
    (
        Offer("a", 10, Decimal("0.10"), 2, (Tier(6, Decimal("0.05")),)),
        Offer("b", 5, Decimal("1"), weight=Decimal(3)),
    ),
    shipping=(ShippingStep(Decimal(2), to_value=Decimal("1.20")), ShippingStep(Decimal(3), to_value=Decimal(3))),
    minimum=Decimal("1"),
    average_lot=Decimal("0.5"),
    lots=2,
)
PROBLEM = Problem("EUR", (Need("a", 2), Need("b", 1)), (STORE,), max_stores=1)
A = PlanLine("s", 0, "a", "a", 2, Decimal("0.10"))
B = PlanLine("s", 1, "b", "b", 1, Decimal(1))


def test_goods_and_the_step_that_they_reach_are_counted() -> None:
    assert check_plan(PROBLEM, (A, B)) == Decimal("3.20")
    assert check_plan(PROBLEM, (replace(A, quantity=6, price=Decimal("0.05")), B)) == Decimal("4.30")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((A,), "Of b, 1 are needed and 0 bought"),
        ((replace(A, quantity=3), B), "multiples of 2"),
        ((replace(A, quantity=12, price=Decimal("0.05")), B), "10 at most"),
        ((replace(A, quantity=6), B), "cost 0.05 each"),
        ((replace(A, offer=1), B), "no offer 1 of a"),
        ((replace(A, offer=-1), B), "no offer -1"),
        ((replace(A, store="t"), B), "at t"),
        ((A, B, replace(A, quantity=0)), "buys 0"),
        ((A, B, replace(A, need="b")), "does not serve"),
        ((A, replace(B, quantity=4)), "does not ship"),
    ],
)
def test_a_plan_that_breaks_a_term_is_refused(lines: tuple[PlanLine, ...], words: str) -> None:
    with pytest.raises(BrokenPlan) as broken:
        check_plan(PROBLEM, lines)
    assert words in broken.value.message


@pytest.mark.parametrize(
    ("store", "words"),
    [
        (replace(STORE, minimum=Decimal("1.21")), "nothing below 1.21"),
        (replace(STORE, average_lot=Decimal("0.61")), "0.61 a lot"),
        (replace(STORE, lots=1), "at most 1 lots"),
    ],
)
def test_terms_of_a_store_are_kept(store: Store, words: str) -> None:
    with pytest.raises(BrokenPlan) as broken:
        check_plan(replace(PROBLEM, stores=(store,)), (A, B))
    assert words in broken.value.message


def test_no_more_stores_than_allowed() -> None:
    two = replace(PROBLEM, stores=(STORE, replace(STORE, id="t")))
    with pytest.raises(BrokenPlan, match="at most 1 are allowed"):
        check_plan(two, (A, B, replace(B, store="t")))
