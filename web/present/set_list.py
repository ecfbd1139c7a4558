"""The shelf of sets: words, theme, year, and how many there are of each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from common import cursors
from parts.models import Set
from parts.selectors import NamedKey, named_key, search_sets
from parts.selectors.set_shelf import ThemeNode, set_years, sets_on_shelf, theme_tree
from web.keysets import Stretch, stretch, whole_keys


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """A theme to choose: its query, how deep it stands, and whether it is the chosen one."""

    node: ThemeNode
    query: str
    here: bool


@dataclass(frozen=True, slots=True)
class SetList:
    """What was asked for, the sets that fit, and the ways on. `trail` leads from the top theme to the chosen one."""

    words: str
    year: int | None
    trail: list[ThemeLink]
    themes: list[ThemeLink]
    years: list[tuple[int, int]]
    shown: Stretch[Set]
    total: int
    any_theme: str
    any_year: str

    @property
    def theme(self) -> ThemeNode | None:
        """The chosen theme."""
        return self.trail[-1].node if self.trail else None


def set_list(asked: QueryDict) -> SetList:
    """Collect it: five queries. What matches words stands best first; without words the newest sets come first."""
    words = asked.get("q", "").strip()[:200].replace("\0", "")
    year = _whole(asked.get("year", ""))
    matching = search_sets(words) if words else sets_on_shelf()
    in_year = matching if year is None else matching.filter(year=year)
    tree = theme_tree(in_year)
    trail = _trail(tree, _whole(asked.get("theme", "")))
    in_theme = matching.filter(theme__in=trail[-1].keys) if trail else matching
    found = in_year.filter(theme__in=trail[-1].keys) if trail else in_year
    below = trail[-1].below if trail else tree
    return SetList(
        words=words,
        year=year,
        trail=[_link(node, words, year, here=node is trail[-1]) for node in trail],
        themes=[_link(node, words, year, here=False) for node in below if node.set_count],
        years=set_years(in_theme),
        shown=_stretch(found, asked, by_words=bool(words)),
        total=found.order_by().count(),
        any_theme=_query(words, year, None),
        any_year=_query(words, None, trail[-1] if trail else None),
    )


def _stretch(found: QuerySet[Set], asked: QueryDict, *, by_words: bool) -> Stretch[Set]:
    if by_words:
        if (given := asked.getlist("after")) and (key := _named_key(given)):
            found = found.filter(Q(score__lt=key.score) | Q(score=key.score, number__gt=key.number))
        return stretch(found, asked, lambda row: list(named_key(row)))
    return newest_sets(found, asked)


def newest_sets(found: QuerySet[Set], asked: QueryDict) -> Stretch[Set]:
    """A stretch of sets that stand by their year, the newest first."""
    if keys := whole_keys(asked, 2):
        found = found.filter(Q(known_year__lt=keys[0]) | Q(known_year=keys[0], pk__gt=keys[1]))
    return stretch(found, asked, _key)


def _named_key(given: list[str]) -> NamedKey | None:
    try:
        score, number = given
        return NamedKey(cursors.whole(int(score)), cursors.words(number))
    except ValueError:
        return None


def _key(row: Set) -> list[int]:
    return [row.known_year, row.pk]  # type: ignore[attr-defined]  # annotated


def _trail(nodes: tuple[ThemeNode, ...], number: int | None) -> list[ThemeNode]:
    """The nodes from the top to the theme of this number; empty when there is none."""
    for node in nodes:
        if node.theme.number == number:
            return [node]
        if below := _trail(node.below, number):
            return [node, *below]
    return []


def _link(node: ThemeNode, words: str, year: int | None, *, here: bool) -> ThemeLink:
    return ThemeLink(node, _query(words, year, node), here)


def _query(words: str, year: int | None, node: ThemeNode | None) -> str:
    asked = {"q": words, "year": year, "theme": node.theme.number if node else None}
    return urlencode({name: value for name, value in asked.items() if value})


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None
