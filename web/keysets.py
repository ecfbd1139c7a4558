"""Lists that continue after the last row seen: its key stands in the address as `after`, once for each column."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

from common import cursors

Row = TypeVar("Row", bound=Model)
PAGE = 48


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """Some rows; `more` is the query of the address at which the list continues, empty when this was all."""

    rows: list[Row]
    more: str
    continued: bool


def stretch(found: "QuerySet[Any, Row]", asked: QueryDict, key: Callable[[Row], list[Any]]) -> Stretch[Row]:
    """The first rows of what was found after the key that was asked for. `key` gives a row's own."""
    rows = list(found[: PAGE + 1])
    more = ""
    if len(rows) > PAGE:
        rows = rows[:PAGE]
        query = asked.copy()
        query.setlist("after", [str(part) for part in key(rows[-1])])
        more = query.urlencode()
    return Stretch(rows, more, "after" in asked)


def newest_first(found: "QuerySet[Any, Row]", asked: QueryDict) -> Stretch[Row]:
    """The same of rows that stand by their primary keys, the highest first."""
    if after := whole_keys(asked, 1):
        found = found.filter(pk__lt=after[0])
    return stretch(found, asked, lambda row: [row.pk])


def whole_keys(asked: QueryDict, columns: int) -> list[int] | None:
    """The key that was asked for, of whole numbers; None when there is none, or it says nothing."""
    given = asked.getlist("after")
    if len(given) != columns:
        return None
    try:
        return [cursors.whole(int(value)) for value in given]
    except ValueError:
        return None


def word_key(asked: QueryDict) -> str:
    """The key that was asked for, of one word; empty when there is none, or it says nothing."""
    try:
        return cursors.words(asked.get("after", ""))
    except ValueError:
        return ""
