"""A plan counted piece by piece, without the code that made it."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from brickcore.sourcing import PlanLine, Problem


def cost_by_counting(problem: Problem, plan: Iterable[PlanLine]) -> Decimal:
    """What the plan costs, with every term asserted on the way."""
    stores = {store.id: store for store in problem.stores}
    carts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    got: dict[str, int] = defaultdict(int)
    paid = Decimal(0)
    values: dict[str, Decimal] = defaultdict(Decimal)
    for line in plan:
        need = next(need for need in problem.needs if need.lot == line.need)
        assert line.lot == need.lot or line.lot in need.accepts
        assert stores[line.store].offers[line.offer].lot == line.lot
        carts[line.store][line.offer] += line.quantity
        got[line.need] += line.quantity
        paid += line.quantity * line.price
        values[line.store] += line.quantity * line.price
    assert all(got[need.lot] >= need.quantity for need in problem.needs)
    assert problem.max_stores is None or len(carts) <= problem.max_stores
    known = {need.lot: need.weight for need in problem.needs}
    for name, cart in carts.items():
        store, grams = stores[name], Decimal(0)
        goods = Decimal(0)
        for place, quantity in cart.items():
            offer = store.offers[place]
            assert 0 < quantity <= offer.quantity
            assert quantity % offer.multiple == 0
            price = offer.price
            for tier in offer.tiers:
                price = tier.price if tier.from_quantity <= quantity else price
            goods += price * quantity
            weight = offer.weight if offer.weight is not None else known.get(offer.lot)
            grams += quantity * (weight or Decimal(0))
        assert goods == values[name]
        assert goods >= store.minimum
        assert goods >= store.average_lot * len(cart)
        assert store.lots is None or len(cart) <= store.lots
        if isinstance(store.shipping, Decimal):
            paid += store.shipping
        else:
            fits = [
                step.price
                for step in store.shipping
                if (step.to_value is None or goods <= step.to_value)
                and (step.to_grams is None or grams <= step.to_grams)
            ]
            paid += fits[0]
    return paid
