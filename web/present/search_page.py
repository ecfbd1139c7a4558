"""Everything that fits some words: builds, parts, sets and minifigures, the first few of each."""

from dataclasses import dataclass

from builds.selectors import Viewer, search_builds
from parts.models import Minifig, Set
from parts.selectors import SearchPage as PartsFound
from parts.selectors import search_minifigs, search_sets
from parts.selectors import search_page as find_parts
from web.present.cards import Card, cards_of

BUILDS_SHOWN = 3
SHOWN = 8
MINIFIGS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found; a `more_…` says that there is more of it than is shown."""

    words: str
    builds: list[Card]
    more_builds: bool
    parts: PartsFound
    sets: list[Set]
    more_sets: bool
    minifigs: list[Minifig]

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.builds or self.parts.parts or self.sets or self.minifigs)


def search_page(viewer: Viewer, words: str) -> SearchPage:
    """Look everywhere, at most six queries; nothing is found for no words."""
    if not words:
        return SearchPage("", [], False, PartsFound(), [], False, [])
    builds = list(search_builds(viewer, words)[: BUILDS_SHOWN + 1])
    sets = list(search_sets(words)[: SHOWN + 1])
    return SearchPage(
        words=words,
        builds=cards_of(builds[:BUILDS_SHOWN]),
        more_builds=len(builds) > BUILDS_SHOWN,
        parts=find_parts(words, size=SHOWN),
        sets=sets[:SHOWN],
        more_sets=len(sets) > SHOWN,
        minifigs=list(search_minifigs(words)[:MINIFIGS_SHOWN]),
    )
