"""Rebrickable's tables: parts, colours, elements, relations, sets and what they hold."""

from parts.services.catalogue.rebrickable.load import load_rebrickable

__all__ = ["load_rebrickable"]
