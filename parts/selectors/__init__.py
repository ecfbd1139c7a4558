"""What the catalogue answers: everything that reads parts goes through here."""

from parts.selectors.batches import categories_by_id, colours_by_id, numbers_by_colour, numbers_by_part, parts_by_id
from parts.selectors.browse import categories, colours, current_catalogue_version, related_parts
from parts.selectors.numbers import colours_by_number, part_by_number
from parts.selectors.prices import PriceSummary, price_summaries, prices_seen
from parts.selectors.search import SearchKey, search_key, search_parts

__all__ = [
    "PriceSummary",
    "SearchKey",
    "categories",
    "categories_by_id",
    "colours",
    "colours_by_id",
    "colours_by_number",
    "current_catalogue_version",
    "numbers_by_colour",
    "numbers_by_part",
    "part_by_number",
    "parts_by_id",
    "price_summaries",
    "prices_seen",
    "related_parts",
    "search_key",
    "search_parts",
]
