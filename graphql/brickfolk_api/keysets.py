"""Keysets: pages that stay right while rows come and go, and never cost more as they go deeper."""

import base64
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import BooleanField, CharField, DateTimeField, DecimalField, Model, Q, QuerySet, TextField
from django.utils.translation import gettext as _

from common import cursors
from common.errors import Invalid

MOST = 100
USUAL = 24


@dataclass(frozen=True, slots=True)
class Order:
    """One column of a keyset, by attribute or through joins; the last column of a keyset is unique."""

    column: str
    descending: bool = False

    @property
    def term(self) -> str:
        """The column as order_by spells it."""
        return f"-{self.column}" if self.descending else self.column


Keyset = Sequence[Order]
Total = Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is asked for: so many from the beginning or the end, after or before a cursor."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


def paging(arguments: dict[str, Any]) -> Paging:
    """The four arguments of a page out of a field's arguments."""
    return Paging(**{name: arguments.get(name) for name in ("first", "after", "last", "before")})


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and what lies before and after them."""

    rows: list[Any]
    keyset: Keyset
    has_next: bool
    has_previous: bool
    whole: QuerySet[Any]
    total: Total | None = None
    """How many there are, where many lists are counted at once; without it the whole is counted."""


def value_of(row: Any, column: str) -> Any:
    """A column of a row that may be a model object or a dict of values; “part__name” is that of a joined row."""
    return row[column] if isinstance(row, dict) else reduce(getattr, column.split("__"), row)


def cursor_of(row: Any, keyset: Keyset) -> str:
    """The row's place in the list, for `after` and `before`."""
    values = [value_of(row, order.column) for order in keyset]
    plain = [v.isoformat() if isinstance(v, datetime) else str(v) if isinstance(v, Decimal) else v for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def bad_cursor(field: str) -> Invalid:
    """The refusal of a cursor."""
    return Invalid("BAD_CURSOR", _("“%(field)s” is no cursor of this list.") % {"field": field}, field=field)


def place_of(cursor: str, keyset: Keyset, field: str, model: type[Model]) -> list[Any]:
    """The values in a cursor; raises Invalid when they are none of this list's."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list):
            raise ValueError("no list")
        return [_checked(value, order.column, model) for value, order in zip(values, keyset, strict=True)]
    except (ValueError, RecursionError) as problem:
        raise bad_cursor(field) from problem


def _checked(value: Any, column: str, model: type[Model]) -> Any:
    """A value as its column holds it; what a query computes is a whole number. Raises ValueError."""
    match _field(column, model):
        case DateTimeField():
            return cursors.moment(value)
        case CharField() | TextField():
            return cursors.words(value)
        case DecimalField():
            return cursors.decimal(value)
        case BooleanField() if isinstance(value, bool):
            return value
    return cursors.whole(value)


def _field(column: str, model: type[Model]) -> Any:
    """The model's field of a column, through joins; None for what a query computes."""
    own, _join, rest = column.partition("__")
    found = {field.name: field for field in model._meta.concrete_fields}.get(own)
    joined = found.related_model if found is not None and rest else None
    return _field(rest, joined) if isinstance(joined, type) else found


def beyond(keyset: Keyset, place: Sequence[Any], *, backwards: bool) -> Q:
    """Rows that come after `place` in the list's order (before it, when `backwards`)."""
    found = Q()
    for at, order in enumerate(keyset):
        same = Q(**{earlier.column: place[i] for i, earlier in enumerate(keyset[:at])})
        side = "lt" if order.descending != backwards else "gt"
        found |= same & Q(**{f"{order.column}__{side}": place[at]})
    return found


def wanted(first: int | None, last: int | None) -> int:
    """How many rows are asked for; raises Invalid outside 0 to MOST."""
    if first is not None and last is not None:
        raise Invalid("FIRST_OR_LAST", _("Give “first” or “last”, not both."), field="last")
    name, count = ("last", last) if last is not None else ("first", USUAL if first is None else first)
    assert count is not None
    if not 0 <= count <= MOST:
        message = _("“%(name)s” is 0 to %(most)d; ask for the next page with a cursor.") % {"name": name, "most": MOST}
        raise Invalid("PAGE_SIZE", message, field=name)
    return count


def page_query(queryset: QuerySet[Any], keyset: Keyset, asked: Paging) -> QuerySet[Any]:
    """The rows of one page and one more, which tells whether there is more; from the end when `last` is given."""
    count = wanted(asked.first, asked.last)
    found = queryset
    for name, cursor in (("after", asked.after), ("before", asked.before)):
        if cursor:
            place = place_of(cursor, keyset, name, queryset.model)
            found = found.filter(beyond(keyset, place, backwards=name == "before"))
    terms = [Order(o.column, o.descending != (asked.last is not None)).term for o in keyset]
    return found.order_by(*terms)[: count + 1]


def page_from(rows: list[Any], whole: QuerySet[Any], keyset: Keyset, asked: Paging, total: Total | None = None) -> Page:
    """The page that the rows of `page_query` make."""
    count, backwards = wanted(asked.first, asked.last), asked.last is not None
    more = len(rows) > count
    shown = rows[:count]
    if backwards:
        shown.reverse()
    return Page(
        shown,
        keyset,
        has_next=bool(asked.before) if backwards else more,
        has_previous=more if backwards else bool(asked.after),
        whole=whole,
        total=total,
    )


def page_of(queryset: QuerySet[Any], keyset: Keyset, asked: Paging) -> Page:
    """One page of a queryset in its keyset's order."""
    return page_from(list(page_query(queryset, keyset, asked)), queryset, keyset, asked)
