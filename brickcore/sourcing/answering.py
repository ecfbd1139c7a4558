"""From the columns of a solved model back to a plan in whole pieces, checked before anyone sees it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

import highspy
import numpy as np

from brickcore.sourcing.checking import BrokenPlan, check_plan
from brickcore.sourcing.exact import Model, Scope, arrays, build, threshold
from brickcore.sourcing.market import Floats, Market, Whole
from brickcore.sourcing.plan import PlanLine
from brickcore.sourcing.rows import Rows
from brickcore.sourcing.solver import SEEN, Answer, fixed, new_model, solve_integer, solve_linear

WHOLE_ENOUGH = 1e-5
SHORT_OF_A_UNIT = 0.9  # costs are whole units, so what is nearer than one to the best is not cheaper


@dataclass(frozen=True, slots=True)
class Bought:
    """What one run of the solver came to. `plan` is None where pieces of some stores, `loose`, came out in fractions,
    or where nothing was found; `used` are the stores of the values found, `bound` holds for the model alone."""

    plan: tuple[PlanLine, ...] | None
    cost: Decimal | None
    bound: float
    finished: bool
    infeasible: bool
    used: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()


def buy(
    market: Market,
    scope: Scope,
    *,
    until: float,
    covers: Rows | None = None,
    start: AbstractSet[int] = frozenset(),
    seen: SEEN | None = None,
    below_ceiling: bool = False,
    near: float = 0.0,
) -> Bought:
    """Solve the model of a scope and read the plan off it; dearer plans are left `below_ceiling`, `near` is enough."""
    model = build(market, scope, covers)
    if below_ceiling and np.isfinite(scope.ceiling):
        model.at_least(-scope.ceiling, [(column, -cost) for column, cost in enumerate(model.cost) if cost])
    columns, whole = arrays(model)
    highs = new_model(columns, model.rows)
    first = len(scope.arcs)
    stores = first + np.arange(market.stores)
    opened = np.isin(np.arange(market.stores), list(start)).astype(float)
    hint = (stores, opened) if start and not (set(start) - set(market.store[scope.arcs].tolist())) else None
    gap = max(float(market.unit) * SHORT_OF_A_UNIT, near)
    answer = solve_integer(highs, whole, until=until, close_enough=gap, start=hint, seen=seen)
    if answer.values is None:
        return Bought(None, None, answer.bound, answer.finished, answer.infeasible)
    return _read(market, scope, model, highs, whole, answer, until)


def _read(
    market: Market, scope: Scope, model: Model, highs: highspy.Highs, whole: Whole, answer: Answer, until: float
) -> Bought:
    assert answer.values is not None
    values = answer.values
    if not _are_whole(values, np.arange(len(scope.arcs))):
        values = _corner(highs, whole, values, until)
    plan: tuple[PlanLine, ...] | None
    plan, loose = lines(market, scope, model, values)
    cost = None
    if plan is not None:
        try:
            cost = check_plan(market.problem, plan)
        except BrokenPlan:  # within the solver's tolerance, but not exactly
            plan, loose = None, _coupled(market, values, scope)
    opened = values[len(scope.arcs) : len(scope.arcs) + market.stores]
    used = frozenset(np.nonzero(opened > 0.5)[0].tolist())
    return Bought(plan, cost, answer.bound, answer.finished, answer.infeasible, used, loose)


def _are_whole(values: Floats, columns: Whole) -> bool:
    return bool((np.abs(values[columns] - np.round(values[columns])) < WHOLE_ENOUGH).all())


def _corner(highs: highspy.Highs, whole: Whole, values: Floats, until: float) -> Floats:
    """With what must be whole held, a corner of the rest: only heuristics leave pieces in fractions without need."""
    fixed(highs, whole, np.round(values[whole]))
    highs.changeColsIntegrality(len(values), np.arange(len(values), dtype=np.int32), np.zeros(len(values), np.uint8))
    solved = solve_linear(highs, until=until + 1)
    return values if solved is None else solved[0]


def lines(
    market: Market, scope: Scope, model: Model, values: Floats
) -> tuple[tuple[PlanLine, ...] | None, frozenset[int]]:
    """The plan, or the stores whose pieces came out in fractions."""
    bought: list[PlanLine] = []
    loose: set[int] = set()
    moved = (np.abs(values) > WHOLE_ENOUGH).tolist()
    for number, columns in model.bought.items():
        arcs = model.arcs_of[number]
        if not any(moved[column] for column, _ in columns) and not any(moved[arc] for arc in arcs):
            continue
        pieces = sum(values[column] * each for column, each in columns)
        quantity = round(pieces)
        if abs(pieces - quantity) > WHOLE_ENOUGH * 10 or not _are_whole(values, np.array(arcs)):
            loose.add(market.places[number][0])
        elif quantity:
            sent = [(int(market.need[scope.arcs[arc]]), round(values[arc])) for arc in arcs]
            bought += _of_offer(market, number, quantity, sent)
    return (None, frozenset(loose)) if loose else (tuple(bought), frozenset())


def _of_offer(market: Market, number: int, quantity: int, sent: list[tuple[int, int]]) -> list[PlanLine]:
    """The lines of one offer: what each need gets, what is beyond use on the first."""
    problem = market.problem
    at, place = market.places[number]
    store, offer = problem.stores[at], problem.stores[at].offers[place]
    price = offer.price_of(quantity)
    left = quantity
    shares: dict[int, int] = {}
    for need, pieces in sent:
        shares[need] = min(left, pieces)
        left -= shares[need]
    shares[sent[0][0]] += left
    return [
        PlanLine(store.id, place, offer.lot, problem.needs[need].lot, pieces, price)
        for need, pieces in shares.items()
        if pieces
    ]


def _coupled(market: Market, values: Floats, scope: Scope) -> frozenset[int]:
    opened = values[len(scope.arcs) : len(scope.arcs) + market.stores] > 0.5
    return frozenset(int(at) for at in np.nonzero(opened)[0] if threshold(market.problem.stores[int(at)]))
