"""Parts used in another's place: other moulds of it and alternates. Lists that differ mostly differ by these."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

# Each way by itself, so that an index leads from the parts that are asked for. A system that gives two moulds one
# number does not tell them apart.
_QUERY = """
    WITH asked AS MATERIALIZED (SELECT unnest(%(ids)s::bigint[]) AS id)
    SELECT found.id, found.relation, part.number
    FROM (
        SELECT asked.id, told.kind AS relation, told.parent_id AS other
        FROM asked JOIN parts_partrelation AS told ON told.child_id = asked.id AND told.kind IN ('mould', 'alternate')
        UNION
        SELECT asked.id, told.kind, told.child_id
        FROM asked JOIN parts_partrelation AS told ON told.parent_id = asked.id AND told.kind IN ('mould', 'alternate')
        UNION
        SELECT asked.id, 'mould', own.part_id
        FROM asked
        JOIN parts_partnumber AS weak ON weak.part_id = asked.id AND weak.rule IN ('own', 'mould')
        JOIN parts_partnumber AS own ON own.number = weak.number AND own.system = weak.system AND own.rule = 'own'
        UNION
        SELECT asked.id, 'mould', weak.part_id
        FROM asked
        JOIN parts_partnumber AS own ON own.part_id = asked.id AND own.rule = 'own'
        JOIN parts_partnumber AS weak
          ON weak.number = own.number AND weak.system = own.system AND weak.rule IN ('own', 'mould')
    ) AS found
    JOIN parts_part AS part ON part.id = found.other
    WHERE found.other <> found.id
    ORDER BY part.number, found.relation
"""


class Alternative(NamedTuple):
    """Another part's number, and how it relates: mould or alternate."""

    number: str
    relation: str


def alternatives_by_part(ids: Collection[int]) -> dict[int, list[Alternative]]:
    """By key of the part, whichever way the relation was told; parts without any are absent. One query."""
    found: defaultdict[int, list[Alternative]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"ids": list(ids)})
        for part, relation, number in cursor.fetchall():
            found[part].append(Alternative(number, relation))
    return dict(found)
