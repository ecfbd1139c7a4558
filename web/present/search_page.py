"""Everything that fits some words: builds, parts, sets and minifigures, the first few of each."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from builds.selectors import Viewer, search_builds
from parts.models import Minifig, Part, Set
from parts.selectors import search_parts
from web.present.cards import Card, cards_of
from web.present.part_pictures import Pictures, pictures_of

BUILDS_SHOWN = 3
SHOWN = 8


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found; a `more_…` says that there is more of it than is shown."""

    words: str
    builds: list[Card]
    more_builds: bool
    parts: list[Part]
    more_parts: bool
    sets: list[Set]
    more_sets: bool
    minifigs: list[Minifig]
    pictures: Pictures

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.builds or self.parts or self.sets or self.minifigs)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search field."""

    words: str
    note: str
    address: str


def search_page(viewer: Viewer, words: str) -> SearchPage:
    """Look everywhere; nothing is found for no words."""
    if not words:
        return SearchPage("", [], False, [], False, [], False, [], pictures_of([]))
    builds = list(search_builds(viewer, words)[: BUILDS_SHOWN + 1])
    parts = list(search_parts(words)[: SHOWN + 1])
    return SearchPage(
        words=words,
        builds=cards_of(builds[:BUILDS_SHOWN]),
        more_builds=len(builds) > BUILDS_SHOWN,
        parts=parts[:SHOWN],
        more_parts=len(parts) > SHOWN,
        sets=[],
        more_sets=False,
        minifigs=[],
        pictures=pictures_of((part, None) for part in parts[:SHOWN]),
    )


def suggestions(words: str) -> list[tuple[str, list[Suggestion]]]:
    """What to suggest, in groups with a head."""
    parts = [
        Suggestion(part.name, part.number, reverse("web:part", args=[part.pk])) for part in search_parts(words)[:6]
    ]
    return [(_("Parts"), parts)] if words and parts else []
