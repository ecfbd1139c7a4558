"""Tables that say which number of one system is which of another."""

from parts.services.catalogue.ids.load import load_ids

__all__ = ["load_ids"]
