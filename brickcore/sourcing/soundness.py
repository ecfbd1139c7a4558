"""What a problem must keep to before anything is computed from it, each broken rule as a sentence."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from brickcore.errors import BrickError

if TYPE_CHECKING:
    from brickcore.sourcing.problem import Need, Offer, Problem, Store

# Far above every honest basket; what is below is solved in memory that a small machine has.
MOST_NEEDS = 5_000
MOST_STORES = 5_000
MOST_OFFERS = 400_000
MOST_PIECES = 10_000_000
MOST_MONEY = Decimal(10_000_000)
MOST_GRAMS = Decimal(100_000_000)
MOST_TIERS = 20
MOST_ACCEPTED = 100
MOST_LETTERS = 200
MOST_DIGITS = 6  # after the point


class ProblemError(BrickError):
    """A problem that makes no sense, or asks for more than anyone may have."""


def refuse(where: str, what: str, do: str, *, code: str = "BAD_PROBLEM") -> ProblemError:
    """The error for one broken rule: where it stands, what is wrong with it, what to do."""
    return ProblemError(code, f"{where}: {what}.", hint=do)


def check_problem(problem: "Problem") -> None:
    """Raise ProblemError for the first rule that is broken; counts go first."""
    at_most("need", len(problem.needs), MOST_NEEDS, "lots")
    at_most("stores", len(problem.stores), MOST_STORES, "stores")
    at_most("stores", sum(len(store.offers) for store in problem.stores), MOST_OFFERS, "offers")
    if not problem.needs:
        raise refuse("need", "nothing is needed", "Name at least one lot and its quantity.")
    if problem.max_stores is not None:
        whole("max_stores", problem.max_stores)
    name("currency", problem.currency)
    for place, need in enumerate(problem.needs):
        _check_need(f"need[{place}]", need)
    once("need", (need.lot for need in problem.needs), "lot", "Add its quantities up into one.")
    once("stores", (store.id for store in problem.stores), "store", "Give every store an id of its own.")
    wanted = {lot for need in problem.needs for lot in need.served_by}
    for place, store in enumerate(problem.stores):
        _check_store(f"stores[{place}]", store)
        _check_weights(f"stores[{place}]", store, problem, wanted)


def at_most(where: str, count: int, most: int, what: str) -> None:
    """Refuse a list that is too long."""
    if count > most:
        raise refuse(where, f"{count:,} {what}, and at most {most:,} are taken", "Split the basket.", code="TOO_MUCH")


def whole(where: str, value: int, least: int = 1) -> None:
    """Refuse what is no whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_PIECES:
        shown = str(value) if not isinstance(value, int) or abs(value) < 10**20 else "an endless number"
        raise refuse(where, f"{shown[:40]} is no whole number from {least} to {MOST_PIECES:,}", "Correct it.")


def money(where: str, value: Decimal, least: Decimal = Decimal(0), most: Decimal = MOST_MONEY) -> None:
    """Refuse what is no amount within bounds."""
    if not isinstance(value, Decimal) or not value.is_finite() or not least <= value <= most:
        raise refuse(where, f"{str(value)[:40]} is no amount from {least} to {most:,}", "Correct it.")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DIGITS:
        raise refuse(where, f"{str(value)[:40]} has more than {MOST_DIGITS} digits after the point", "Round it.")


def name(where: str, value: str) -> None:
    """Refuse what names nothing."""
    if not isinstance(value, str) or not 0 < len(value) <= MOST_LETTERS:
        raise refuse(where, f"a name has 1 to {MOST_LETTERS} letters", "Name it.")


def once(where: str, values: Iterable[str], what: str, do: str) -> None:
    """Refuse a name that comes twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise refuse(where, f"{what} {value} stands there twice", do)
        seen.add(value)


def _check_need(where: str, need: "Need") -> None:
    name(f"{where}.lot", need.lot)
    whole(f"{where}.quantity", need.quantity)
    at_most(f"{where}.accepts", len(need.accepts), MOST_ACCEPTED, "lots")
    for lot in need.accepts:
        name(f"{where}.accepts", lot)
    once(f"{where}.accepts", need.served_by, "lot", "Leave one out.")
    if need.weight is not None:
        money(f"{where}.weight", need.weight, most=MOST_GRAMS)


def _check_store(where: str, store: "Store") -> None:
    name(f"{where}.id", store.id)
    money(f"{where}.minimum", store.minimum)
    money(f"{where}.average_lot", store.average_lot)
    if store.lots is not None:
        whole(f"{where}.lots", store.lots)
    _check_shipping(f"{where}.shipping", store)
    for place, offer in enumerate(store.offers):
        _check_offer(where, place, offer)


def _check_shipping(where: str, store: "Store") -> None:
    steps = store.steps
    at_most(where, len(steps), MOST_TIERS, "steps")
    if not steps:
        raise refuse(where, "the table is empty", "Give it a step, or one price.")
    before = Decimal(-1)
    kind = steps[0].to_grams is None
    for step in steps:
        money(where, step.price)
        if step.to_grams is not None and step.to_value is not None:
            raise refuse(where, "a step ends at a weight and at a value", "Choose one of them for the table.")
        end = step.to_value if step.to_grams is None else step.to_grams
        if end is None:
            if step is not steps[-1]:
                raise refuse(where, "a step without an end is followed by others", "Let it be the last.")
            continue
        money(where, end, most=MOST_GRAMS)
        if end <= before or kind != (step.to_grams is None):
            raise refuse(where, "the steps do not rise", "Order them by weight, or all of them by value.")
        before = end


def _check_offer(store: str, place: int, offer: "Offer") -> None:
    where = f"{store}.offers[{place}]"
    name(f"{where}.lot", offer.lot)
    whole(f"{where}.quantity", offer.quantity)
    whole(f"{where}.multiple", offer.multiple)
    money(f"{where}.price", offer.price)
    if offer.weight is not None:
        money(f"{where}.weight", offer.weight, most=MOST_GRAMS)
    at_most(f"{where}.tiers", len(offer.tiers), MOST_TIERS, "tiers")
    before = 0  # a tier from the first piece on says the price once more
    for tier in offer.tiers:
        whole(f"{where}.tiers", tier.from_quantity)
        money(f"{where}.tiers", tier.price)
        if tier.from_quantity <= before:
            raise refuse(f"{where}.tiers", "the tiers do not rise", "Order them by `from`, each once.")
        before = tier.from_quantity


def _check_weights(where: str, store: "Store", problem: "Problem", wanted: Collection[str]) -> None:
    """A table by weight can say nothing about pieces of which nobody knows the weight."""
    if all(step.to_grams is None for step in store.steps):
        return
    for place, offer in enumerate(store.offers):
        if offer.lot in wanted and problem.weight_of(offer) is None:
            raise refuse(
                f"{where}.offers[{place}]", f"{offer.lot} has no weight, and shipping goes by weight", "Say its grams."
            )
