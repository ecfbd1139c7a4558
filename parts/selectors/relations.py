"""How parts relate, for many parts at once."""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from parts.models import Part, PartRelation

MOST_OF_A_KIND = 100  # a torso has thousands of prints
HEAVY = tuple(f"{side}__{field}" for side in ("child", "parent") for field in ("search", "keywords", "other_names"))


def relations() -> QuerySet[PartRelation]:
    """All relations, each with both parts, their shelves, and the child's colour where it is fixed."""
    return PartRelation.objects.select_related("child__category", "parent__category", "colour").defer(*HEAVY)


def relations_of(part: Part, *, kind: str = "", as_child: bool | None = None) -> QuerySet[PartRelation]:
    """A part's relations of one kind or all, on one side or both, without the parts. Keyset (kind, id)."""
    sides = {True: Q(child=part), False: Q(parent=part), None: Q(child=part) | Q(parent=part)}
    found = PartRelation.objects.filter(sides[as_child])
    return (found.filter(kind=kind) if kind else found).order_by("kind", "pk")


def relations_by_part(ids: Collection[int], *, most: int = MOST_OF_A_KIND) -> dict[int, list[PartRelation]]:
    """The relations in which these parts have a side, at most so many of a kind and side. One query.

    Sorted by kind, relations in which the part is the child first, then by the other part's number. Every key is
    present; a relation between two of the parts stands under both.
    """
    found: dict[int, list[PartRelation]] = {key: [] for key in ids}
    up, down = _side("child", "parent", ids, most), _side("parent", "child", ids, most)
    for row in up.union(down, all=True):
        found[row.of].append(row)  # type: ignore[attr-defined]  # annotated
    for key, rows in found.items():
        rows.sort(key=lambda row: (row.kind, row.parent_id == key, _other(row, key).number))
    return found


def _other(row: PartRelation, key: int) -> Part:
    return row.parent if row.child_id == key else row.child


def _side(own: str, other: str, ids: Collection[int], most: int) -> QuerySet[PartRelation]:
    place = Window(RowNumber(), partition_by=[f"{own}_id", "kind"], order_by=f"{other}__number")
    rows = relations().filter(**{f"{own}__in": ids}).annotate(of=F(f"{own}_id"), place=place)
    return rows.filter(place__lte=most)
