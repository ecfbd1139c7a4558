"""The formula behind an estimate, without a database: docs/algorithms/estimate.md is its documentation.

unit price = BASE x shelf x weight^SMALL x max(1, weight)^LARGE x colour x print     in EUR, weight in grams
"""

from dataclasses import dataclass
from decimal import Decimal

from brickcore.identity import size_of, tidy_title
from parts.services.shelf_facts import ShelfFacts, shelf_facts

VERSION = "2026-1"
BASE = Decimal("0.156")
SMALL = 0.46
LARGE = 0.37
COMMON_FROM = Decimal("0.85")
RARITY = Decimal("0.8")
PRINT_FACTOR = Decimal("2")
LEAST = Decimal("0.0100")
UNIT = Decimal("0.0001")
HUNDREDTH = Decimal("0.01")
MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Described:
    """What the formula needs to know of a part. Weight in grams, size in LDU, both None when nobody measured them."""

    name: str
    shelf: str
    is_print: bool = False
    weight: Decimal | None = None
    weight_is_computed: bool = False
    volume: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A unit price in EUR with every input that led to it, ready to be shown and kept as JSON."""

    unit_price: Decimal
    reason: dict[str, str | bool]


def estimate_unit_price(part: Described, commonness: Decimal | None) -> Estimate:
    """Estimate one new piece; `commonness` is the colour's (0 to 1), None when any colour will do."""
    facts = shelf_facts(part.shelf)
    weight, weight_from = _weight(part, facts)
    colour = colour_factor(commonness)
    decoration = PRINT_FACTOR if part.is_print else Decimal(1)
    heaviness = weight_factor(weight)
    price = BASE * facts.factor * heaviness * colour * decoration
    reason: dict[str, str | bool] = {
        "formula": VERSION,
        "base": str(BASE),
        "shelf": part.shelf,
        "shelf_factor": str(facts.factor),
        "shelf_measured": facts.measured,
        "weight": str(weight),
        "weight_from": weight_from,
        "weight_factor": str(heaviness),
        "colour_commonness": "any" if commonness is None else str(commonness),
        "colour_factor": str(colour),
        "print_factor": str(decoration),
    }
    return Estimate(max(LEAST, price.quantize(UNIT)), reason)


def weight_factor(weight: Decimal) -> Decimal:
    """weight^SMALL x max(1, weight)^LARGE, to the four decimals that are shown: anyone can redo the product."""
    grams = float(weight)
    return Decimal(f"{grams**SMALL * max(1.0, grams) ** LARGE:.4f}")


def colour_factor(commonness: Decimal | None) -> Decimal:
    """1 for the common colours, growing in a line to 1.68 for the rarest."""
    if commonness is None:
        return Decimal(1)
    return (1 + RARITY * max(Decimal(0), COMMON_FROM - commonness)).quantize(HUNDREDTH)


def _weight(part: Described, facts: ShelfFacts) -> tuple[Decimal, str]:
    if part.weight:
        return part.weight, "size" if part.weight_is_computed else "weighed"
    if part.volume:
        return weight_of_volume(part.volume, facts), "size"
    if size := size_of(tidy_title(part.name)):
        volume = Decimal(str(size.width)) * Decimal(str(size.height)) * Decimal(str(size.depth))
        return weight_of_volume(volume, facts), "size in the name"
    return facts.weight, "typical of the shelf"


def weight_of_volume(volume: Decimal, facts: ShelfFacts) -> Decimal:
    """Grams of a part that fills this many LDU³ with its bounding box."""
    return max(HUNDREDTH, (volume * facts.density / MILLION).quantize(HUNDREDTH))
