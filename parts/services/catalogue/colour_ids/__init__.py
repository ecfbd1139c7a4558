"""Tables that say which colour of one system is which of another."""

from parts.services.catalogue.colour_ids.load import load_colours

__all__ = ["load_colours"]
