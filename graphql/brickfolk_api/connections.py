"""Keyset connections: pages that stay right while rows come and go, and never cost more as they go deeper."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from django.db.models import CharField, DateTimeField, Model, Q, QuerySet, TextField
from django.utils.translation import gettext as _

from brickfolk_api.context import in_database
from common import cursors
from common.errors import Invalid

MOST = 100
USUAL = 24


@dataclass(frozen=True, slots=True)
class Order:
    """One column of a keyset, by attribute; the last column of a keyset is unique."""

    column: str
    descending: bool = False

    @property
    def term(self) -> str:
        """The column as order_by spells it."""
        return f"-{self.column}" if self.descending else self.column


Keyset = Sequence[Order]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and what lies before and after them."""

    rows: list[Any]
    keyset: Keyset
    has_next: bool
    has_previous: bool
    whole: QuerySet[Any]


def value_of(row: Any, column: str) -> Any:
    """A column of a row that may be a model object or a dict of values."""
    return row[column] if isinstance(row, dict) else getattr(row, column)


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
    fields = {field.name: field for field in model._meta.concrete_fields}
    match fields.get(column):
        case DateTimeField():
            return cursors.moment(value)
        case CharField() | TextField():
            return cursors.words(value)
    return cursors.whole(value)


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


def page_of(
    queryset: QuerySet[Any],
    keyset: Keyset,
    *,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Page:
    """One page of a queryset in its keyset's order."""
    count = wanted(first, last)
    backwards = last is not None
    found = queryset
    for name, cursor in (("after", after), ("before", before)):
        if cursor:
            place = place_of(cursor, keyset, name, queryset.model)
            found = found.filter(beyond(keyset, place, backwards=name == "before"))
    terms = [Order(o.column, o.descending != backwards).term for o in keyset]
    rows = list(found.order_by(*terms)[: count + 1])
    more = len(rows) > count
    rows = rows[:count]
    if backwards:
        rows.reverse()
    return Page(
        rows,
        keyset,
        has_next=bool(before) if backwards else more,
        has_previous=more if backwards else bool(after),
        whole=queryset,
    )


class PageInfo(graphene.ObjectType):
    """Whether there is more, and the cursors to ask for it with."""

    has_next_page = graphene.Boolean(required=True)
    has_previous_page = graphene.Boolean(required=True)
    start_cursor = graphene.String()
    end_cursor = graphene.String()


def _page_info(page: Page, _info: Any) -> PageInfo:
    rows = page.rows
    return PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=cursor_of(rows[0], page.keyset) if rows else None,
        end_cursor=cursor_of(rows[-1], page.keyset) if rows else None,
    )


def _edges(page: Page, _info: Any) -> list[dict[str, Any]]:
    return [{"cursor": cursor_of(row, page.keyset), "node": row} for row in page.rows]


def _nodes(page: Page, _info: Any) -> list[Any]:
    return page.rows


@in_database
def _total(page: Page, _info: Any) -> int:
    return page.whole.order_by().count()


def connection(node: Any, name: str) -> Any:
    """The connection type of a node type: edges, nodes, pageInfo, and a count that is made only when asked for."""
    edge_fields = {"cursor": graphene.String(required=True), "node": graphene.NonNull(node)}
    edge = type(f"{name}Edge", (graphene.ObjectType,), edge_fields)
    members = {
        "edges": graphene.List(graphene.NonNull(edge), required=True),
        "nodes": graphene.List(graphene.NonNull(node), required=True),
        "page_info": graphene.NonNull(PageInfo),
        "total_count": graphene.Int(required=True, description="Counted when asked for."),
        "resolve_edges": staticmethod(_edges),
        "resolve_nodes": staticmethod(_nodes),
        "resolve_page_info": staticmethod(_page_info),
        "resolve_total_count": staticmethod(_total),
    }
    return type(f"{name}Connection", (graphene.ObjectType,), members)


def connection_field(node: Any, **arguments: Any) -> Any:
    """A field that is a connection: `first`, `after`, `last`, `before`, and the list's own arguments."""
    return graphene.Field(
        graphene.NonNull(node),
        first=graphene.Int(description=f"At most {MOST}; {USUAL} without it."),
        after=graphene.String(),
        last=graphene.Int(),
        before=graphene.String(),
        **arguments,
    )


def paging(arguments: dict[str, Any]) -> dict[str, Any]:
    """The four arguments of a page out of a field's arguments."""
    return {name: arguments.get(name) for name in ("first", "after", "last", "before")}
