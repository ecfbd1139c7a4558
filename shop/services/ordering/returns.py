"""How much of an order's price goes back, as a function of what was given back of it: no rows, no clock.

Goods go back piece by piece. Shipping and picking of a parcel go back when all of the parcel does. Every other line of
the price (fees, royalties, the site's, the payment's, tax) goes back in the proportion in which the goods do. Each is
rounded to cents from nothing given back to what is given back now, never step by step; so parts of an order add up to
exactly what the whole of it comes to, in whatever order they go back, and all of it to what was charged.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.money import cents

PARTS = "parts"

Group = tuple[str, int | None]  # the kind of a line of the price, and its store where it has one


@dataclass(frozen=True, slots=True)
class Sold:
    """A line of a parcel: its price, its pieces, and how many of them are given back."""

    store_id: int
    price: Decimal
    quantity: int
    refunded: int


def given_back(charges: Mapping[Group, Decimal], lines: Sequence[Sold], ended: Collection[int]) -> dict[Group, Decimal]:
    """What of each line of the price is given back; `ended` are the stores whose whole parcel is."""
    goods, returned = _by_store(lines)
    stores = {store for _kind, store in charges if store is not None}
    share = _share(goods, returned, is_all=stores <= set(ended))
    return {group: _of_group(group, amount, returned, ended, share) for group, amount in charges.items()}


def _of_group(
    group: Group, amount: Decimal, returned: Mapping[int, Decimal], ended: Collection[int], share: Decimal | None
) -> Decimal:
    kind, store = group
    if store is None:
        return amount if share is None else cents(amount * share)
    if store in ended:
        return amount
    return min(amount, returned.get(store, Decimal(0))) if kind == PARTS else Decimal(0)


def _by_store(lines: Iterable[Sold]) -> tuple[Decimal, dict[int, Decimal]]:
    """What all goods came to, and what went back of each store's."""
    goods, returned = Decimal(0), defaultdict[int, Decimal](Decimal)
    for line in lines:
        goods += line.price
        returned[line.store_id] += cents(line.price * line.refunded / line.quantity)
    return goods, returned


def _share(goods: Decimal, returned: Mapping[int, Decimal], *, is_all: bool) -> Decimal | None:
    """The proportion of the goods that went back; none stands for all of them."""
    if is_all:
        return None
    return sum(returned.values(), Decimal(0)) / goods if goods else Decimal(0)
