from dataclasses import replace
from decimal import Decimal

import pytest

from brickcore.sourcing import Found, Need, Offer, Problem, ShippingStep, Store, Tier, search
from brickcore.sourcing.changes import what_would_change
from brickcore.sourcing.sourcing import source
from brickcore.sourcing.wording import sentence


def money(text: str) -> Decimal:
    return Decimal(text)


def store(name: str, *offers: Offer, shipping: str = "2.00", minimum: str = "0") -> Store:
    return Store(name, offers, money(shipping), money(minimum))


def offer(lot: str, quantity: int, price: str, *, multiple: int = 1, tiers: tuple[Tier, ...] = ()) -> Offer:
    return Offer(lot, quantity, money(price), multiple, tiers)


TWO_STORES = Problem(
    "EUR",
    (Need("a", 4), Need("b", 2), Need("c", 1), Need("d", 1)),
    (
        store("cheap", offer("a", 9, "0.10"), offer("b", 9, "0.10"), offer("c", 9, "0.10")),
        store("all", offer("a", 9, "0.30"), offer("b", 9, "0.90"), offer("c", 9, "0.70"), offer("d", 9, "5.00")),
        store("rare", offer("d", 1, "0.50"), shipping="3.50"),
    ),
)


def test_goods_and_shipping_add_up_to_the_cost() -> None:
    sourced = source(TWO_STORES)
    assert (sourced.status, sourced.cost, sourced.bound) == ("optimal", money("6.70"), money("6.70"))
    assert sourced.stores == ("cheap", "rare")
    assert [(line.lot, line.quantity, line.price) for line in sourced.plan if line.store == "cheap"] == [
        ("a", 4, money("0.10")),
        ("b", 2, money("0.10")),
        ("c", 1, money("0.10")),
    ]
    assert sourced.gap == 0


def test_the_baseline_is_the_store_that_has_most_first() -> None:
    assert source(TWO_STORES).baseline == money("2") + 4 * money("0.30") + 2 * money("0.90") + money("5.70")


def test_more_is_bought_where_that_is_cheaper() -> None:
    tiers = (Tier(10, money("0.05")),)
    problem = Problem("EUR", (Need("a", 8),), (store("tiered", offer("a", 50, "0.10", tiers=tiers), shipping="0"),))
    sourced = source(problem)
    assert sourced.cost == money("0.50")
    assert [(line.quantity, line.price) for line in sourced.plan] == [(10, money("0.05"))]


def test_a_tier_from_the_first_piece_on_is_the_price() -> None:
    tiers = (Tier(1, money("0.30")), Tier(4, money("0.20")))
    tiered = store("tiered", offer("a", 50, "9.00", tiers=tiers), shipping="0")
    assert [source(Problem("EUR", (Need("a", pieces),), (tiered,))).cost for pieces in (1, 2, 3, 5)] == [
        money("0.30"), money("0.60"), money("0.80"), money("1.00"),
    ]  # fmt: skip


def test_a_minimum_is_reached_by_the_cheapest_pieces_on_top() -> None:
    problem = Problem("EUR", (Need("a", 1),), (store("s", offer("a", 99, "0.30"), shipping="1", minimum="1.00"),))
    assert source(problem).cost == money("2.20")


def test_a_step_of_the_shipping_table_is_worth_buying_more() -> None:
    steps = (ShippingStep(money("4"), to_value=money("0.99")), ShippingStep(money("0")))
    problem = Problem("EUR", (Need("a", 1),), (Store("s", (offer("a", 9, "0.50"),), steps),))
    assert source(problem).cost == money("1.00")


def test_what_nobody_has_is_counted() -> None:
    problem = replace(TWO_STORES, needs=(Need("a", 20), Need("d", 11), Need("x", 3)))
    sourced = source(problem)
    assert (sourced.status, sourced.cost, sourced.plan) == ("infeasible", None, ())
    assert [(need.lot, need.quantity) for need in sourced.missing] == [("a", 2), ("d", 1), ("x", 3)]
    rest = source(problem.without_missing())
    assert rest.status == "optimal"
    assert sum(line.quantity for line in rest.plan) == 18 + 10


