"""Which part of ours each part of the library is: one that bears its number, one of Rebrickable's, or a new one.

The rule about Rebrickable's is the same that its own import follows, so either may come first.
"""

from django.db import connection

from parts.services.catalogue.frame import stage
from parts.services.catalogue.ldraw_merging import merge_parts
from parts.services.catalogue.rebrickable.matching import Claim, Match, matches
from parts.services.catalogue.rebrickable.part_keys import settle_part_keys
from parts.services.catalogue.write import STARTER

_KEYS = """
    CREATE TEMPORARY TABLE ldraw_key ON COMMIT DROP AS
    SELECT staged.number, coalesce(known.part_id, again.id) AS part_id, coalesce(known.starter, false) AS starter
    FROM ldraw_part AS staged
    LEFT JOIN (
        SELECT number, min(part_id) AS part_id, bool_or(evidence = %(starter)s) AS starter
        FROM parts_partnumber WHERE system = 'ldraw' AND rule = 'own' AND NOT is_derived GROUP BY number
    ) AS known USING (number)
    LEFT JOIN parts_part AS again ON again.number = staged.number AND again.merged_into_id IS NOT NULL
"""
"""A part that had moved and is back is itself again."""

_SECOND_NAMES = """
    DELETE FROM ldraw_part WHERE number IN (
        SELECT number FROM parts_partnumber WHERE system = 'ldraw' AND evidence = %(starter)s AND rule <> 'own'
    )
"""
"""What the starter catalogue calls a second name (a motor without the cable that it is sold with) is no part here."""

_STARTERS_GO_BEFORE = """
    DELETE FROM ldraw_number AS staged USING parts_partnumber AS starter
    WHERE staged.system = 'ldraw' AND staged.rule IN ('moved', 'alias')
      AND starter.system = 'ldraw' AND starter.number = staged.number AND starter.evidence = %(starter)s
"""

_CLAIMS = """
    WITH theirs AS (
        SELECT settled.key, part.name, part.id AS part_id FROM rb_part_keys AS settled
        JOIN parts_part AS part ON part.id = settled.part_id
        WHERE NOT EXISTS (
            SELECT FROM parts_partnumber AS drawn
            WHERE drawn.part_id = part.id AND drawn.system = 'ldraw' AND drawn.rule = 'own' AND NOT drawn.is_derived
        )
    ), claim AS (
        SELECT theirs.key, theirs.name, given.part, true AS said FROM theirs
        JOIN ldraw_number AS given ON given.number = theirs.key
        WHERE given.system = 'rebrickable' AND given.rule = 'own'
        UNION ALL
        SELECT theirs.key, theirs.name, given.part, false FROM theirs
        JOIN ldraw_number AS given ON given.number = theirs.key AND given.system = 'ldraw'
        WHERE NOT EXISTS (
            SELECT FROM ldraw_number AS other JOIN rb_part_keys AS known ON known.key = other.number
            WHERE other.part = given.part AND other.system = 'rebrickable' AND other.rule = 'own'
        )
    )
    SELECT claim.key, claim.name, staged.place, staged.number, coalesce(by_hand.name, staged.name), claim.said
    FROM claim
    JOIN (SELECT *, row_number() OVER (ORDER BY number) AS place FROM ldraw_part) AS staged
        ON staged.number = claim.part
    JOIN ldraw_key AS ours ON ours.number = claim.part
    LEFT JOIN parts_part AS by_hand ON ours.starter AND by_hand.id = ours.part_id
    WHERE NOT EXISTS (SELECT FROM rb_part_keys AS taken WHERE taken.part_id = ours.part_id)
"""

_MATCHED = """
    SELECT ours.number, ours.part_id, settled.part_id
    FROM ldraw_match AS found JOIN ldraw_key AS ours ON ours.number = found.ldraw
    JOIN rb_part_keys AS settled ON settled.key = found.key
"""

_SAID_SO = """
    UPDATE parts_partnumber AS given SET rule = found.rule, evidence = found.evidence, is_derived = false
    FROM ldraw_match AS found
    WHERE given.system = 'rebrickable' AND given.number = found.key AND given.evidence LIKE 'Rebrickable%%'
"""

_NEW = """
    UPDATE ldraw_key AS ours SET part_id = added.part_id
    FROM (
        SELECT number, nextval(pg_get_serial_sequence('parts_part', 'id')) AS part_id FROM (
            SELECT number FROM ldraw_key JOIN ldraw_part AS staged USING (number)
            WHERE ldraw_key.part_id IS NULL ORDER BY staged.name, number
        ) AS named
    ) AS added
    WHERE ours.number = added.number
"""
"""In the order of names, so that rows which searches find together lie together."""


def find_keys() -> None:
    """Make the temporary table `ldraw_key`: number, part_id (of a new part too), whether the starter brought it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS ldraw_key")
        cursor.execute(_SECOND_NAMES, {"starter": STARTER})
        cursor.execute(_STARTERS_GO_BEFORE, {"starter": STARTER})
        cursor.execute(_KEYS, {"starter": STARTER})
    settle_part_keys()
    _match_rebrickable()
    with connection.cursor() as cursor:
        cursor.execute(_NEW)
        cursor.execute("CREATE UNIQUE INDEX ON ldraw_key (number)")
        cursor.execute("ANALYZE ldraw_key")


def _match_rebrickable() -> None:
    """Parts that Rebrickable brought and no file drew so far get their file; two parts that prove one become one."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS)
        found = matches(Claim(*row) for row in cursor.fetchall())
        stage("ldraw_match", dict.fromkeys(("key", "ldraw", "rule", "evidence"), "text"), map(_row, found))
        cursor.execute(_SAID_SO, [])
        cursor.execute(_MATCHED)
        pairs = cursor.fetchall()
        cursor.executemany(
            "UPDATE ldraw_key SET part_id = %s WHERE number = %s",
            [(theirs, number) for number, ours, theirs in pairs if ours is None],
        )
    if merge_parts([(theirs, ours) for _number, ours, theirs in pairs if ours is not None]):
        settle_part_keys()


def _row(match: Match) -> tuple[str, str, str, str]:
    return match.claim.key, match.claim.ldraw, str(match.rule), match.evidence
