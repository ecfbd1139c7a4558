"""What the search field suggests, in groups, each line with the page that it leads to."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parts.selectors.suggest import Suggestion, suggest

PARTS = 12
HEADS = {
    "word": _("Search for"),
    "category": _("Shelves"),
    "part": _("Parts"),
    "set": _("Sets"),
    "minifig": _("Minifigures"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion: its words, the number beside them, and where it leads."""

    words: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions of one kind."""

    head: str
    lines: list[Line]


def suggestions(words: str) -> list[Group]:
    """What to suggest for what was typed so far. One query; none for no words."""
    found = suggest(words) if words else []
    groups = [(head, [_line(one) for one in found if one.kind == kind]) for kind, head in HEADS.items()]
    return [Group(str(head), lines) for head, lines in groups if lines]


def part_suggestions(words: str) -> list[Line]:
    """Parts alone, to choose one by its number. One query; none for no words."""
    found = suggest(words, limit=PARTS) if words else []
    return [_line(one) for one in found if one.kind == "part"]


def _line(one: Suggestion) -> Line:
    return Line(one.name, one.number, _address(one))


def _address(one: Suggestion) -> str:
    if one.kind == "part":
        return reverse("web:part", args=[one.key])
    if one.kind == "set":
        return reverse("web:set", args=[one.key])
    if one.kind == "minifig":
        return reverse("web:minifig", args=[one.key])
    if one.kind == "category":
        return f"{reverse('web:parts')}?category={quote(one.key)}"
    return f"{reverse('web:search')}?q={quote(one.key)}"