def test_pieces_accepted_in_place_are_counted_where_they_help_most() -> None:
    needs = (Need("a", 2, accepts=("b",)), Need("b", 2))
    problem = Problem("EUR", needs, (store("s", offer("a", 1, "1"), offer("b", 2, "1")),))
    assert [(need.lot, need.quantity) for need in problem.missing()] == [("a", 1)]


def test_a_minimum_that_nobody_can_reach_is_no_missing_lot() -> None:
    problem = Problem("EUR", (Need("a", 1),), (store("s", offer("a", 2, "1.00"), minimum="100"),))
    sourced = source(problem)
    assert (sourced.status, sourced.missing, sourced.plan) == ("infeasible", (), ())
    assert "minimums" in sourced.because


def test_progress_is_told_and_can_end_the_search() -> None:
    seen: list[Found] = []

    def enough(found: Found) -> bool:
        seen.append(found)
        return False

    sourced = source(TWO_STORES, on_progress=enough)
    assert len(seen) == len(sourced.history) == 1
    assert sourced.status == "feasible"
    assert sourced.cost == seen[0].cost


def test_a_listener_that_hears_nothing_is_asked_and_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "BEAT", -1)  # every silence is too long
    heard: list[Found] = []

    def until_nothing_is_new(found: Found) -> bool:
        heard.append(found)
        return len(heard) < 2 or (found.cost, found.bound) != (heard[-2].cost, heard[-2].bound)

    sourced = source(TWO_STORES, on_progress=until_nothing_is_new)
    assert (heard[-1].cost, heard[-1].bound) == (heard[-2].cost, heard[-2].bound)
    assert len(sourced.history) < len(heard)  # what is no news is not noted
    assert sourced.status == "feasible"


def test_bounds_rise_and_costs_fall() -> None:
    history = source(TWO_STORES).history
    assert [found.bound for found in history] == sorted(found.bound for found in history)
    costs = [found.cost for found in history if found.cost is not None]
    assert costs == sorted(costs, reverse=True)


def test_the_same_problem_gives_the_same_plan() -> None:
    assert source(TWO_STORES).plan == source(TWO_STORES).plan


def test_an_earlier_plan_may_be_told() -> None:
    before = source(TWO_STORES)
    assert source(TWO_STORES, start=before.plan).plan == before.plan


def test_fewer_stores_are_told_with_what_they_cost() -> None:
    sourced = source(TWO_STORES)
    [change] = [one for one in what_would_change(TWO_STORES, sourced, seconds=4) if one.kind == "fewer_stores"]
    assert (change.count, change.stores, change.saving, change.moved) == (
        1,
        ("all",),
        money("6.70") - money("10.70"),
        4,
    )
    assert change.sure
    assert sentence("EUR", change) == "At most 1 store costs 4.00 EUR more; 4 lots move."


def test_one_more_store_is_told_with_what_it_saves() -> None:
    limited = replace(TWO_STORES, max_stores=1)
    sourced = source(limited)
    assert sourced.cost == money("10.70")
    [change] = [one for one in what_would_change(limited, sourced, seconds=4) if one.kind == "more_stores"]
    assert (change.count, change.saving) == (2, money("4.00"))
    assert sentence("EUR", change) == "One more store saves 4.00 EUR."


def test_the_lot_that_forces_a_store_decides() -> None:
    sourced = source(TWO_STORES)
    [change] = [one for one in what_would_change(TWO_STORES, sourced, seconds=4) if one.kind == "deciding_lots"]
    assert change.names[0] == "d"
    assert change.saving >= money("3.50")


@pytest.mark.parametrize("seconds", [0.0, 1e-6])
def test_without_time_the_plain_way_of_shopping_is_an_answer(seconds: float) -> None:
    sourced = source(TWO_STORES, seconds=seconds)
    assert (sourced.status, sourced.cost) == ("feasible", sourced.baseline)
