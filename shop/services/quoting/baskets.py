"""A plan as parcels of offers at their asked prices, each parcel sent by its store's own table."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from brickcore.sourcing.plan import PlanLine
from common.money import cents
from shop.models import ShippingStep
from shop.selectors.offers import OfferRow
from shop.selectors.stores import step_for
from shop.services.pricing import Parcel, Rates
from shop.services.quoting.lots import lot_key
from shop.services.quoting.problems import Asked
from shop.services.quoting.replaying import line_price, shipping_price
from shop.services.quoting.shelf import Shelf
from shop.services.quoting.shipping_tables import steps_to

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """So many pieces of an offer, for the lot that was wanted; `spare` of them nobody needs."""

    offer: OfferRow
    wanted: str
    quantity: int
    spare: int
    asked: Decimal
    each: Decimal
    together: Decimal

    @property
    def stands_for(self) -> str:
        """The lot that was wanted, where it is another one."""
        return "" if self.wanted == lot_key(self.offer.part_id, self.offer.colour_id) else self.wanted


@dataclass(frozen=True, slots=True)
class Packed:
    """What one store sends: for the price, and for the rows."""

    parcel: Parcel
    lines: tuple[Line, ...]
    grams: int
    minimum: Decimal


def pack(asked: Asked, plan: Sequence[PlanLine], shelf: Shelf, country: str, rates: Rates) -> list[Packed]:
    """The parcels of a plan, those with the most goods first."""
    by_store: dict[str, list[PlanLine]] = defaultdict(list)
    for line in plan:
        by_store[line.store].append(line)
    spare = _spare(asked, plan)
    packed = [_packed(store, lines, asked, spare, shelf, country, rates) for store, lines in by_store.items()]
    return sorted(packed, key=lambda one: (-one.parcel.goods, one.parcel.store))


def _spare(asked: Asked, plan: Iterable[PlanLine]) -> Counter[str]:
    """How many pieces nobody needs, by the lot that they were bought for."""
    bought: Counter[str] = Counter()
    for line in plan:
        bought[line.need] += line.quantity
    return bought - Counter({need.lot: need.quantity for need in asked.problem.needs})


def _packed(
    store: str,
    plan: Sequence[PlanLine],
    asked: Asked,
    spare: Counter[str],
    shelf: Shelf,
    country: str,
    rates: Rates,
) -> Packed:
    row, rows = shelf.stores[int(store)], asked.rows[store]
    taken: Counter[int] = Counter()
    for one in plan:
        taken[one.offer] += one.quantity
    lines = tuple(_line(one, rows[one.offer], taken[one.offer], spare, rates) for one in plan)
    goods = sum((line.together for line in lines), Decimal("0.00"))
    grams = _grams(lines, shelf.grams)
    value = sum((line.asked * line.quantity for line in lines), Decimal(0))
    reason = _shipping_reason(shelf.steps[row.pk], country, grams, value, row.currency)
    parcel = Parcel(
        store=row.pk,
        name=row.name,
        goods=goods,
        shipping=shipping_price(reason, rates),
        lots=len(lines),
        pieces=sum(line.quantity for line in lines),
        shipping_reason=reason,
    )
    return Packed(parcel, lines, grams, cents(rates.convert(row.minimum_buy, row.currency)))


def _line(one: PlanLine, row: OfferRow, taken: int, spare: Counter[str], rates: Rates) -> Line:
    """A line of the plan. The price is that of all pieces taken of the offer, also where they serve two needs."""
    asked = asked_price(row, taken)
    each, together = line_price(asked, row.currency, one.quantity, rates)
    unneeded = min(spare[one.need], one.quantity)
    spare[one.need] -= unneeded
    return Line(row, one.need, one.quantity, unneeded, asked, each, together)


def asked_price(row: OfferRow, quantity: int) -> Decimal:
    """What the store asks for one piece of so many, in its own currency."""
    reached = [price for start, price in row.tiers if start <= quantity]
    return reached[-1] if reached else row.price


def _grams(lines: Iterable[Line], weights: Mapping[int, Decimal]) -> int:
    exact = sum((weights[line.offer.part_id] * line.quantity for line in lines), Decimal(0))
    return int(exact.to_integral_value(ROUND_CEILING))


def _shipping_reason(steps: Sequence[ShippingStep], country: str, grams: int, value: Decimal, currency: str) -> Json:
    """The step that the parcel falls under, and what made it so.

    A parcel with more to spare than the search thought possible may be above all limits: then the last one holds.
    """
    step = step_for(steps, country, grams, value) or max(steps_to(steps, country), key=lambda one: one.price)
    return {
        "asked": str(step.price),
        "asked_currency": currency,
        "country": step.country,
        "up_to_grams": step.up_to_grams,
        "up_to_value": None if step.up_to_value is None else str(step.up_to_value),
        "grams": grams,
        "value": str(cents(value)),
    }
