"""Rows by their keys, many at once: what GraphQL's loaders and lists of lines ask for. One query each."""

from collections.abc import Collection

from parts.models import Category, Colour, ColourNumber, Part, PartNumber, Theme


def parts_by_id(ids: Collection[int]) -> dict[int, Part]:
    """The parts with these keys, each with its category; a key that is gone is absent."""
    return Part.objects.defer("search", "keywords").select_related("category").in_bulk(ids)


def colours_by_id(ids: Collection[int]) -> dict[int, Colour]:
    """The colours with these keys."""
    return Colour.objects.in_bulk(ids)


def categories_by_id(ids: Collection[int]) -> dict[int, Category]:
    """The categories with these keys."""
    return Category.objects.in_bulk(ids)


def themes_by_id(ids: Collection[int]) -> dict[int, Theme]:
    """The themes with these keys."""
    return Theme.objects.in_bulk(ids)


def numbers_by_part(ids: Collection[int]) -> dict[int, list[PartNumber]]:
    """All numbers of these parts, the parts' own before older ones, system by system; every key is present."""
    found: dict[int, list[PartNumber]] = {key: [] for key in ids}
    for row in sorted(PartNumber.objects.filter(part_id__in=ids), key=_own_first):
        found[row.part_id].append(row)
    return found


def _own_first(row: PartNumber) -> tuple[str, int, int]:
    rules = list(PartNumber.Rule)
    return row.system, rules.index(PartNumber.Rule(row.rule)), row.pk


def numbers_by_colour(ids: Collection[int]) -> dict[int, list[ColourNumber]]:
    """All numbers of these colours, system by system; a colour without any is absent."""
    found: dict[int, list[ColourNumber]] = {}
    for row in ColourNumber.objects.filter(colour_id__in=ids).order_by("system", "number"):
        found.setdefault(row.colour_id, []).append(row)
    return found
