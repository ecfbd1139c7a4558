"""Sets and minifigures that a list names whole, as the catalogue knows them."""

from collections.abc import Iterable, Mapping

from builds.models import BomLine
from parts.models import Minifig, Set
from parts.selectors import minifigs_by_number, sets_by_number

Whole = Set | Minifig


def whole_items(lines: Iterable[BomLine]) -> Mapping[int, Whole]:
    """By the lot's key: the set or minifigure that it is, where the catalogue has one of that number.

    A figure is found by Rebrickable's number alone; what other sites number is not in the catalogue. At most two
    queries, none where no lot is a whole set or figure.
    """
    lots = [line for line in lines if line.item != BomLine.Item.PART]
    found: dict[int, Whole] = {}
    for item, called in ((BomLine.Item.SET, sets_by_number), (BomLine.Item.MINIFIG, minifigs_by_number)):
        here = {line.pk: line.reference for line in lots if line.item == item}
        known: Mapping[str, Whole] = called(here.values()) if here else {}
        found |= {key: known[number] for key, number in here.items() if number in known}
    return found
