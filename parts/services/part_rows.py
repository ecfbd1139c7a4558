"""Parts with their shelves from rows of our own queries: the columns that identification needs, in this order."""

from collections.abc import Sequence
from typing import Any

from common.instances import instance_of
from parts.models import Category, Part

_SIZE = ("width", "height", "depth", "weight", "weight_estimated")
PART_COLUMNS = ("id", "number", "name", "category_id", "kind", "print_of_id", "merged_into_id", *_SIZE)
SHELF_COLUMNS = ("id", "name", "slug")


def part_of(row: Sequence[Any], shelves: dict[int, Category]) -> Part:
    """The part of a row that has its columns, then those of its shelf; `shelves` keeps one object for each shelf."""
    own, shelf = row[: len(PART_COLUMNS)], row[len(PART_COLUMNS) :]
    if shelf[0] not in shelves:
        shelves[shelf[0]] = instance_of(Category, SHELF_COLUMNS, shelf)
    return instance_of(Part, PART_COLUMNS, own, category=shelves[shelf[0]])
