"""The lines of a price, in their order, each from those before it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.services.pricing.amounts import NOTHING
from shop.services.pricing.design import design_charges
from shop.services.pricing.given import Charge, Json, Kind, Kit, Parcel
from shop.services.pricing.rates import Rates
from shop.services.pricing.rules import Applied, Rule, RuleKind, apply_rule, rules_for

SERVICES: tuple[Kind, ...] = ("picking", "instructions", "design_fee", "royalty", "platform", "payment")
"""What tax is counted on: stores' prices and shipping include theirs."""


@dataclass(frozen=True, slots=True)
class PriceStack:
    """The lines, and their sum, which is what is charged."""

    charges: tuple[Charge, ...]

    @property
    def total(self) -> Decimal:
        """What is charged."""
        return total_of(self.charges)

    @property
    def basket(self) -> Decimal:
        """Parts and shipping: what the search made small."""
        return total_of(self.charges, ("parts", "shipping"))


def price(
    *,
    parcels: Collection[Parcel],
    kits: Collection[Kit],
    rules: Iterable[Rule],
    rates: Rates,
    country: str,
    on: date,
    instructions: int = 0,
) -> PriceStack:
    """What it comes to. `rules` may be all there are; `instructions` is how many printed ones are wanted.

    The order of what is given changes nothing. A line of nothing is left out, except parts, shipping and tax, where it
    says something. Raises NoRate.
    """
    held = rules_for(rules, country, on)
    parcels = sorted(parcels, key=lambda parcel: (-parcel.goods, parcel.store))
    lines = [_parts(parcel, on) for parcel in parcels]
    lines += [_shipping(parcel, on) for parcel in parcels]
    lines += _picking(held.get("picking"), parcels, rates)
    lines += _instructions(held.get("instructions"), instructions, rates)
    fees, royalties = design_charges(kits, held, rates, str(on))
    lines += [*fees, *royalties]
    lines += _of_lines(held, "platform", lines, rates)
    lines += _of_lines(held, "payment", lines, rates)
    lines += _of_lines(held, "tax", lines, rates)
    return PriceStack(tuple(lines))


def total_of(charges: Iterable[Charge], kinds: Sequence[Kind] | None = None) -> Decimal:
    """The sum of the lines, or of those of some kinds."""
    return sum((one.amount for one in charges if kinds is None or one.kind in kinds), NOTHING)


def _parts(parcel: Parcel, on: date) -> Charge:
    inputs: Json = {"store": parcel.name, "lots": parcel.lots, "pieces": parcel.pieces}
    return Charge("parts", parcel.goods, {"rule": "sum_of_lines", "inputs": inputs, "date": str(on)}, parcel.store)


def _shipping(parcel: Parcel, on: date) -> Charge:
    inputs: Json = {"store": parcel.name, **parcel.shipping_reason}
    return Charge(
        "shipping", parcel.shipping, {"rule": "shipping_table", "inputs": inputs, "date": str(on)}, parcel.store
    )


def _picking(rule: Rule | None, parcels: Iterable[Parcel], rates: Rates) -> list[Charge]:
    if rule is None:
        return []
    found = [(parcel, apply_rule(rule, parcel.goods, rates)) for parcel in parcels]
    return [
        Charge("picking", applied.amount, _reason(rule, applied, store=parcel.name), parcel.store)
        for parcel, applied in found
        if applied.amount
    ]


def _instructions(rule: Rule | None, count: int, rates: Rates) -> list[Charge]:
    if rule is None or not count:
        return []
    applied = apply_rule(rule, Decimal(count), rates, count=count)
    return [Charge("instructions", applied.amount, _reason(rule, applied))] if applied.amount else []


def _of_lines(held: Mapping[RuleKind, Rule], kind: RuleKind, lines: Sequence[Charge], rates: Rates) -> list[Charge]:
    """A line that follows from those before it. Of an empty basket nothing is taken, no fixed sum either."""
    rule = held.get(kind)
    if rule is None or not total_of(lines):
        return []
    applied = apply_rule(rule, total_of(lines, _base(rule)), rates)
    if not applied.amount and kind != "tax":
        return []
    return [Charge(kind, applied.amount, _reason(rule, applied))]  # type: ignore[arg-type]  # these kinds are lines' too


def _base(rule: Rule) -> Sequence[Kind] | None:
    bases: dict[str, Sequence[Kind]] = {
        "parts": ("parts",),
        "design_fee": ("design_fee", "royalty"),
        "services": SERVICES,
    }
    return bases.get(rule.base)


def _reason(rule: Rule, applied: Applied, **more: str) -> Json:
    return {
        "rule": rule.kind,
        "note": rule.note,
        "country": rule.country,
        "inputs": {**applied.inputs, **more},
        "date": str(rule.starts_on),
    }
