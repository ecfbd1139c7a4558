"""All that a search may choose from, read once: offers of the lots and of what may stand for them, stores, tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parts.models import Part
from shop.models import Quote, ShippingStep, Store
from shop.selectors.offers import OfferRow, offers_for
from shop.selectors.stores import steps_by_store, stores_by_id
from shop.services.pricing import Rates
from shop.services.quoting.choices import SUBSTITUTES, Choices
from shop.services.quoting.lots import lot_key
from shop.services.quoting.needs import grams_of
from shop.services.quoting.shipping_tables import Table, table_for
from shop.services.quoting.substitutes import Kin, kin_of

NotAsked = Literal["sends_nothing_there", "no_rate"]
SPARE_WEIGHT, SOME_GRAMS = 2, 500
"""No parcel is above twice of all that is wanted and a pound: what is bought beyond is for multiples and minimums."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A lot to buy."""

    lot: str
    part: int
    colour: int
    quantity: int
    grams: Decimal


@dataclass(frozen=True, slots=True)
class Shelf:
    """Offers by store (the stores that send to the destination), and what else a basket depends on.

    `kin` are parts that may stand for others, `grams` what a piece of each part weighs. `not_asked` are stores that
    have something and cannot be asked, with the reason.
    """

    wanted: tuple[Wanted, ...]
    offers: Mapping[int, tuple[OfferRow, ...]]
    stores: Mapping[int, Store]
    steps: Mapping[int, list[ShippingStep]]
    tables: Mapping[int, Table]
    kin: Kin
    grams: Mapping[int, Decimal]
    not_asked: Mapping[int, NotAsked]


@dataclass(frozen=True, slots=True)
class Found:
    """What the database has, before it is known what currencies are worth."""

    wanted: tuple[Wanted, ...]
    offers: Mapping[int, tuple[OfferRow, ...]]
    stores: Mapping[int, Store]
    kin: Kin

    @property
    def currencies(self) -> set[str]:
        """What the stores ask in."""
        return {store.currency for store in self.stores.values()}


def find(quote: Quote, choices: Choices) -> Found:
    """Everything on offer for a quote, new and used, what may stand in, from stores left out too: four queries."""
    wanted = tuple(_wanted(need) for need in quote.needs)
    kin = kin_of({one.part for one in wanted}, SUBSTITUTES)
    rows = offers_for(_pairs(wanted, kin, choices), "any", quote.shopper)
    by_store: dict[int, list[OfferRow]] = {}
    for row in rows:
        by_store.setdefault(row.store_id, []).append(row)
    offers = {store: tuple(rows) for store, rows in sorted(by_store.items())}
    return Found(wanted, offers, stores_by_id(offers), kin)


def shelf_of(found: Found, country: str, rates: Rates) -> Shelf:
    """The stores that can be asked, with their tables in the quote's currency. Two queries."""
    steps = steps_by_store(found.stores)
    heaviest = SPARE_WEIGHT * sum((one.quantity * one.grams for one in found.wanted), Decimal(0)) + SOME_GRAMS
    tables: dict[int, Table] = {}
    not_asked: dict[int, NotAsked] = {}
    for key, store in found.stores.items():
        if store.currency != rates.currency and store.currency not in rates.known:
            not_asked[key] = "no_rate"
        elif table := table_for(steps[key], country, rates, store.currency, heaviest):
            tables[key] = table
        else:
            not_asked[key] = "sends_nothing_there"
    offers = {key: rows for key, rows in found.offers.items() if key in tables}
    grams = {one.part: one.grams for one in found.wanted}
    grams |= _weights({row.part_id for rows in offers.values() for row in rows} - grams.keys())
    return Shelf(found.wanted, offers, found.stores, steps, tables, found.kin, grams, not_asked)


def _pairs(wanted: Iterable[Wanted], kin: Kin, choices: Choices) -> set[tuple[int, int | None]]:
    """Parts and colours to ask for; no colour where any will do."""
    pairs: set[tuple[int, int | None]] = set()
    for one in wanted:
        others = (part for parts in kin.get(one.part, {}).values() for part in parts)
        colour = None if choices.colour_may_vary(one.lot) else one.colour
        pairs |= {(part, colour) for part in (one.part, *others)}
    open_parts = {part for part, colour in pairs if colour is None}
    return {(part, colour) for part, colour in pairs if colour is None or part not in open_parts}


def _weights(parts: set[int]) -> dict[int, Decimal]:
    rows = Part.objects.filter(pk__in=parts).select_related("category").only("weight", "category__name")
    return {row.pk: grams_of(row) for row in rows} if parts else {}


def _wanted(need: Mapping[str, object]) -> Wanted:
    part, colour, quantity = (int(str(need[name])) for name in ("part_id", "colour_id", "quantity"))
    return Wanted(lot_key(part, colour), part, colour, quantity, Decimal(str(need["grams"])))
