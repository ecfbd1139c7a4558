"""Finding published builds. Drafts are never found, not even by their owner: those stand on the owner's own page."""

import re
from typing import Literal

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from builds.models import Build, Tag
from builds.selectors.access import Viewer, published_builds
from common.text import is_storable

Order = Literal["newest", "parts", "remixes"]
MAX_WORDS = 8


def search_builds(
    viewer: Viewer,  # noqa: ARG001 - every list says for whom it is, though all see the same here
    text: str = "",
    tag: str = "",
    owner: str = "",
    order: Order | str = "newest",
) -> QuerySet[Build]:
    """Published builds that have each of the words, as beginnings, in title, description or tags.

    `tag` is a tag's slug, `owner` a user name. Orders (each ends with the id, so that keysets work): `newest` is
    (-published_at, -id), `parts` (-shown_revision__part_count, -id), `remixes` (-remix_count, -id). Each row has
    `remix_count`, of published remixes.
    """
    if not is_storable(tag + owner):
        return with_remix_count(Build.objects.none())
    found = published_builds().select_related("owner", "shown_revision").prefetch_related("tags")
    for word in re.findall(r"\w+", text.lower())[:MAX_WORDS]:
        found = found.filter(_has_word(word))
    if tag:
        found = found.filter(tags__slug=tag)
    if owner:
        found = found.filter(owner__username=owner)
    return with_remix_count(found).order_by(*_ORDERS.get(order, _ORDERS["newest"]))


_ORDERS: dict[str, tuple[str | Combinable, ...]] = {
    "newest": ("-published_at", "-id"),
    "parts": (F("shown_revision__part_count").desc(nulls_last=True), "-id"),
    "remixes": ("-remix_count", "-id"),
}


def with_remix_count(builds: QuerySet[Build]) -> QuerySet[Build]:
    """Say of each build how many published remixes it has; drafts do not count, so that nobody learns of them."""
    published = Q(revisions__remixes__state=Build.State.PUBLISHED)
    return builds.annotate(remix_count=Count("revisions__remixes", filter=published, distinct=True))


def popular_tags(limit: int = 30) -> QuerySet[Tag]:
    """Tags by how many published builds bear them, the commonest first; unused ones are left out."""
    uses = Count("builds", filter=Q(builds__state=Build.State.PUBLISHED))
    return Tag.objects.annotate(uses=uses).filter(uses__gt=0).order_by("-uses", "name")[:limit]


def _has_word(word: str) -> Q:
    query = SearchQuery(f"{word}:*", search_type="raw", config="simple")
    tagged = Tag.objects.filter(builds=OuterRef("pk"), name__istartswith=word)
    return Q(words=query) | Q(Exists(tagged))
