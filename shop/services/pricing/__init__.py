"""The price stack: from parcels, kits, rules and rates to the lines that add up to what is charged.

Pure: frozen dataclasses of Decimal in and out, no database, no clock. docs/algorithms/price_stack.md tells the rules.
"""

from shop.services.pricing.amounts import plain, share_out
from shop.services.pricing.design import design_charges
from shop.services.pricing.given import Charge, Claim, Kind, Kit, Parcel
from shop.services.pricing.rates import NoRate, Rate, Rates, SeenRate, rates_into
from shop.services.pricing.rules import Applied, Base, Rule, RuleKind, Tier, apply_rule, rules_for
from shop.services.pricing.stack import PriceStack, price

__all__ = [
    "Applied",
    "Base",
    "Charge",
    "Claim",
    "Kind",
    "Kit",
    "NoRate",
    "Parcel",
    "PriceStack",
    "Rate",
    "Rates",
    "Rule",
    "RuleKind",
    "SeenRate",
    "Tier",
    "apply_rule",
    "design_charges",
    "plain",
    "price",
    "rates_into",
    "rules_for",
    "share_out",
]
