"""How a part relates to others, in groups with a head of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parts.models import Colour, Part, PartRelation

SHOWN = 6
HEADS = {
    ("print", True): ("printed-on", _("Printed on")),
    ("pattern", True): ("pattern-of", _("A pattern of")),
    ("subpart", False): ("made-of", _("Made of")),
    ("subpart", True): ("part-of", _("Part of")),
    ("pair", True): ("pair", _("Its pair")),
    ("pair", False): ("pair-too", _("Pairs with it")),
    ("mould", True): ("mould-of", _("Another mould of")),
    ("mould", False): ("moulds", _("Other moulds of it")),
    ("alternate", True): ("stands-in-for", _("It can stand in for")),
    ("alternate", False): ("alternates", _("Could stand in for it")),
    ("pattern", False): ("patterns", _("With a pattern moulded in")),
    ("print", False): ("prints", _("Prints of it")),
}
"""By kind, and whether the part is the child: the group's name in addresses, and its head."""
GROUPS = {slug: (kind, upward) for (kind, upward), (slug, _head) in HEADS.items()}


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """The other part, how many of it, the colour where it is fixed, and who says so."""

    part: Part
    quantity: int
    colour: Colour | None
    evidence: str


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Parts that relate in one way: the first few of `total`."""

    slug: str
    head: str
    shown: list[RelatedPart]
    total: int

    @property
    def more(self) -> bool:
        """Whether there are others than those shown."""
        return self.total > len(self.shown)


def relation_groups(
    part: Part, rows: Sequence[PartRelation], counts: Mapping[tuple[str, bool], int]
) -> list[RelationGroup]:
    """The groups that have anything, in the order of HEADS."""
    found = []
    for (kind, upward), (slug, head) in HEADS.items():
        own = [row for row in rows if row.kind == kind and (row.child_id == part.pk) == upward]
        if own:
            shown = [related_part(row, upward=upward) for row in own[:SHOWN]]
            found.append(RelationGroup(slug, str(head), shown, max(counts.get((kind, upward), 0), len(own))))
    return found


def related_part(row: PartRelation, *, upward: bool) -> RelatedPart:
    """The other side of a relation: the parent when the part is the child."""
    return RelatedPart(row.parent if upward else row.child, row.quantity, row.colour, row.evidence)
