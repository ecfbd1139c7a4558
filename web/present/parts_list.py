"""The shelves of parts: what was asked for, what fits, and how it could be narrowed or widened."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common import cursors
from parts.models import Category, Colour, Part
from parts.selectors import Facet, SearchKey, SearchPage, colour_by_number, search_page
from parts.selectors.browse import category_by_slug

LONGEST = 200
COUNTED = 500
"""Colours are counted among so many of the best parts."""

KINDS = {
    Part.Kind.PART: _("Plain parts"),
    Part.Kind.ASSEMBLY: _("Put together"),
    Part.Kind.PRINT: _("Printed"),
    Part.Kind.STICKER: _("Stickers"),
    Part.Kind.FLEXIBLE: _("Flexible"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as far as it says something; empty for what is left open."""

    words: str = ""
    category: str = ""
    colour: str = ""
    kind: str = ""

    def query(self, **changed: str) -> str:
        """The query of an address that asks for the same, but for what is changed."""
        asked = {"q": self.words, "category": self.category, "colour": self.colour, "kind": self.kind} | changed
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list, and where it leads."""

    key: str
    name: str
    count: int
    query: str
    here: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is on: its words, and the query without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class PartsList:
    """What the page shows. `more` is the query of the next stretch, empty on the last."""

    asked: Asked
    found: SearchPage
    shelf: Category | None
    colour: Colour | None
    chosen: list[Chosen]
    categories: list[Choice]
    kinds: list[Choice]
    colours: list[Choice]
    more: str
    continued: bool

    @property
    def others_match(self) -> bool:
        """Whether sets or minifigures match the words, too."""
        return bool(self.asked.words and (self.found.facets.sets or self.found.facets.minifigs))

    @property
    def colours_counted(self) -> bool:
        """Whether the counts of colours are of all that was found, and not only of the best."""
        return self.found.total <= COUNTED


def parts_list(given: QueryDict) -> PartsList:
    """Collect it: the search itself, and one query for each of shelf and colour that is chosen."""
    asked = _asked(given)
    colour = colour_by_number(asked.colour) if asked.colour else None
    shelf = category_by_slug(asked.category) if asked.category else None
    found = search_page(
        asked.words,
        category=asked.category,
        colour=int(asked.colour) if asked.colour else None,
        kind=asked.kind,
        after=_after(given.getlist("after")),
    )
    more = asked.query() + "&" + urlencode({"after": list(found.more)}, doseq=True) if found.more else ""
    kinds = [Facet(one.key, str(KINDS[Part.Kind(one.key)]), one.count) for one in found.facets.kinds]
    return PartsList(
        asked=asked,
        found=found,
        shelf=shelf,
        colour=colour,
        chosen=_chosen(asked, shelf, colour),
        categories=_choices(sorted(found.facets.categories, key=lambda one: one.name), "category", asked),
        kinds=_choices(kinds, "kind", asked),
        colours=_choices(found.facets.colours, "colour", asked),
        more=more.lstrip("&"),
        continued="after" in given,
    )


def _asked(given: QueryDict) -> Asked:
    words = given.get("q", "").strip()[:LONGEST].replace("\0", "")
    colour, kind = given.get("colour", ""), given.get("kind", "")
    return Asked(
        words=words,
        category=given.get("category", "")[:80].replace("\0", ""),
        colour=colour if colour.isascii() and colour.isdecimal() and len(colour) < 10 else "",
        kind=kind if kind in Part.Kind.values else "",
    )


def _choices(facets: Sequence[Facet], name: str, asked: Asked) -> list[Choice]:
    here = getattr(asked, name)
    return [
        Choice(one.key, one.name, one.count, asked.query(**{name: "" if one.key == here else one.key}), one.key == here)
        for one in facets
    ]


def _chosen(asked: Asked, shelf: Category | None, colour: Colour | None) -> list[Chosen]:
    chosen = []
    if asked.category:
        chosen.append(Chosen(shelf.name if shelf else asked.category, asked.query(category="")))
    if asked.kind:
        chosen.append(Chosen(str(KINDS[Part.Kind(asked.kind)]), asked.query(kind="")))
    if asked.colour:
        chosen.append(Chosen(colour.name if colour else asked.colour, asked.query(colour="")))
    return chosen


def _after(given: list[str]) -> SearchKey | None:
    try:
        score, name, pk = given
        return SearchKey(cursors.whole(int(score)), cursors.words(name), cursors.whole(int(pk)))
    except ValueError:
        return None
