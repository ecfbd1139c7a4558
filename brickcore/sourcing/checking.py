"""Whether a plan keeps to all terms, and what it costs, exactly; it knows nothing of how plans are found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from brickcore.errors import BrickError
from brickcore.sourcing.plan import PlanLine
from brickcore.sourcing.problem import Problem, Store


class BrokenPlan(BrickError):
    """A plan that cannot be bought as it stands."""


def _broken(message: str) -> BrokenPlan:
    return BrokenPlan("BROKEN_PLAN", message, hint="Look for a plan anew.")


def check_plan(problem: Problem, plan: Iterable[PlanLine]) -> Decimal:
    """What the plan costs, goods and shipping. Raises BrokenPlan when it breaks a term or leaves a need open."""
    lines = tuple(plan)
    stores = {store.id: store for store in problem.stores}
    needs = {need.lot: need for need in problem.needs}
    bought: dict[str, Counter[int]] = defaultdict(Counter)
    covered: Counter[str] = Counter()
    for line in lines:
        if line.quantity < 1 or line.store not in stores or line.need not in needs:
            raise _broken(f"A line buys {line.quantity} of {line.lot} at {line.store} for {line.need}.")
        if line.lot not in needs[line.need].served_by:
            raise _broken(f"{line.lot} does not serve the need for {line.need}.")
        bought[line.store][line.offer] += line.quantity
        covered[line.need] += line.quantity
    for need in problem.needs:
        if covered[need.lot] < need.quantity:
            raise _broken(f"Of {need.lot}, {need.quantity} are needed and {covered[need.lot]} bought.")
    for line in lines:
        _check_line(line, stores[line.store], bought[line.store][line.offer])
    if problem.max_stores is not None and len(bought) > problem.max_stores:
        raise _broken(f"The plan uses {len(bought)} stores, and at most {problem.max_stores} are allowed.")
    return sum((_order_cost(problem, stores[name], order) for name, order in bought.items()), Decimal(0))


def sound(problem: Problem, plan: tuple[PlanLine, ...] | None) -> tuple[PlanLine, ...] | None:
    """The plan if it can be bought as it stands."""
    if plan is None:
        return None
    try:
        check_plan(problem, plan)
    except BrokenPlan:
        return None
    return plan


def _check_line(line: PlanLine, store: Store, quantity: int) -> None:
    if not 0 <= line.offer < len(store.offers) or store.offers[line.offer].lot != line.lot:
        raise _broken(f"{store.id} has no offer {line.offer} of {line.lot}.")
    offer = store.offers[line.offer]
    if quantity > offer.quantity or quantity % offer.multiple:
        raise _broken(
            f"{store.id} sells {line.lot} in multiples of {offer.multiple}, {offer.quantity} at most; not {quantity}."
        )
    if line.price != offer.price_of(quantity):
        raise _broken(f"{quantity} of {line.lot} cost {offer.price_of(quantity)} each at {store.id}, not {line.price}.")


def _order_cost(problem: Problem, store: Store, order: Mapping[int, int]) -> Decimal:
    """What one store asks for the quantities of its offers, goods and shipping."""
    goods, grams = Decimal(0), Decimal(0)
    for place, quantity in order.items():
        offer = store.offers[place]
        goods += quantity * offer.price_of(quantity)
        grams += quantity * (problem.weight_of(offer) or 0)
    if goods < store.minimum:
        raise _broken(f"{store.id} sends nothing below {store.minimum}; the goods come to {goods}.")
    if goods < store.average_lot * len(order):
        raise _broken(f"{store.id} asks for {store.average_lot} a lot; {len(order)} lots come to {goods}.")
    if store.lots is not None and len(order) > store.lots:
        raise _broken(f"{store.id} takes at most {store.lots} lots in one order, not {len(order)}.")
    shipping = store.shipping_for(goods, grams)
    if shipping is None:
        raise _broken(f"{store.id} does not ship {goods} worth of goods that weigh {grams} grams.")
    return goods + shipping
