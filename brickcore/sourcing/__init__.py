"""Buying a whole basket: what to buy where, and the proof of how good that is (docs/algorithms/sourcing.md)."""

from brickcore.sourcing.plan import Found, PlanLine, Sourced
from brickcore.sourcing.problem import Need, Offer, Problem, ShippingStep, Store, Tier

__all__ = ["Found", "Need", "Offer", "PlanLine", "Problem", "ShippingStep", "Sourced", "Store", "Tier"]
