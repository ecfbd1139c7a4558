"""Small problems of every kind, for brute force."""

from decimal import Decimal

from hypothesis import strategies as st

from brickcore.sourcing import Need, Offer, Problem, ShippingStep, Store, Tier
from tests.brickcore.sourcing.brute_force import is_small

CENTS = st.integers(0, 60).map(lambda cents: Decimal(cents) / 100)
FEES = st.integers(0, 150).map(lambda cents: Decimal(cents) / 100)


@st.composite
def offers(draw: st.DrawFn, lots: list[str], *, terms: bool) -> Offer:
    quantity = draw(st.integers(1, 4))
    multiple = draw(st.sampled_from((1, 1, 1, 2, 3))) if terms else 1
    starts = sorted(draw(st.sets(st.integers(2, 4), max_size=2))) if terms else []
    return Offer(
        lot=draw(st.sampled_from(lots)),
        quantity=quantity,
        price=draw(CENTS),
        multiple=multiple,
        tiers=tuple(Tier(start, draw(CENTS)) for start in starts),
        weight=draw(st.none() | st.integers(1, 5).map(Decimal)),
    )


@st.composite
def shipping(draw: st.DrawFn, *, tables: bool) -> Decimal | tuple[ShippingStep, ...]:
    if not tables or draw(st.booleans()):
        return draw(FEES)
    by_value, open_end = draw(st.booleans()), draw(st.booleans())
    ends = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))
    steps = [
        ShippingStep(draw(FEES), to_value=Decimal(end) / 4) if by_value else ShippingStep(draw(FEES), Decimal(end))
        for end in ends
    ]
    return (*steps, ShippingStep(draw(FEES))) if open_end else tuple(steps)


@st.composite
def small_problems(
    draw: st.DrawFn, *, terms: bool = True, tables: bool = False, limits: bool = False, accepts: bool = False
) -> Problem:
    lots = [f"lot{number}" for number in range(draw(st.integers(1, 12)))]
    most = 3 if len(lots) < 5 else 2 if len(lots) < 7 else 1
    others = st.sets(st.sampled_from(lots), max_size=2) if accepts and len(lots) < 6 else st.just(set())
    needs = tuple(
        Need(lot, draw(st.integers(1, most)), tuple(sorted(draw(others) - {lot})), Decimal(number % 3 + 1))
        for number, lot in enumerate(lots)
    )
    stores = tuple(
        Store(
            id=f"store{number}",
            offers=tuple(draw(st.lists(offers(lots, terms=terms), max_size=6))),
            shipping=draw(shipping(tables=tables)),
            minimum=draw(st.sampled_from((Decimal(0), Decimal(0), Decimal("0.5"), Decimal("1.2")))),
            average_lot=draw(st.sampled_from((Decimal(0), Decimal("0.2"), Decimal("0.45")))) if limits else Decimal(0),
            lots=draw(st.none() | st.integers(1, 3)) if limits else None,
        )
        for number in range(draw(st.integers(1, 6)))
    )
    problem = Problem(
        "EUR", needs, _stocked(stores, needs, draw), draw(st.none() | st.integers(1, 3)) if limits else None
    )
    return problem if is_small(problem) else _without_many(problem)


def _stocked(stores: tuple[Store, ...], needs: tuple[Need, ...], draw: st.DrawFn) -> tuple[Store, ...]:
    """Most problems are to have an answer: a lot that is lacking is put on offer somewhere, but now and then."""
    there: dict[str, int] = {}
    for store in stores:
        for offer in store.offers:
            there[offer.lot] = there.get(offer.lot, 0) + offer.most
    extra: dict[int, list[Offer]] = {}
    for need in needs:
        if there.get(need.lot, 0) < need.quantity and draw(st.integers(0, 7)) != 5:
            at = draw(st.integers(0, len(stores) - 1))
            extra.setdefault(at, []).append(Offer(need.lot, need.quantity, draw(CENTS)))
    return tuple(
        Store(s.id, (*s.offers, *extra.get(at, ())), s.shipping, s.minimum, s.average_lot, s.lots)
        for at, s in enumerate(stores)
    )


def _without_many(problem: Problem) -> Problem:
    """The same with so few needs and offers a store that everything can be enumerated."""
    needs = problem.needs[:6]
    stores = tuple(Store(s.id, s.offers[-4:], s.shipping, s.minimum, s.average_lot, s.lots) for s in problem.stores)
    return Problem(problem.currency, needs, stores, problem.max_stores)
