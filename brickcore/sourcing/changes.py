"""What would change a plan: other numbers of stores, and the few lots that decide where is bought."""

import time
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from brickcore.sourcing.plan import PlanLine, Sourced
from brickcore.sourcing.problem import Problem
from brickcore.sourcing.sourcing import source

Kind = Literal["fewer_stores", "more_stores", "deciding_lots"]
LOTS_TOLD = 3
LOTS_TRIED = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One other choice and what it saves (below zero: costs more).

    `fewer_stores` and `more_stores`: at most `count` stores, names are theirs. `deciding_lots`: without the `count`
    lots that `names` tells; `saving` is beyond their own price, shipping and dearer pieces that they force. `stores`
    are those of the changed plan, `moved` is how many lots it buys elsewhere. `sure` says whether that plan is proven
    to be the best.
    """

    kind: Kind
    count: int
    names: tuple[str, ...]
    saving: Decimal
    stores: tuple[str, ...]
    moved: int
    sure: bool


def what_would_change(problem: Problem, sourced: Sourced, *, seconds: float = 10.0) -> list[Change]:
    """Other choices around a plan, each solved for its share of the seconds; nothing for a problem without a plan."""
    if sourced.cost is None:
        return []
    until = time.monotonic() + seconds
    used = len(sourced.stores)
    found = [_deciding(problem, sourced, until=until - seconds / 2)]
    if used > 1:
        found.append(_limited(problem, sourced, "fewer_stores", used - 1, seconds=seconds / 4))
    if problem.max_stores is not None and problem.max_stores == used:
        found.append(_limited(problem, sourced, "more_stores", used + 1, seconds=seconds / 4))
    return [change for change in found if change is not None]


def _limited(problem: Problem, sourced: Sourced, kind: Kind, most: int, *, seconds: float) -> Change | None:
    """The best plan with another limit of stores."""
    other = source(replace(problem, max_stores=most), seconds=seconds, start=sourced.plan)
    if other.cost is None or sourced.cost is None or (kind == "more_stores" and other.cost >= sourced.cost):
        return None
    return Change(
        kind,
        most,
        other.stores,
        sourced.cost - other.cost,
        other.stores,
        _moved(sourced.plan, other.plan),
        other.status == "optimal",
    )


def _deciding(problem: Problem, sourced: Sourced, *, until: float) -> Change | None:
    """The lots without which a store or its minimum would not be needed: tried are those in the smallest orders."""
    if len(problem.needs) <= LOTS_TOLD:
        return None
    saved: list[tuple[Decimal, str]] = []
    for lot in _candidates(sourced)[:LOTS_TRIED]:
        left = until - time.monotonic()
        if left > 0 and (saving := _without(problem, sourced, (lot,), left / LOTS_TRIED)[0]) > 0:
            saved.append((saving, lot))
    names = tuple(lot for _, lot in sorted(saved, key=lambda one: (-one[0], one[1]))[:LOTS_TOLD])
    if not names:
        return None
    saving, other = _without(problem, sourced, names, max(0.2, until - time.monotonic()))
    moved = _moved(tuple(line for line in sourced.plan if line.need not in names), other.plan)
    sure = other.status == sourced.status == "optimal"
    return Change("deciding_lots", len(names), names, saving, other.stores, moved, sure) if saving > 0 else None


def _candidates(sourced: Sourced) -> list[str]:
    """The lots of a plan, those first that share an order with the fewest others."""
    sizes: dict[str, int] = {}
    for line in sourced.plan:
        sizes[line.store] = sizes.get(line.store, 0) + 1
    alone = {
        line.need: min(sizes[other.store] for other in sourced.plan if other.need == line.need) for line in sourced.plan
    }
    return sorted(alone, key=lambda lot: (alone[lot], lot))


def _without(problem: Problem, sourced: Sourced, lots: tuple[str, ...], seconds: float) -> tuple[Decimal, Sourced]:
    """What leaving lots out saves beyond their own price, and the plan without them."""
    kept = tuple(need for need in problem.needs if need.lot not in lots)
    other = source(replace(problem, needs=kept), seconds=seconds, start=sourced.plan)
    if other.cost is None or sourced.cost is None:
        return Decimal(0), other
    own = sum((line.quantity * line.price for line in sourced.plan if line.need in lots), Decimal(0))
    return sourced.cost - own - other.cost, other


def _moved(before: tuple[PlanLine, ...], after: tuple[PlanLine, ...]) -> int:
    """How many needs are not bought from the same stores as before."""
    where: dict[str, tuple[set[str], set[str]]] = {}
    for side, plan in enumerate((before, after)):
        for line in plan:
            where.setdefault(line.need, (set(), set()))[side].add(line.store)
    return sum(old != new for old, new in where.values())
