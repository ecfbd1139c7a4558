"""Which part of ours each Rebrickable number means, once that is settled.

A number is settled for a part by a reviewed correction, by the starter catalogue, or by an earlier import of these
tables (then the evidence begins with Rebrickable's name). What LDraw's files say of Rebrickable numbers is a claim.
"""

from django.db import connection

from parts.services.source_names import REBRICKABLE as SOURCE
from parts.services.source_names import STARTER

__all__ = ["PART_KEYS", "SOURCE", "settle_part_keys"]

PART_KEYS = "rb_part_keys"

_SETTLED = f"""
    CREATE TEMPORARY TABLE {PART_KEYS} ON COMMIT DROP AS
    SELECT DISTINCT ON (given.number)
        given.number AS key, given.part_id, given.evidence = '{STARTER}' AS starter
    FROM parts_partnumber AS given JOIN parts_part AS part ON part.id = given.part_id
    WHERE given.system = 'rebrickable' AND NOT given.is_derived AND part.merged_into_id IS NULL
      AND (given.rule = 'corrected' OR given.evidence = '{STARTER}'
           OR given.rule IN ('own', 'assumed') AND given.evidence LIKE '{SOURCE}%%')
    ORDER BY given.number, given.rule = 'corrected' DESC, given.evidence = '{STARTER}' DESC,
             part.number = given.number DESC, part.id
"""  # noqa: S608 - no value in it


def settle_part_keys() -> None:
    """Make the temporary table of settled numbers anew: key, part, whether the starter catalogue says so."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {PART_KEYS}")
        cursor.execute(_SETTLED, [])
        cursor.execute(f"CREATE UNIQUE INDEX ON {PART_KEYS} (key)")
        cursor.execute(f"ANALYZE {PART_KEYS}")
