"""Baskets filled without a solver.

The plain way of shopping is to fill the basket at the store that has most of it, then at the next, until it is full.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from brickcore.sourcing.checking import sound
from brickcore.sourcing.plan import PlanLine
from brickcore.sourcing.problem import Offer, Problem, Store


def plain_plan(problem: Problem, order: Iterable[int]) -> tuple[tuple[PlanLine, ...] | None, frozenset[int]]:
    """The plan that comes of shopping at stores in an order, and the stores whose minimum was out of reach.

    No plan where what is bought breaks a term or does not suffice.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for need in problem.needs:
        for lot in need.served_by:
            wanted[lot].append(need.lot)
    left = Counter({need.lot: need.quantity for need in problem.needs})
    plan: list[PlanLine] = []
    refused: set[int] = set()
    for at in order:
        store, still = problem.stores[at], left.copy()
        lines = _order(store, _useful(store, wanted), wanted, still)
        if lines and sum(line.quantity * line.price for line in lines) < store.minimum:
            refused.add(at)
        else:
            plan, left = plan + lines, still
    return sound(problem, tuple(plan)), frozenset(refused)


def filled_plan(problem: Problem, taken: Iterable[tuple[int, int, int, int]]) -> tuple[PlanLine, ...] | None:
    """The plan that buys pieces as (store, offer, need, pieces), rounded up to multiples and topped up to minimums.

    None where that is no plan.
    """
    chosen: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for at, place, need, pieces in taken:
        chosen[at][place][problem.needs[need].lot] = pieces
    plan: list[PlanLine] = []
    for at, order in chosen.items():
        store = problem.stores[at]
        offers = {place: store.offers[place] for place in order}
        for place, counts in order.items():
            first = next(iter(counts))
            counts[first] += -sum(counts.values()) % offers[place].multiple
        _top_up(store, offers, order)
        plan += [_line(store, place, offers[place], order[place], need) for place in order for need in order[place]]
    return sound(problem, tuple(plan))


def _useful(store: Store, wanted: dict[str, list[str]]) -> list[tuple[int, Offer]]:
    offers = ((place, offer) for place, offer in enumerate(store.offers) if offer.lot in wanted and offer.most)
    return sorted(offers, key=lambda placed: placed[1].price)


def _order(
    store: Store, offers: list[tuple[int, Offer]], wanted: dict[str, list[str]], left: Counter[str]
) -> list[PlanLine]:
    """What a shopper puts into the basket of one store: the cheapest first, then more of it up to the minimum."""
    chosen: dict[int, dict[str, int]] = {}
    by_place = dict(offers)
    for place, offer in offers:
        for need in wanted[offer.lot]:
            there = offer.most - sum(chosen.get(place, {}).values())
            pieces = min(there, -(-left[need] // offer.multiple) * offer.multiple)
            if pieces > 0 and len(chosen | {place: {}}) <= (store.lots or len(offers)):
                chosen.setdefault(place, {})[need] = pieces
                left[need] = max(0, left[need] - pieces)
    if chosen:
        _top_up(store, by_place, chosen)
    return [_line(store, place, by_place[place], chosen[place], need) for place in chosen for need in chosen[place]]


def _top_up(store: Store, offers: dict[int, Offer], chosen: dict[int, dict[str, int]]) -> None:
    """More of what is in the basket, the cheapest pieces first, until the store's minimum is reached."""
    wanted_goods = max(store.minimum, store.average_lot * len(chosen))
    counted = {place: sum(counts.values()) for place, counts in chosen.items()}
    goods = sum((count * offers[place].price_of(count) for place, count in counted.items()), Decimal(0))
    for place in sorted(chosen, key=lambda place: offers[place].price) if goods < wanted_goods else ():
        offer, quantity = offers[place], counted[place]
        if goods >= wanted_goods or not offer.price:
            continue
        lacking = int(-(-(wanted_goods - goods) // (offer.price * offer.multiple))) * offer.multiple
        more = min(lacking, offer.most - quantity)
        chosen[place][next(iter(chosen[place]))] += more
        goods += (quantity + more) * offer.price_of(quantity + more) - quantity * offer.price_of(quantity)


def _line(store: Store, place: int, offer: Offer, counts: dict[str, int], need: str) -> PlanLine:
    return PlanLine(store.id, place, offer.lot, need, counts[need], offer.price_of(sum(counts.values())))
