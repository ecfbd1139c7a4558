"""The one query behind a page of the search: what matches is read once, then counted, sorted and shown."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from parts.models import Category, Part

AMONG = 500
"""Colours are counted among so many of the best parts: a word like "brick" matches thousands."""

OTHERS = 1000
"""Sets and minifigures are counted up to here."""

PART_COLUMNS = [column.attname for column in Part._meta.concrete_fields if column.attname not in {"search", "keywords"}]
SHELF_COLUMNS = [column.attname for column in Category._meta.concrete_fields]

_FACTS = """
json_build_object(
    'total', (SELECT coalesce(sum(times), 0) FROM counts WHERE in_category AND in_kind AND in_colour),
    'attempt', (SELECT min(attempt) FROM hits),
    'categories', (
        SELECT json_agg(json_build_array(shelf.slug, shelf.name, counted.count)
            ORDER BY counted.count DESC, shelf.name)
        FROM (
            SELECT category_id, sum(times) AS count FROM counts WHERE in_kind AND in_colour GROUP BY category_id
        ) AS counted
        JOIN parts_category AS shelf ON shelf.id = counted.category_id),
    'kinds', (
        SELECT json_agg(json_build_array(kind, kind, count) ORDER BY count DESC, kind)
        FROM (
            SELECT kind, sum(times) AS count FROM counts WHERE in_category AND in_colour GROUP BY kind
        ) AS counted),
    'colours', (
        SELECT json_agg(json_build_array(colour.number, colour.name, counted.count, colour.rgb)
            ORDER BY counted.count DESC, colour.number)
        FROM (
            SELECT made.colour_id, count(*)
            FROM (SELECT id FROM hits WHERE in_category AND in_kind ORDER BY score DESC, name, id LIMIT {among}) AS best
            JOIN parts_partcolour AS made ON made.part_id = best.id GROUP BY made.colour_id
        ) AS counted
        JOIN parts_colour AS colour ON colour.id = counted.colour_id),
    'sets', (SELECT count(*) FROM ({sets}) AS found),
    'minifigs', (SELECT count(*) FROM ({minifigs}) AS found))
"""

# The facts stand beside the first row only, which is there even when no part is.
_PAGE = """
WITH hits AS {once} ({hits}),
counts AS MATERIALIZED (
    SELECT category_id, kind, in_category, in_kind, in_colour, count(*) AS times
    FROM hits GROUP BY category_id, kind, in_category, in_kind, in_colour
),
wanted AS {once} (SELECT id, name, score FROM hits WHERE in_category AND in_kind AND in_colour),
page AS (
    SELECT id, name, score, row_number() OVER (ORDER BY score DESC, name, id) AS place
    FROM wanted WHERE {beyond} ORDER BY score DESC, name, id LIMIT %s
)
SELECT CASE WHEN coalesce(page.place, 1) = 1 THEN {facts} END, page.score, {columns}
FROM (SELECT 1) AS always
LEFT JOIN page ON true
LEFT JOIN parts_part AS part ON part.id = page.id
LEFT JOIN parts_category AS shelf ON shelf.id = part.category_id
ORDER BY page.place
"""
_BEYOND = "(score < %s OR score = %s AND (name > %s OR name = %s AND id > %s))"


def page_sql(
    hits: QuerySet[Part],
    others: Sequence[QuerySet[Any]],
    after: Sequence[Any] | None,
    size: int,
    *,
    everything: bool = False,
) -> tuple[str, tuple[Any, ...]]:
    """The query and its parameters: facts (JSON, beside the first row), score, a part's columns, its category's.

    `others` are the sets and the minifigures that are found. Where `hits` are all parts, indices list and count them.
    """
    sets, minifigs = others
    parts_sql, parts_params = hits.query.sql_with_params()
    sets_sql, sets_params = sets.query.sql_with_params()
    minifigs_sql, minifigs_params = minifigs.query.sql_with_params()
    columns = [f"part.{name}" for name in PART_COLUMNS] + [f"shelf.{name}" for name in SHELF_COLUMNS]
    beyond = (after[0], after[0], after[1], after[1], after[2]) if after else ()
    sql = _PAGE.format(
        hits=parts_sql,
        once="NOT MATERIALIZED" if everything else "MATERIALIZED",
        beyond=_BEYOND if after else "true",
        facts=_FACTS.format(sets=sets_sql, minifigs=minifigs_sql, among=AMONG),
        columns=", ".join(columns),
    )
    return sql, (*parts_params, *beyond, size, *sets_params, *minifigs_params)
