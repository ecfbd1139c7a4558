"""Which builds use a part, and how many of it in which colour."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from builds.models import BomLine, Build, Revision
from builds.selectors.access import Viewer, visible_builds
from parts.models import Part


@dataclass(frozen=True, slots=True)
class PartUse:
    """So many of a part in one colour; `colour_id` is None where the file leaves the colour open."""

    colour_id: int | None
    quantity: int


def builds_with_part(viewer: Viewer, part: Part) -> QuerySet[Build]:
    """Builds that this person may see whose current revision uses the part, the newest first, with owner.

    The current revision is the shown one, and of an own draft the newest; `current_revision` is its key. Lines of old
    revisions keep a part that was merged into this one, so those count too. Keyset (-id).
    """
    newest = Revision.objects.filter(build=OuterRef("pk")).order_by("-number").values("pk")[:1]
    current = Coalesce("shown_revision_id", Subquery(newest))
    using = BomLine.objects.filter(_is(part)).values("revision")
    found = visible_builds(viewer).select_related("owner", "shown_revision").annotate(current_revision=current)
    return found.filter(current_revision__in=using).order_by("-pk")


def uses_of_part(part: Part, revisions: Collection[int]) -> dict[int, list[PartUse]]:
    """How many of the part each of these revisions uses, by colour, most first; others are absent. One query.

    Callers pass keys of revisions that the viewer may see, such as `current_revision` of the builds above.
    """
    found = part_uses([(part.pk, revision) for revision in revisions])
    return {revision: uses for (_part, revision), uses in found.items()}


def part_uses(keys: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[PartUse]]:
    """The same for many parts: by keys of part and revision. One query."""
    wanted = set(keys)
    parts = {part for part, _ in wanted}
    lines = BomLine.objects.filter(Q(part__in=parts) | Q(part__merged_into__in=parts))
    lines = lines.filter(revision__in={revision for _, revision in wanted}).order_by()
    sums = lines.values_list("part", "part__merged_into", "revision", "colour").annotate(sum=Sum("quantity"))
    found: dict[tuple[int, int], Counter[int | None]] = defaultdict(Counter)
    for part, survivor, revision, colour, quantity in sums:
        for key in {(part, revision), (survivor, revision)} & wanted:
            found[key][colour] += quantity
    return {key: _most_first(colours) for key, colours in found.items()}


def _most_first(colours: Counter[int | None]) -> list[PartUse]:
    return [PartUse(*use) for use in sorted(colours.items(), key=lambda use: (-use[1], use[0] or 0))]


def _is(part: Part) -> Q:
    return Q(part=part) | Q(part__merged_into=part)
