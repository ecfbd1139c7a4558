"""Filters that are on, and what there would be without each."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from builds.selectors import Viewer, search_builds


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its words, the address without it, and how many builds there are then (None: not counted)."""

    words: str
    without: str
    builds_without: int | None


def active_filters(viewer: Viewer, asked: Mapping[str, str], *, counted: bool) -> list[Filter]:
    """The filters that are on. They are counted only when nothing was found: each costs a query."""
    return [_filter(viewer, name, asked, counted) for name, value in asked.items() if value]


def _filter(viewer: Viewer, name: str, asked: Mapping[str, str], counted: bool) -> Filter:
    rest = {**asked, name: ""}
    found = search_builds(viewer, rest["q"], rest["tag"], rest["owner"]).order_by().count() if counted else None
    return Filter(_words(name, asked[name]), urlencode({key: value for key, value in rest.items() if value}), found)


def _words(name: str, value: str) -> str:
    if name == "tag":
        return _("tagged %(tag)s") % {"tag": value}
    if name == "owner":
        return _("by %(owner)s") % {"owner": value}
    return _("“%(words)s”") % {"words": value}
