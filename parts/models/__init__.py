"""The catalogue's tables."""

from parts.models.assets import PartAsset
from parts.models.catalogue import Category, Colour, ColourNumber, Part, PartNumber, PartRelation, System
from parts.models.elements import Element, PartColour
from parts.models.prices import PriceSeen
from parts.models.records import CatalogueImport, CatalogueVersion, Correction
from parts.models.sets import Inventory, InventoryMinifig, InventoryPart, InventorySet, Minifig, Set, Theme
from parts.models.vocabulary import SearchWord

__all__ = [
    "CatalogueImport",
    "CatalogueVersion",
    "Category",
    "Colour",
    "ColourNumber",
    "Correction",
    "Element",
    "Inventory",
    "InventoryMinifig",
    "InventoryPart",
    "InventorySet",
    "Minifig",
    "Part",
    "PartAsset",
    "PartColour",
    "PartNumber",
    "PartRelation",
    "PriceSeen",
    "SearchWord",
    "Set",
    "System",
    "Theme",
]
