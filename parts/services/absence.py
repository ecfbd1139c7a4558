"""Why Rebrickable lists a part of ours under no number: what the catalogue's own relations say. Two queries a batch."""

import operator
from collections.abc import Collection
from functools import reduce

from django.db.models import Q

from parts.models import Part, PartNumber, PartRelation, System
from parts.services.evidence import Evidence, link

_NAMED = 3
"""So many parts are named in a sentence."""


def why_without(parts: Collection[Part]) -> dict[int, Evidence]:
    """By key of the part, the reason; rule `no_rebrickable` where nothing is known that explains it."""
    if not parts:
        return {}
    pieces, wholes = _pieces_and_wholes(parts)
    prints = _prints(parts)
    return {
        part.pk: _why(part, pieces.get(part.pk, []), wholes.get(part.pk, []), prints.get(part.number, []))
        for part in parts
    }


def _why(part: Part, pieces: list[str], wholes: list[str], prints: list[str]) -> Evidence:
    number = part.number
    if part.kind == Part.Kind.FLEXIBLE:
        return link("segment", f"{number} is a segment of a bent part, which Rebrickable lists as a whole")
    if pieces:
        return link("put_together", f"{number} is put together from {_listed(pieces)}, which Rebrickable lists apart")
    if wholes:
        return link("piece", f"{number} is a piece of {_listed(wholes)}, which Rebrickable lists as a whole")
    if prints:
        return link("printed_only", f"Rebrickable lists {number} only printed, as {_listed(prints)}")
    if part.kind == Part.Kind.STICKER:
        return link("sticker", f"{number} is one sticker; Rebrickable lists the sheets that they come on")
    return link("no_rebrickable", f"Rebrickable lists no part as {number}, and none that is known to be related")


def _pieces_and_wholes(parts: Collection[Part]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """By part, the numbers of what it is put together from, and of what it is a piece of."""
    keys = {part.pk for part in parts}
    rows = PartRelation.objects.filter(Q(child__in=keys) | Q(parent__in=keys), kind=PartRelation.Kind.SUBPART)
    pieces: dict[int, list[str]] = {}
    wholes: dict[int, list[str]] = {}
    ends = ("child_id", "child__number", "parent_id", "parent__number")
    for child, child_number, parent, parent_number in rows.order_by("pk").values_list(*ends):
        if parent in keys:
            pieces.setdefault(parent, []).append(child_number)
        if child in keys:
            wholes.setdefault(child, []).append(parent_number)
    return pieces, wholes


def _prints(parts: Collection[Part]) -> dict[str, list[str]]:
    """By number of the plain part, Rebrickable's numbers of its prints: pr0001, pat01, pb01 and so on."""
    rows = PartNumber.objects.filter(system=System.REBRICKABLE, rule=PartNumber.Rule.OWN)
    starts = reduce(operator.or_, (Q(number__startswith=f"{part.number}p") for part in parts))
    found: dict[str, list[str]] = {}
    numbers = list(rows.filter(starts).order_by("number").values_list("number", flat=True))
    for part in parts:
        if own := [number for number in numbers if number.startswith(f"{part.number}p")]:
            found[part.number] = own
    return found


def _listed(numbers: list[str]) -> str:
    named = ", ".join(numbers[:_NAMED])
    return f"{named} and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else named
