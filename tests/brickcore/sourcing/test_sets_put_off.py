"""A set of stores that is first settled roughly is settled for sure at the end."""

from decimal import Decimal

import pytest

from brickcore.sourcing import Need, Offer, Problem, Store
from brickcore.sourcing import sourcing as module
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
