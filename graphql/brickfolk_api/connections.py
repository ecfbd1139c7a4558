"""Connections: the types of lists that are read page by page."""

from typing import Any

import graphene
from django.db.models import QuerySet

from brickfolk_api.context import in_database
from brickfolk_api.keysets import MOST, USUAL, Page, cursor_of


class PageInfo(graphene.ObjectType):
    """Whether there is more, and the cursors to ask for it with."""

    has_next_page = graphene.Boolean(required=True, description="Ask for it with “after: endCursor”.")
    has_previous_page = graphene.Boolean(required=True, description="Ask for it with “before: startCursor”.")
    start_cursor = graphene.String(description="Of the first row here.")
    end_cursor = graphene.String(description="Of the last row here.")


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


async def _total(page: Page, _info: Any) -> int:
    count: int = await (page.total() if page.total else _counted(page.whole))
    return count


@in_database
def _counted(whole: QuerySet[Any]) -> int:
    return whole.order_by().count()


def connection(node: Any, name: str, **more: Any) -> Any:
    """The connection type of a node type: edges, nodes, pageInfo, and a count that is made only when asked for.

    `more` are further fields of the whole list, and their resolvers.
    """
    edge_fields = {
        "cursor": graphene.String(required=True, description="Its place in the list, for “after” and “before”."),
        "node": graphene.NonNull(node, description="The row."),
        "__doc__": "One row of a list, and its place.",
    }
    edge = type(f"{name}Edge", (graphene.ObjectType,), edge_fields)
    members = {
        "__doc__": "One page of a list.",
        "edges": graphene.List(graphene.NonNull(edge), required=True, description="The rows with their places."),
        "nodes": graphene.List(graphene.NonNull(node), required=True, description="The rows alone."),
        "page_info": graphene.NonNull(PageInfo, description="Whether there is more."),
        "total_count": graphene.Int(required=True, description="Counted when asked for."),
        "resolve_edges": staticmethod(_edges),
        "resolve_nodes": staticmethod(_nodes),
        "resolve_page_info": staticmethod(_page_info),
        "resolve_total_count": staticmethod(_total),
        **more,
    }
    return type(f"{name}Connection", (graphene.ObjectType,), members)


def connection_field(node: Any, **arguments: Any) -> Any:
    """A field that is a connection: `first`, `after`, `last`, `before`, and the list's own arguments."""
    return graphene.Field(
        graphene.NonNull(node),
        first=graphene.Int(description=f"At most {MOST}; {USUAL} without it."),
        after=graphene.String(description="A cursor: rows behind it."),
        last=graphene.Int(description=f"So many from the end, at most {MOST}."),
        before=graphene.String(description="A cursor: rows before it."),
        **arguments,
    )
