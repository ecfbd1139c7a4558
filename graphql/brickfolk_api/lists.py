"""Lists that stand in the rows of another list: the same page of each row's list, all of them in one query."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from aiodataloader import DataLoader
from asgiref.sync import sync_to_async
from django.db.models import Count, IntegerField, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from brickfolk_api.keysets import Keyset, Page, Paging, page_from, page_query, paging

MOST_UNITED = 100  # a page of rows with a list each; what is united must be planned, list by list


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One row's list, and which page of it."""

    whole: QuerySet[Any]
    keyset: Keyset
    page: Paging


class PageLoader(DataLoader[Asked, Page]):
    """Reads the lists of one field, asked with the same arguments of many rows."""

    cache = False

    def __init__(self) -> None:
        super().__init__(max_batch_size=MOST_UNITED)
        self.counts = CountLoader()

    async def batch_load_fn(self, keys: list[Asked]) -> list[Page]:
        """The page of each list, in the keys' order."""
        pages = await sync_to_async(pages_of, thread_sensitive=True)(keys)
        return [replace(page, total=partial(self.counts.load, page.whole)) for page in pages]


class CountLoader(DataLoader[QuerySet[Any], int]):
    """Counts the lists of one field."""

    cache = False

    def __init__(self) -> None:
        super().__init__(max_batch_size=MOST_UNITED)

    async def batch_load_fn(self, keys: list[QuerySet[Any]]) -> list[int]:
        """How many rows each has, in the keys' order."""
        return await sync_to_async(counts_of, thread_sensitive=True)(keys)


def list_of(info: Any, whole: QuerySet[Any], keyset: Keyset, arguments: dict[str, Any]) -> Awaitable[Page]:
    """A page of the list that the resolved field has in this row, read together with those of the other rows."""
    field = (info.parent_type.name, info.field_name, repr(sorted(arguments.items())))
    loader: PageLoader = info.context.loaders.lists[field]
    return loader.load(Asked(whole, keyset, paging(arguments)))


def pages_of(asked: Sequence[Asked]) -> list[Page]:
    """The page of each list, in one query; the lists differ only in whose they are."""
    queries = [page_query(one.whole, one.keyset, one.page) for one in asked]
    if len(asked) == 1:
        found = [list(queries[0])]
    else:
        found = [[] for _ in asked]
        for row in _united([_marked(query, at) for at, query in enumerate(queries)]):
            found[row.list_at].append(row)
        for rows in found:
            rows.sort(key=lambda row: int(row.list_place))  # united queries promise no order
    return [page_from(rows, one.whole, one.keyset, one.page) for rows, one in zip(found, asked, strict=True)]


def counts_of(wholes: Sequence[QuerySet[Any]]) -> list[int]:
    """How many rows each list has, in one query."""
    counted = [
        whole.order_by().annotate(list_at=_constant(at)).values("list_at").annotate(list_rows=Count("pk"))
        for at, whole in enumerate(wholes)
    ]
    found = {row["list_at"]: row["list_rows"] for row in _united(counted)}
    return [found.get(at, 0) for at in range(len(wholes))]


def _united(queries: list[QuerySet[Any]]) -> QuerySet[Any]:
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def _marked(query: QuerySet[Any], at: int) -> QuerySet[Any]:
    terms = [str(term) for term in query.query.order_by]
    return query.annotate(list_at=_constant(at), list_place=Window(RowNumber(), order_by=terms))


def _constant(value: int) -> Cast:
    return Cast(Value(value), IntegerField())  # cast, because GROUP BY takes a bare number for a column's place
