"""Dated rules: which of them hold, and what one comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from common.money import cents
from shop.services.pricing.amounts import plain
from shop.services.pricing.given import Json
from shop.services.pricing.rates import Rates

RuleKind = Literal["picking", "instructions", "platform", "payment", "tax", "royalty_cap"]
Base = Literal["parcel", "kit", "parts", "charge", "services", "design_fee"]
EVERYWHERE = "**"


@dataclass(frozen=True, slots=True)
class Tier:
    """From this much of the base upward these hold instead of the rule's own."""

    start: Decimal
    percent: Decimal
    fixed: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """So many per cent of a base and so much besides, from a day on; amounts in the rule's own currency."""

    kind: RuleKind
    base: Base
    starts_on: date
    percent: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    country: str = EVERYWHERE
    currency: str = "EUR"
    tiers: tuple[Tier, ...] = ()
    note: str = ""

    def as_json(self) -> Json:
        """As it is pinned."""
        return {
            "kind": self.kind,
            "base": self.base,
            "starts_on": str(self.starts_on),
            "percent": plain(self.percent),
            "fixed": plain(self.fixed),
            "country": self.country,
            "currency": self.currency,
            "tiers": [
                {"from": plain(one.start), "percent": plain(one.percent), "fixed": plain(one.fixed)}
                for one in self.tiers
            ],
            "note": self.note,
        }

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Rule":
        """From what was pinned, or from a row's fields."""
        return cls(
            kind=told["kind"],
            base=told["base"],
            starts_on=date.fromisoformat(str(told["starts_on"])),
            percent=Decimal(told["percent"]),
            fixed=Decimal(told["fixed"]),
            country=told["country"],
            currency=told["currency"],
            tiers=tuple(sorted(map(_tier, told["tiers"]), key=lambda tier: tier.start)),
            note=told["note"],
        )


@dataclass(frozen=True, slots=True)
class Applied:
    """What a rule came to, and from what: per cent and fixed sum in force, the latter in the quote's currency."""

    amount: Decimal
    inputs: Json


def rules_for(rules: Iterable[Rule], country: str, on: date) -> dict[RuleKind, Rule]:
    """The rule of each kind that holds for a destination on a day: the newest of its country, else of everywhere."""
    held: dict[RuleKind, Rule] = {}
    for rule in rules:
        if rule.starts_on > on or rule.country not in {country, EVERYWHERE}:
            continue
        kept = held.get(rule.kind)
        if kept is None or _precedence(rule) > _precedence(kept):
            held[rule.kind] = rule
    return held


def apply_rule(rule: Rule, base: Decimal, rates: Rates, *, count: int = 1) -> Applied:
    """Per cent of the base and `count` times the fixed sum, rounded once. Tiers begin at bases in the rule's currency.

    Of a parcel or a kit no per cent are taken: their base only chooses the tier.
    """
    step = _step(rule, base, rates)
    fixed = rates.convert(step.fixed, rule.currency)
    percent = Decimal(0) if rule.base in {"parcel", "kit"} else step.percent
    inputs: Json = {
        "base": rule.base,
        "of": plain(base),
        "percent": plain(percent),
        "fixed": plain(fixed),
        "count": count,
    }
    if rule.currency != rates.currency and step.fixed:
        inputs |= {"asked": plain(step.fixed), "asked_currency": rule.currency, "rate": str(rates.of(rule.currency))}
    if rule.tiers:
        inputs["from"] = plain(step.start)
    return Applied(cents(base * percent / 100 + fixed * count), inputs)


def _step(rule: Rule, base: Decimal, rates: Rates) -> Tier:
    """The rule's own figures, or those of the highest tier that the base has reached; pieces are no money."""
    worth = Decimal(1) if rule.base == "kit" else (rates.of(rule.currency) if rule.tiers else Decimal(1))
    reached = [tier for tier in rule.tiers if tier.start * worth <= base]
    return reached[-1] if reached else Tier(Decimal(0), rule.percent, rule.fixed)


def _precedence(rule: Rule) -> tuple[bool, date]:
    return rule.country != EVERYWHERE, rule.starts_on


def _tier(told: Mapping[str, Any]) -> Tier:
    return Tier(Decimal(told["from"]), Decimal(told.get("percent", 0)), Decimal(told.get("fixed", 0)))
