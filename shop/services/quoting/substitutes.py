"""Which other parts may stand for one: what moulds, alternates and prints say, as far as the shopper allows it."""

from collections import defaultdict
from collections.abc import Collection

from parts.models import PartRelation
from shop.services.quoting.choices import Substitute

KINDS: dict[Substitute, tuple[str, ...]] = {
    "mould": (PartRelation.Kind.MOULD,),
    "alternate": (PartRelation.Kind.ALTERNATE,),
    "print": (PartRelation.Kind.PRINT, PartRelation.Kind.PATTERN),
}
EITHER_WAY: frozenset[Substitute] = frozenset({"mould", "alternate"})
"""One mould stands for another and back; a print may be replaced by the plain part, not by any other print."""
MOST_KIN = 40  # of one part and kind: sourcing takes at most a hundred lots for a need

Kin = dict[int, dict[Substitute, tuple[int, ...]]]


def kin_of(parts: Collection[int], kinds: Collection[Substitute]) -> Kin:
    """By part and kind the parts that may stand for it, the lowest keys first. Two queries."""
    if not kinds:
        return {}
    up, down = _rows(kinds, child__in=parts), {}
    both = EITHER_WAY & set(kinds)
    if both:
        heads = {*parts, *(parent for kind in both for found in up[kind].values() for parent in found)}
        down = _rows(both, parent__in=heads)
    return {part: _kin(part, up, down) for part in parts}


Rows = dict[Substitute, dict[int, set[int]]]


def _rows(kinds: Collection[Substitute], **side: Collection[int]) -> Rows:
    """By kind, the parents of each child (or the children of each parent, where those are asked for)."""
    names = {name: kind for kind in kinds for name in KINDS[kind]}
    found: Rows = {kind: defaultdict(set) for kind in kinds}
    rows = PartRelation.objects.filter(kind__in=names, **side).values_list("kind", "child_id", "parent_id")
    for name, child, parent in rows:
        key, other = (child, parent) if "child__in" in side else (parent, child)
        found[names[name]][key].add(other)
    return found


def _kin(part: int, up: Rows, down: Rows) -> dict[Substitute, tuple[int, ...]]:
    found: dict[Substitute, tuple[int, ...]] = {}
    for kind in sorted(up):
        own = set(up[kind].get(part, ()))
        if kind in down:
            own |= {child for head in (*own, part) for child in down[kind].get(head, ())}
        if kin := sorted(own - {part})[:MOST_KIN]:
            found[kind] = tuple(kin)
    return found
