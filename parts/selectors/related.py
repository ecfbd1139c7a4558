"""One part's relations of one kind, to page through, and how many there are of each."""

from django.db.models import Count, F, QuerySet

from parts.models import Part, PartRelation
from parts.selectors.relations import relations


def relation_counts(part: Part) -> dict[tuple[str, bool], int]:
    """How many relations the part has of each kind; True stands for those in which it is the child. Two queries."""
    found: dict[tuple[str, bool], int] = {}
    for side, upward in (("child", True), ("parent", False)):
        rows = PartRelation.objects.filter(**{side: part}).values("kind").annotate(rows=Count("pk"))
        found |= {(row["kind"], upward): row["rows"] for row in rows.order_by("kind")}
    return found


def related(part: Part, kind: str, *, upward: bool, after: str = "") -> QuerySet[PartRelation]:
    """The relations of a kind in which the part is the child (`upward`) or the parent, by the other part's number.

    `after` is the number of the last one seen: the keyset.
    """
    own, other = ("child", "parent") if upward else ("parent", "child")
    rows = relations().filter(**{own: part}, kind=kind).annotate(other_number=F(f"{other}__number"))
    if after:
        rows = rows.filter(other_number__gt=after)
    return rows.order_by("other_number")
