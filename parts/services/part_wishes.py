"""What the child that makes files from parts is told of them; brickcore.pipeline.part_job reads it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from parts.models import PartNumber, System
from parts.services.assets import Wanted
from parts.services.sizes import millimetres


def ldraw_names(part_ids: Collection[int]) -> dict[int, str]:
    """The LDraw file of each part that has an LDraw number, by the strongest rule. One query."""
    rules = list(PartNumber.Rule)
    rows = PartNumber.objects.filter(part_id__in=part_ids, system=System.LDRAW).values_list("part_id", "number", "rule")
    found = sorted(rows, key=lambda row: (rules.index(PartNumber.Rule(row[2])), row[1]), reverse=True)
    return {part: f"{number}.dat" for part, number, _rule in found}  # the strongest comes last, and stays


def wishes(wanted: Sequence[Wanted], names: Mapping[int, str]) -> dict[str, Any]:
    """Parts, colours and files as JSON values. Without a library a part's title and size shape it."""
    parts = {one.part.pk: one.part for one in wanted}
    colours = {one.colour.number: one.colour for one in wanted}
    return {
        "parts": {
            names[key]: [part.name, millimetres(part.width, part.height, part.depth)] for key, part in parts.items()
        },
        "colours": {
            number: {"rgb": one.rgb, "edge": one.edge_rgb, "alpha": one.alpha, "finish": one.finish}
            for number, one in colours.items()
        },
        "wishes": [[place, names[one.part.pk], one.colour.number, one.width] for place, one in enumerate(wanted)],
    }
