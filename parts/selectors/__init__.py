"""What the catalogue answers: everything that reads parts goes through here."""

from parts.selectors.batches import (
    categories_by_id,
    colours_by_id,
    numbers_by_colour,
    numbers_by_part,
    parts_by_id,
    themes_by_id,
)
from parts.selectors.browse import categories, colours, current_catalogue_version, related_parts
from parts.selectors.corrections import corrections_of, leads_back, open_corrections
from parts.selectors.elements import elements, elements_by_part, part_colours, part_colours_by_part, parts_in_colour
from parts.selectors.inventories import (
    inventories_by_minifig,
    inventories_by_set,
    inventory_lines,
    inventory_minifigs,
    inventory_of_minifig,
    inventory_of_set,
    inventory_sets,
)
from parts.selectors.numbers import colour_by_number, colours_by_number, part_by_number
from parts.selectors.price_figures import PriceDay
from parts.selectors.price_history import price_days_by_part, price_history
from parts.selectors.prices import PriceSummary, price_summaries, prices_seen
from parts.selectors.records import catalogue_imports, correction_by_id, corrections_seen_by
from parts.selectors.relations import relations, relations_by_part, relations_of
from parts.selectors.search import SearchKey, search_key, search_parts
from parts.selectors.search_pages import Facet, Facets, SearchPage, correction_of, search_page
from parts.selectors.search_sets import NamedKey, named_key, search_minifigs, search_sets
from parts.selectors.sets import (
    minifig_by_number,
    minifigs_by_number,
    minifigs_with_part,
    set_by_number,
    sets_by_number,
    sets_in_theme,
    sets_with_part,
    themes,
)
from parts.selectors.suggest import Suggestion, suggest

__all__ = [
    "Facet",
    "Facets",
    "NamedKey",
    "PriceDay",
    "PriceSummary",
    "SearchKey",
    "SearchPage",
    "Suggestion",
    "catalogue_imports",
    "categories",
    "categories_by_id",
    "colour_by_number",
    "colours",
    "colours_by_id",
    "colours_by_number",
    "correction_by_id",
    "correction_of",
    "corrections_of",
    "corrections_seen_by",
    "current_catalogue_version",
    "elements",
    "elements_by_part",
    "inventories_by_minifig",
    "inventories_by_set",
    "inventory_lines",
    "inventory_minifigs",
    "inventory_of_minifig",
    "inventory_of_set",
    "inventory_sets",
    "leads_back",
    "minifig_by_number",
    "minifigs_by_number",
    "minifigs_with_part",
    "named_key",
    "numbers_by_colour",
    "numbers_by_part",
    "open_corrections",
    "part_by_number",
    "part_colours",
    "part_colours_by_part",
    "parts_by_id",
    "parts_in_colour",
    "price_days_by_part",
    "price_history",
    "price_summaries",
    "prices_seen",
    "related_parts",
    "relations",
    "relations_by_part",
    "relations_of",
    "search_key",
    "search_minifigs",
    "search_page",
    "search_parts",
    "search_sets",
    "set_by_number",
    "sets_by_number",
    "sets_in_theme",
    "sets_with_part",
    "suggest",
    "themes",
    "themes_by_id",
]
