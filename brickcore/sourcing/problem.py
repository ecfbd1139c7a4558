"""What is to be bought and who sells it: the values that sourcing takes. Money is Decimal, quantities are pieces."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from brickcore.sourcing.soundness import check_problem

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tier:
    """A price of one piece that holds for the whole quantity bought of an offer, from so many pieces on."""

    from_quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Offer:
    """So many pieces of a lot at a price each, sold in multiples only; `weight` of a piece in grams."""

    lot: str
    quantity: int
    price: Decimal
    multiple: int = 1
    tiers: tuple[Tier, ...] = ()
    weight: Decimal | None = None

    @property
    def most(self) -> int:
        """The largest quantity that can be bought."""
        return self.quantity - self.quantity % self.multiple

    def price_of(self, quantity: int) -> Decimal:
        """The price of one piece when so many are bought."""
        price = self.price
        for tier in self.tiers:
            if quantity >= tier.from_quantity:
                price = tier.price
        return price


@dataclass(frozen=True, slots=True)
class ShippingStep:
    """What shipping costs up to a weight in grams or up to a value of the goods; without both: whatever is bought."""

    price: Decimal
    to_grams: Decimal | None = None
    to_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """A store: its offers and its terms.

    `shipping` is one price for an order or a table of steps, of which the first that reaches holds; `minimum` is what
    the goods must come to, `average_lot` what they must come to for each lot bought, `lots` how many lots one order
    may have.
    """

    id: str
    offers: tuple[Offer, ...]
    shipping: Decimal | tuple[ShippingStep, ...] = ZERO
    minimum: Decimal = ZERO
    average_lot: Decimal = ZERO
    lots: int | None = None

    @property
    def steps(self) -> tuple[ShippingStep, ...]:
        """The shipping as a table."""
        return (ShippingStep(self.shipping),) if isinstance(self.shipping, Decimal) else self.shipping

    def shipping_for(self, value: Decimal, grams: Decimal) -> Decimal | None:
        """What shipping costs, or None where the table ends before."""
        for step in self.steps:
            if (step.to_value is None or value <= step.to_value) and (step.to_grams is None or grams <= step.to_grams):
                return step.price
        return None


@dataclass(frozen=True, slots=True)
class Need:
    """So many pieces of a lot, or of the lots accepted in its place; `weight` of a piece in grams."""

    lot: str
    quantity: int
    accepts: tuple[str, ...] = ()
    weight: Decimal | None = None

    @property
    def served_by(self) -> tuple[str, ...]:
        """All lots that will do, the wanted one first."""
        return (self.lot, *self.accepts)


@dataclass(frozen=True)
class Problem:
    """A whole basket to be bought. Raises ProblemError when any of it makes no sense."""

    currency: str
    needs: tuple[Need, ...]
    stores: tuple[Store, ...]
    max_stores: int | None = None

    def __post_init__(self) -> None:
        check_problem(self)

    @cached_property
    def weights(self) -> Mapping[str, Decimal]:
        """Grams of a piece by lot, where a need says so."""
        return {need.lot: need.weight for need in self.needs if need.weight is not None}

    def weight_of(self, offer: Offer) -> Decimal | None:
        """Grams of a piece of the offer, where known."""
        return self.weights.get(offer.lot) if offer.weight is None else offer.weight

    def missing(self) -> tuple[Need, ...]:
        """The needs that all offers together cannot cover, each with the quantity that nobody has."""
        left: Counter[str] = Counter()
        for store in self.stores:
            for offer in store.offers:
                left[offer.lot] += offer.most
        return tuple(need for need in _uncovered(self.needs, left) if need.quantity)

    def without_missing(self) -> "Problem":
        """The same, asking only for what is on offer."""
        short = {need.lot: need.quantity for need in self.missing()}
        kept = (replace(need, quantity=need.quantity - short.get(need.lot, 0)) for need in self.needs)
        return replace(self, needs=tuple(need for need in kept if need.quantity))


def _uncovered(needs: tuple[Need, ...], left: Counter[str]) -> list[Need]:
    """Pieces go to the needs that accept the fewest lots first, moved on where another need can give way."""
    open_needs = {place: need.quantity for place, need in enumerate(needs)}
    given: dict[tuple[int, str], int] = {}
    order = sorted(open_needs, key=lambda place: len(needs[place].accepts))
    for place in order:
        for lot in needs[place].served_by:
            amount = min(left[lot], open_needs[place])
            if amount:
                given[place, lot] = amount
                left[lot] -= amount
                open_needs[place] -= amount
    shared = any(need.accepts for need in needs)
    for place in order:
        while shared and open_needs[place] and _give_one_way(place, needs, left, open_needs, given):
            pass
    return [replace(need, quantity=open_needs[place]) for place, need in enumerate(needs)]


def _give_one_way(
    place: int,
    needs: tuple[Need, ...],
    left: Counter[str],
    open_needs: dict[int, int],
    given: dict[tuple[int, str], int],
) -> bool:
    """An augmenting path from the need to a lot with pieces left, breadth first; False when there is none."""
    users: dict[str, list[int]] = {}
    for other, lot in given:
        users.setdefault(lot, []).append(other)
    came: dict[str, tuple[int, str | None]] = dict.fromkeys(needs[place].served_by, (place, None))
    waiting = list(came)
    for lot in waiting:
        if left[lot] > 0:
            _move(lot, came, left, open_needs, given)
            return True
        for other in users.get(lot, ()):
            for next_lot in needs[other].served_by:
                if given.get((other, lot), 0) and next_lot not in came:
                    came[next_lot] = (other, lot)
                    waiting.append(next_lot)
    return False


def _move(
    lot: str,
    came: Mapping[str, tuple[int, str | None]],
    left: Counter[str],
    open_needs: dict[int, int],
    given: dict[tuple[int, str], int],
) -> None:
    """Shift as many pieces along the path as it carries."""
    path: list[tuple[int, str, str | None]] = []
    at: str | None = lot
    while at is not None:
        need, before = came[at]
        path.append((need, at, before))
        at = before
    amount = min([left[lot], open_needs[path[-1][0]], *(given[need, old] for need, _, old in path if old is not None)])
    left[lot] -= amount
    open_needs[path[-1][0]] -= amount
    for need, new, old in path:
        given[need, new] = given.get((need, new), 0) + amount
        if old is not None:
            given[need, old] -= amount
            if not given[need, old]:
                del given[need, old]
