"""Sets of stores that are first settled roughly are settled for sure at the end, whatever their bounds."""

from decimal import Decimal

import pytest

from brickcore.sourcing import Need, Offer, Problem, ShippingStep, Store, Tier
from brickcore.sourcing import search as module
from brickcore.sourcing.sourcing import source
from tests.brickcore.sourcing.brute_force import cheapest

PROBLEM = Problem(
    "EUR",
    (Need("plate", 1), Need("brick", 3)),
    (
        Store(
            "large",
            (
                Offer("plate", 1, Decimal("0.32")),
                Offer("brick", 1, Decimal("0.22")),
                Offer("brick", 3, Decimal("0.34")),
            ),
            Decimal("1.08"),
            minimum=Decimal("1.2"),
        ),
        Store("free", (Offer("plate", 1, Decimal(0)),), Decimal(0)),
        Store("small", (Offer("brick", 3, Decimal("0.6")),), Decimal("0.49")),
    ),
)


@pytest.mark.parametrize("share", [0.0, 5e-4, 0.3, 10.0])
def test_a_plan_elsewhere_does_not_leave_a_set_that_was_put_off_open(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROUGHLY", share)
    sourced = source(PROBLEM, seconds=30)
    assert (sourced.status, sourced.cost, sourced.bound) == ("optimal", Decimal("2.29"), Decimal("2.29"))
    assert cheapest(PROBLEM) == Decimal("2.29")


def test_a_set_that_costs_nothing_until_pieces_are_whole_is_settled() -> None:
    tiers = (Tier(2, Decimal("0.21")), Tier(4, Decimal("0.01")))
    cheap = Store("cheap", (Offer("plate", 3, Decimal("0.08"), tiers=tiers),), minimum=Decimal("0.5"))
    paid = Store("paid", (Offer("brick", 1, Decimal("0.12")),), Decimal("0.05"))
    free = Store("free", (Offer("brick", 3, Decimal("0.19")),))
    problem = Problem("EUR", (Need("brick", 1), Need("plate", 2)), (cheap, paid, free, Store("empty", ())))
    sourced = source(problem, seconds=30)
    assert cheapest(problem) == Decimal("0.80")
    assert (sourced.status, sourced.cost, sourced.bound) == ("optimal", Decimal("0.80"), Decimal("0.80"))


@pytest.mark.parametrize("most", [0, 1])
def test_with_many_sets_left_the_whole_model_settles_the_rest(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SETS", most)
    sourced = source(PROBLEM, seconds=30)
    assert (sourced.status, sourced.cost, sourced.bound) == ("optimal", Decimal("2.29"), Decimal("2.29"))


def test_a_set_is_settled_where_costs_are_told_apart_finer_than_the_solver_can() -> None:
    fine = Store(
        "fine",
        (
            Offer("brick", 4, Decimal("1.190798"), tiers=(Tier(4, Decimal("0.809169")),)),
            Offer("plate", 5, Decimal("1.233484")),
            Offer("tile", 4, Decimal("1.291473")),
        ),
        Decimal("1.442289"),
    )
    steps = (
        ShippingStep(Decimal("1.403642"), to_value=Decimal(1)),
        ShippingStep(Decimal("0.567610"), to_value=Decimal(2)),
        ShippingStep(Decimal("1.860839")),
    )
    tiers = (Tier(2, Decimal("0.322466")), Tier(4, Decimal("0.625393")))
    one_lot = Store("one lot", (Offer("tile", 7, Decimal("0.637586"), 4, tiers),), steps, lots=1)
    dear = Store("dear", (Offer("brick", 2, Decimal("0.230366")),), Decimal("2.467243"), lots=2)
    problem = Problem("EUR", (Need("brick", 2), Need("plate", 3), Need("tile", 4)), (fine, one_lot, dear))
    sourced = source(problem, seconds=2)
    assert (sourced.status, sourced.cost) == ("optimal", Decimal("11.886748"))
