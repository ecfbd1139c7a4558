"""A plan and what would change it as English lines, for the command."""

from collections.abc import Iterator
from decimal import Decimal

from brickcore.sourcing.changes import Change
from brickcore.sourcing.plan import PlanLine, Sourced
from brickcore.sourcing.problem import Problem, Store


def in_words(problem: Problem, sourced: Sourced, changes: list[Change]) -> Iterator[str]:
    """Lines: what is bought at each store, cost and proof, what is missing, what would change the plan."""
    stores = {store.id: store for store in problem.stores}
    for name in sourced.stores:
        yield from _order(problem, stores[name], [line for line in sourced.plan if line.store == name])
        yield ""
    if sourced.cost is not None:
        yield from _proof(problem, sourced)
    elif sourced.missing:
        yield "Nobody has all of these lots:"
        yield from (f"{need.quantity:6,} × {need.lot}" for need in sourced.missing)
    else:
        yield sourced.because
    yield from (sentence(problem.currency, change) for change in changes)


def _order(problem: Problem, store: Store, lines: list[PlanLine]) -> Iterator[str]:
    goods = sum((line.quantity * line.price for line in lines), Decimal(0))
    grams = sum(
        (line.quantity * (problem.weight_of(store.offers[line.offer]) or Decimal(0)) for line in lines), Decimal(0)
    )
    shipping = store.shipping_for(goods, grams) or Decimal(0)
    yield f"{store.id}: {goods:f} + {shipping:f} shipping = {goods + shipping:f} {problem.currency}"
    for line in lines:
        instead = f" for {line.need}" if line.need != line.lot else ""
        yield f"{line.quantity:6,} × {line.lot:20} {line.price:>10f} {line.quantity * line.price:>12f}{instead}"


def _proof(problem: Problem, sourced: Sourced) -> Iterator[str]:
    gap = float(sourced.gap or 0) * 100
    count = len(sourced.stores)
    yield f"{sourced.cost:f} {problem.currency} from {count} store{'' if count == 1 else 's'}."
    if sourced.status == "optimal":
        yield "No plan is cheaper; that is proven."
    else:
        yield f"No plan costs less than {sourced.bound:f}: this one is at most {gap:.2f} % above the best."
    if sourced.baseline is not None and sourced.cost is not None and sourced.baseline > sourced.cost:
        yield f"Filling one store's basket after another costs {sourced.baseline - sourced.cost:f} more."


def sentence(currency: str, change: Change) -> str:
    """One change in words."""
    amount = f"{abs(change.saving):f} {currency}"
    does = "saves" if change.saving >= 0 else "costs"
    more = "" if change.saving >= 0 else " more"
    if change.kind == "deciding_lots":
        lots = f"This lot decides: {change.names[0]}" if change.count == 1 else f"These {change.count} lots decide: "
        lots += "" if change.count == 1 else ", ".join(change.names)
        return f"{lots}. Without {'it' if change.count == 1 else 'them'} {amount} is saved beyond the own price."
    if change.kind == "more_stores":
        return f"One more store {does} {amount}{more}."
    stores = f"{change.count} store{'' if change.count == 1 else 's'}"
    return f"At most {stores} {does} {amount}{more}; {change.moved} lots move."
