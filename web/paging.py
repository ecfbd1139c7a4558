"""Keyset paging for lists of builds: a cursor names the last row seen, so pages stay right while builds come."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from builds.models import Build
from common import cursors

PAGE = 24


@dataclass(frozen=True, slots=True)
class Page:
    """Some builds; `after` is the cursor of the next page, empty on the last; `first` counts from 1."""

    builds: list[Build]
    after: str
    first: int

    @property
    def last(self) -> int:
        """The place of the last build shown."""
        return self.first + len(self.builds) - 1


def page_of(found: QuerySet[Build], order: str, cursor: str, size: int = PAGE) -> Page:
    """One page of what `search_builds` found in that order. A cursor that says nothing means the first page."""
    seen, key = _read(cursor)
    if key:
        try:
            found = found.filter(_beyond(order, *key))
        except ValueError:
            seen = 0
    rows = list(found[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    after = _write(seen + len(rows), order, rows[-1]) if more else ""
    return Page(rows, after, seen + 1)


def _beyond(order: str, value: Any, pk: int) -> Q:
    """The rows after one, in the orders that `search_builds` documents; all of them fall, nothing stands last."""
    pk = cursors.whole(pk)
    if order == "parts":
        if value is None:
            return Q(shown_revision__part_count=None, pk__lt=pk)
        parts = cursors.whole(value)
        same = Q(shown_revision__part_count=parts, pk__lt=pk)
        return Q(shown_revision__part_count__lt=parts) | same | Q(shown_revision__part_count=None)
    if order == "remixes":
        remixes = cursors.whole(value)
        return Q(remix_count__lt=remixes) | Q(remix_count=remixes, pk__lt=pk)
    moment = cursors.moment(value)
    return Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk)


def _write(seen: int, order: str, build: Build) -> str:
    values: dict[str, Any] = {
        "parts": build.shown_revision.part_count if build.shown_revision else None,
        "remixes": getattr(build, "remix_count", 0),
    }
    newest = build.published_at.isoformat() if build.published_at else ""
    return base64.urlsafe_b64encode(json.dumps([seen, values.get(order, newest), build.pk]).encode()).decode()


def _read(cursor: str) -> tuple[int, list[Any]]:
    try:
        seen, *key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return max(0, cursors.whole(seen)), key if len(key) == 2 else []
    except (ValueError, TypeError, RecursionError):
        return 0, []
