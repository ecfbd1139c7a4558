"""Which part each number of some systems leads to by its strongest reason, as a temporary table.

Where several parts have equal reason, the starter catalogue decides, then the part that is shown under that number.
"""

from collections.abc import Collection

from django.db import connection

from parts.models import PartNumber
from parts.services.source_names import STARTER

KNOWN = "known_numbers"

_RULES = ", ".join(f"'{rule}'" for rule in PartNumber.Rule)
_KNOWN = f"""
    CREATE TEMPORARY TABLE {KNOWN} ON COMMIT DROP AS
    SELECT system, number, min(part_id) AS part_id, count(DISTINCT part_id) AS parts FROM (
        SELECT given.system, given.number, given.part_id, rank() OVER (
            PARTITION BY given.system, given.number ORDER BY array_position(ARRAY[{_RULES}], given.rule::text),
                given.evidence = '{STARTER}' DESC, part.number = given.number DESC
        ) AS place
        FROM parts_partnumber AS given JOIN parts_part AS part ON part.id = given.part_id
        WHERE NOT given.is_derived AND part.merged_into_id IS NULL AND given.system = ANY(%s)
    ) AS ranked WHERE place = 1 GROUP BY system, number
"""  # noqa: S608 - no value in it


def settle_known_numbers(systems: Collection[str]) -> None:
    """Make the table anew: system, number, part_id, and `parts`, above one where the number does not tell which."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {KNOWN}")
        cursor.execute(_KNOWN, [list(systems)])
        cursor.execute(f"CREATE UNIQUE INDEX ON {KNOWN} (system, number)")
        cursor.execute(f"ANALYZE {KNOWN}")
