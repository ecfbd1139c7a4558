"""What would change a basket: other choices tried, each with what it saves or costs and the choices that try it.

Each is a search of its own with little time, which tries the stores of the plan first. So “saves 22.10” is a basket
that was found, and a quote with these choices finds one at least as cheap while the offers stay.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from brickcore.sourcing.plan import Sourced
from shop.services.quoting.baskets import Packed
from shop.services.quoting.choices import MOST_STORES, SUBSTITUTES, Choices
from shop.services.quoting.searches import Search

Kind = Literal["used", "owned", "substitutes", "more_stores", "fewer_stores", "deciding_lots"]
MOST_DECIDING = 3  # lots: a shopper may do without these, hardly without more
TOLD_ANYWAY: frozenset[Kind] = frozenset({"fewer_stores"})  # with its price, where it costs something
Solve = Callable[[Kind, Search], Sourced | None]  # None: there is no time left
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Variation:
    """Other choices: which kind, and only the fields that differ."""

    kind: Kind
    patch: Json

    def of(self, search: Search, deciding: Collection[str]) -> Search | None:
        """The search with these choices instead; None where it would be the same, or nothing is left to buy."""
        choices = Choices.read(search.choices.as_json() | self.patch)
        without = deciding if self.kind == "deciding_lots" else ()
        other = search.under(choices, owned=self.kind == "owned", without=without)
        if self.kind == "substitutes" and other is not None and other.asked.problem.needs == search.asked.problem.needs:
            return None  # nobody has any that could stand in
        return other


def variations(choices: Choices, stores: int, deciding: Collection[str]) -> Iterator[Variation]:
    """What is worth trying beside these choices, with a basket from so many stores and these lots that decide them."""
    if choices.condition == "new":
        yield Variation("used", {"condition": "any"})
    if not choices.use_owned and choices.owned:
        yield Variation("owned", {"use_owned": True})
    for kind in sorted(SUBSTITUTES - choices.substitutes):
        yield Variation("substitutes", {"substitutes": sorted(choices.substitutes | {kind})})
    if choices.max_stores == stores and stores < MOST_STORES:
        yield Variation("more_stores", {"max_stores": stores + 1})
    if stores > 1:
        yield Variation("fewer_stores", {"max_stores": stores - 1})
    if deciding:
        yield Variation("deciding_lots", {"left_out": sorted(choices.left_out | set(deciding))})


def changes_of(search: Search, packed: Sequence[Packed], solve: Solve) -> Iterator[Json]:
    """{kind, amount, basket, lots, stores, choices}: the amount is by how much the basket changes, less is negative.

    `lots` are those that come from another offer (owned ones: those that are had), `choices` the fields to change. Of
    lots that decide, which would be left out, `names` tells the keys and `own` what they cost by themselves. What saves
    nothing is left out, but for a store less, which is told with its price. Searches as the answers are taken.
    """
    deciding = deciding_lots(packed)
    for one in variations(search.choices, len(packed), deciding):
        other = one.of(search, deciding)
        found = None if other is None else solve(one.kind, other)
        if other is None or found is None or found.cost is None:
            continue
        parcels = other.pack(found.plan)
        amount = basket_of(parcels) - basket_of(packed)
        if amount < 0 or one.kind in TOLD_ANYWAY:
            told: Json = {
                "kind": one.kind,
                "amount": str(amount),
                "basket": str(basket_of(parcels)),
                "lots": _had(search) if one.kind == "owned" else _moved(packed, parcels, other),
                "stores": len(parcels),
                "choices": one.patch,
            }
            yield told | (_own(packed, deciding) if one.kind == "deciding_lots" else {})


def deciding_lots(packed: Sequence[Packed]) -> set[str]:
    """The few lots that a parcel is sent for, of the parcel with the fewest; none where each has more than a few."""
    if len(packed) < 2:
        return set()
    least = min(packed, key=lambda one: (len(_lots(one)), one.parcel.goods))
    return _lots(least) if len(_lots(least)) <= MOST_DECIDING else set()


def basket_of(packed: Sequence[Packed]) -> Decimal:
    """Goods and shipping of all parcels."""
    return sum((one.parcel.goods + one.parcel.shipping for one in packed), Decimal("0.00"))


def _own(packed: Sequence[Packed], lots: Collection[str]) -> Json:
    lines = (line for one in packed for line in one.lines if line.wanted in lots)
    return {"names": sorted(lots), "own": str(sum((line.together for line in lines), Decimal("0.00")))}


def _had(search: Search) -> int:
    return sum(one.lot in search.choices.owned for one in search.shelf.wanted)


def _moved(before: Sequence[Packed], after: Sequence[Packed], search: Search) -> int:
    """How many of the lots still wanted come from other offers than before."""
    wanted = {one.lot for one in search.shelf.wanted}
    return len({lot for lot, _offer in _taken(before) ^ _taken(after)} & wanted)


def _taken(packed: Sequence[Packed]) -> set[tuple[str, int]]:
    return {(line.wanted, line.offer.id) for one in packed for line in one.lines}


def _lots(packed: Packed) -> set[str]:
    return {line.wanted for line in packed.lines}
