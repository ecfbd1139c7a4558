"""The shelf of sets: words, theme, year, and how many there are of each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from parts.models import Set
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
    """Collect it: four queries."""
    words = asked.get("q", "").strip()[:200].replace("\0", "")
    year = _whole(asked.get("year", ""))
    tree = theme_tree()
    trail = _trail(tree, _whole(asked.get("theme", "")))
    keys = trail[-1].keys if trail else None
    found = sets_on_shelf(keys, year)
    total = found.order_by().count()
    if key := whole_keys(asked, 2):
        found = found.filter(Q(known_year__lt=key[0]) | Q(known_year=key[0], pk__gt=key[1]))
    below = trail[-1].below if trail else tree
    return SetList(
        words=words,
        year=year,
        trail=[_link(node, words, year, here=node is trail[-1]) for node in trail],
        themes=[_link(node, words, year, here=False) for node in below],
        years=set_years(keys),
        shown=stretch(found, asked, _key),
        total=total,
        any_theme=_query(words, year, None),
        any_year=_query(words, None, trail[-1] if trail else None),
    )


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
