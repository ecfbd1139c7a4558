"""Shapes of our own for parts whose geometry we do not have."""

from brickcore.geometry.shapes.building import stand_in
from brickcore.geometry.shapes.facts import ShapeFacts, facts_by_number, facts_by_title

__all__ = ["ShapeFacts", "facts_by_number", "facts_by_title", "stand_in"]
