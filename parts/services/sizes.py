"""The size of a part, from its mesh."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from brickcore.units import EXACT_MM_PER_LDU
from parts.models import PartNumber, System
from parts.services.catalogue.starter import starter_parts
from parts.services.versions import count_version_up, lock_catalogue

Size = tuple[float, float, float]

_HUNDREDTH = Decimal("0.01")  # LDU; a mesh's grid is three times as coarse
_SET = """
UPDATE parts_part AS part SET width = new.width, height = new.height, depth = new.depth, updated_at = now()
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[]) AS new (id, width, height, depth)
WHERE part.id = new.id
  AND (part.width, part.height, part.depth) IS DISTINCT FROM (new.width, new.height, new.depth)
"""


@transaction.atomic
def write_sizes(*, sizes: Mapping[str, Size]) -> int:
    """Width, height and depth in LDU along x, y and z by LDraw file name; how many parts changed.

    Sizes that the starter catalogue gives stay: they were measured by hand. A part that draws nothing gets none. The
    same few queries, however many parts there are; with a change the catalogue has a new version.
    """
    lock_catalogue()
    by_hand = {entry.ldraw for entry in starter_parts() if entry.width}
    owners = PartNumber.objects.filter(system=System.LDRAW, rule=PartNumber.Rule.OWN)
    wanted = [
        (part, *map(_rounded, size))
        for number, part in owners.values_list("number", "part_id")
        if number not in by_hand and (size := sizes.get(f"{number}.dat")) and any(size)
    ]
    if not wanted:
        return 0
    columns: list[Any] = [list(column) for column in zip(*wanted, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_SET, columns)
        changed: int = cursor.rowcount
    if changed:
        count_version_up("sizes of parts, from their meshes")
    return changed


def millimetres(*sides: Decimal | None) -> list[float] | None:
    """Width, height and depth in LDU as a child is told them, in millimetres; None unless all are known."""
    known = [float(side * EXACT_MM_PER_LDU) for side in sides if side]
    return known if len(known) == 3 else None


def _rounded(side: float) -> Decimal:
    return Decimal(side).quantize(_HUNDREDTH)
