"""The numbers that lead to the library's parts; those that moved; parts that are gone from the library."""

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.ldraw_merging import merge_parts
from parts.services.catalogue.ldraw_staging import LDRAW
from parts.services.catalogue.rebrickable.part_keys import settle_part_keys
from parts.services.catalogue.rebrickable.relations import mark_assemblies
from parts.services.catalogue.rebrickable.second_hand import settle_second_hand_numbers

TABLE, MERGED, GONE = "numbers", "parts that moved", "parts gone from the library, kept"
_WEAKENED = "LDraw's file names it%"
_PARAMS = {"ldraw": LDRAW, "weakened": _WEAKENED}

_MOVED = """
    SELECT old.part_id, now_at.part_id
    FROM ldraw_number AS staged
    JOIN ldraw_key AS now_at ON now_at.number = staged.part
    JOIN parts_partnumber AS old ON old.system = 'ldraw' AND old.number = staged.number AND old.rule = 'own'
    WHERE staged.system = 'ldraw' AND staged.rule IN ('moved', 'alias')
      AND old.evidence = %(ldraw)s AND old.part_id <> now_at.part_id
      AND NOT EXISTS (SELECT FROM ldraw_key AS still WHERE still.part_id = old.part_id)
    ORDER BY old.part_id
"""
"""Parts of their own whose number now leads to another part."""

_GONE = """
    SELECT count(*) FROM parts_partnumber AS known
    WHERE known.system = 'ldraw' AND known.rule = 'own' AND known.evidence = %(ldraw)s
      AND NOT EXISTS (SELECT FROM ldraw_number AS said WHERE said.system = 'ldraw' AND said.number = known.number)
      AND NOT EXISTS (SELECT FROM ldraw_refused AS refused WHERE refused.number = known.number)
"""

_GUESSES = """
    DELETE FROM ldraw_number AS guess USING ldraw_key AS ours
    WHERE guess.system = 'rebrickable' AND guess.rule = 'assumed' AND ours.number = guess.part
      AND EXISTS (SELECT FROM parts_partnumber WHERE system = 'rebrickable' AND evidence LIKE 'Rebrickable%%')
"""
"""Where Rebrickable's own tables are, nothing need be assumed of them."""

_UNSAID = """
    DELETE FROM parts_partnumber AS old USING ldraw_key AS ours
    WHERE old.part_id = ours.part_id AND NOT old.is_derived
      AND (old.evidence = %(ldraw)s OR old.evidence LIKE %(weakened)s)
      AND NOT EXISTS (
          SELECT FROM ldraw_number AS said
          WHERE said.part = ours.number AND said.system = old.system AND said.number = old.number
      )
      AND (old.system <> 'ldraw' OR old.number IN (SELECT number FROM ldraw_number WHERE system = 'ldraw'))
"""
"""What an older release said and this one does not. An LDraw number that is gone altogether still leads to its part."""

_SOURCE = """
    SELECT DISTINCT ON (ours.part_id, staged.system, staged.number)
        ours.part_id, staged.system, staged.number, staged.rule, 'LDraw parts library' AS evidence, false AS is_derived
    FROM ldraw_number AS staged
    JOIN ldraw_key AS ours ON ours.number = staged.part
    LEFT JOIN parts_partnumber AS old
        ON old.part_id = ours.part_id AND old.system = staged.system AND old.number = staged.number
    WHERE old.id IS NULL OR old.is_derived OR old.evidence = 'LDraw parts library'
    ORDER BY ours.part_id, staged.system, staged.number,
             array_position(ARRAY['own', 'moved', 'alias', 'assumed'], staged.rule)
"""
"""What a better source says of the same number of the same part stays as it is."""


_REBRICKABLE = "SELECT EXISTS (SELECT FROM parts_partnumber WHERE evidence LIKE 'Rebrickable%%')"


def has_rebrickable() -> bool:
    """Whether Rebrickable's own tables were imported."""
    with connection.cursor() as cursor:
        cursor.execute(_REBRICKABLE, [])
        return bool(cursor.fetchone()[0])


def write_numbers(run: ImportRun) -> None:
    """Bring the numbers up to date, then let parts that moved go into those that they are now."""
    with connection.cursor() as cursor:
        cursor.execute(_GUESSES, [])
        cursor.execute(_MOVED, _PARAMS)
        moved = dict(cursor.fetchall())
        run.count(MERGED, changed=merge_parts(moved.items()))
        cursor.execute(_UNSAID, _PARAMS)
        run.count(TABLE, changed=cursor.rowcount)
        cursor.execute(_GONE, _PARAMS)
        run.count(GONE, unchanged=int(cursor.fetchone()[0]))
    merge(
        run,
        TABLE,
        "parts_partnumber",
        _SOURCE,
        keys=["part_id", "system", "number"],
        values=["rule", "evidence", "is_derived"],
    )
    if has_rebrickable():
        settle_part_keys()
        settle_second_hand_numbers(run)
        mark_assemblies(run)
