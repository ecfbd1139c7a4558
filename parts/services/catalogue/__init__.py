"""Fills the catalogue, from the starter tables or an LDraw parts library. Loading the same again changes nothing."""

from parts.services.catalogue.ldraw import load_ldraw_library
from parts.services.catalogue.load import Loaded, load_starter_catalogue

__all__ = ["Loaded", "load_ldraw_library", "load_starter_catalogue"]
