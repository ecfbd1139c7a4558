"""The plan against brute force over everything that can be bought."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from brickcore.sourcing import Problem, Sourced
from brickcore.sourcing.sourcing import source
from tests.brickcore.sourcing.brute_force import cheapest, is_small
from tests.brickcore.sourcing.counting import cost_by_counting
from tests.brickcore.sourcing.problems import small_problems

EVERY = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def judge(problem: Problem) -> Sourced:
    assume(is_small(problem))
    best = cheapest(problem)
    sourced = source(problem, seconds=30)
    if best is None:
        assert (sourced.status, sourced.cost, sourced.plan) == ("infeasible", None, ())
        assert sourced.missing or sourced.because
    else:
        assert (sourced.status, sourced.cost) == ("optimal", best)
        assert sourced.bound <= best
        assert cost_by_counting(problem, sourced.plan) == best
    return sourced


@EVERY
@given(small_problems(terms=False))
def test_plain_offers_and_minimums_are_bought_at_the_least_cost(problem: Problem) -> None:
    judge(problem)


@EVERY
@given(small_problems())
def test_tiers_and_multiples_are_bought_at_the_least_cost(problem: Problem) -> None:
    judge(problem)


@EVERY
@given(small_problems(tables=True))
def test_shipping_tables_are_kept_to_at_the_least_cost(problem: Problem) -> None:
    judge(problem)


@EVERY
@given(small_problems(limits=True))
def test_averages_and_limits_are_kept_to_at_the_least_cost(problem: Problem) -> None:
    judge(problem)


@EVERY
@given(small_problems(tables=True, limits=True, accepts=True))
def test_lots_accepted_for_others_are_bought_at_the_least_cost(problem: Problem) -> None:
    judge(problem)


@EVERY
@given(small_problems(tables=True, limits=True, accepts=True), st.sampled_from((0.0, 0.001, 0.01, 0.05)))
def test_an_answer_cut_short_is_honest(problem: Problem, seconds: float) -> None:
    assume(is_small(problem))
    best = cheapest(problem)
    sourced = source(problem, seconds=seconds)
    if best is None:
        assert sourced.status in ("infeasible", "unknown")
        assert sourced.plan == ()
        return
    assert sourced.status != "infeasible"
    assert sourced.bound <= best
    if sourced.cost is not None:
        assert sourced.cost == cost_by_counting(problem, sourced.plan)
        assert sourced.cost >= best
        assert sourced.status == "feasible" or sourced.cost == best
