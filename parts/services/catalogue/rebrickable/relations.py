"""Rebrickable's relations between parts: prints, patterns, moulds, alternates, pairs and pieces of a whole."""

from django.db import connection
from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRun, merge, reject_where
from parts.services.catalogue.rebrickable.circles import Step, closing_steps
from parts.services.catalogue.rebrickable.part_keys import PART_KEYS, SOURCE
from parts.services.catalogue.rebrickable.part_sql import STAGED_RELATIONS as _STAGED
from parts.services.catalogue.rebrickable.shapes import RELATIONS
from parts.services.catalogue.rebrickable.staged import (
    FEW,
    may_remove,
    reject_duplicates,
    reject_unknown,
    rows_of,
    stage_rows,
)
from parts.services.catalogue.sources import TableFolder

KINDS = {"P": "print", "T": "pattern", "M": "mould", "A": "alternate", "R": "pair", "B": "subpart"}

_COLUMNS = {"kind": "text", "child_part_num": "text", "parent_part_num": "text"}
_KNOWN_KINDS = ", ".join(f"('{code}', '{kind}')" for code, kind in KINDS.items())
_ONE_WAY = (("P", "T"), ("B",))
"""Of these a part cannot be the child of its own child, however far down; prints and patterns are told alike."""

_TO_ITSELF = f"DELETE FROM {_STAGED} WHERE child_part_num = parent_part_num RETURNING line, format(%s, child_part_num)"  # noqa: S608
_STEPS = f"""
    WITH steps AS (
        SELECT staged.line, child.part_id AS child, parent.part_id AS parent FROM {_STAGED} AS staged
        JOIN {PART_KEYS} AS child ON child.key = staged.child_part_num
        JOIN {PART_KEYS} AS parent ON parent.key = staged.parent_part_num
        WHERE staged.kind = ANY(%s)
    )
    SELECT line, child, parent FROM steps
    WHERE child IN (SELECT parent FROM steps) AND parent IN (SELECT child FROM steps) ORDER BY line
"""  # noqa: S608
"""Only what goes up from a part and also down from it can be of a circle: of the real table next to nothing."""

_CLOSED = f"""
    DELETE FROM {_STAGED} AS staged USING unnest(%s::integer[], %s::integer[]) AS closed (line, first)
    WHERE staged.line = closed.line
    RETURNING staged.line, format(%s, staged.child_part_num, staged.parent_part_num, closed.first)
"""  # noqa: S608
_SAME_PART = f"""
    DELETE FROM {_STAGED} AS staged USING {PART_KEYS} AS child, {PART_KEYS} AS parent
    WHERE child.key = staged.child_part_num AND parent.key = staged.parent_part_num AND child.part_id = parent.part_id
    RETURNING staged.line, format(%s, staged.child_part_num, staged.parent_part_num)
"""  # noqa: S608
_PAIRS = f"""
    SELECT DISTINCT kinds.kind, child.part_id AS child_id, parent.part_id AS parent_id
    FROM {_STAGED} AS staged JOIN (VALUES {_KNOWN_KINDS}) AS kinds (code, kind) ON kinds.code = staged.kind
    JOIN {PART_KEYS} AS child ON child.key = staged.child_part_num
    JOIN {PART_KEYS} AS parent ON parent.key = staged.parent_part_num
"""  # noqa: S608
_SOURCE = f"SELECT pairs.*, 1 AS quantity, '{SOURCE}' AS evidence FROM ({_PAIRS}) AS pairs"  # noqa: S608
_VANISHED = f"""
    DELETE FROM parts_partrelation AS relation WHERE relation.evidence = '{SOURCE}' AND NOT EXISTS (
        SELECT FROM ({_PAIRS}) AS pairs WHERE pairs.kind = relation.kind
        AND pairs.child_id = relation.child_id AND pairs.parent_id = relation.parent_id)
"""  # noqa: S608
_HELD = f"""
    SELECT (SELECT count(*) FROM {_STAGED}),
           (SELECT count(*) FROM (
               SELECT FROM parts_partrelation WHERE evidence = '{SOURCE}' LIMIT {FEW + 1}
           ) AS few)
"""  # noqa: S608
_NOT_DRAWN = """
    NOT EXISTS (
        SELECT FROM parts_partnumber AS drawn
        WHERE drawn.part_id = part.id AND drawn.system = 'ldraw' AND drawn.rule = 'own' AND NOT drawn.is_derived
    )
"""
"""What a part is that LDraw draws, LDraw's file says."""

_PRINTS = f"""
    WITH prints AS (
        SELECT DISTINCT ON (relation.child_id) relation.child_id, relation.parent_id
        FROM parts_partrelation AS relation WHERE relation.kind IN ('print', 'pattern')
        ORDER BY relation.child_id, relation.kind DESC, relation.parent_id
    )
    UPDATE parts_part AS part SET updated_at = now(), print_of_id = prints.parent_id,
        kind = CASE part.kind WHEN 'part' THEN 'print' ELSE part.kind END
    FROM prints WHERE part.id = prints.child_id AND {_NOT_DRAWN}
      AND (part.print_of_id IS DISTINCT FROM prints.parent_id OR part.kind = 'part')
"""  # noqa: S608
_NO_PRINTS = f"""
    UPDATE parts_part AS part SET updated_at = now(), print_of_id = NULL,
        kind = CASE part.kind WHEN 'print' THEN 'part' ELSE part.kind END
    WHERE (part.print_of_id IS NOT NULL OR part.kind = 'print') AND part.merged_into_id IS NULL AND {_NOT_DRAWN}
      AND NOT EXISTS (SELECT FROM parts_partrelation AS relation
                      WHERE relation.child_id = part.id AND relation.kind IN ('print', 'pattern'))
"""  # noqa: S608
_ASSEMBLIES = f"""
    UPDATE parts_part AS part SET updated_at = now(), kind = 'assembly'
    FROM parts_partrelation AS relation
    WHERE relation.parent_id = part.id AND relation.kind = 'subpart' AND part.kind = 'part' AND {_NOT_DRAWN}
"""  # noqa: S608
_NO_ASSEMBLIES = f"""
    UPDATE parts_part AS part SET updated_at = now(), kind = 'part'
    WHERE part.kind = 'assembly' AND part.merged_into_id IS NULL AND {_NOT_DRAWN}
      AND NOT EXISTS (SELECT FROM parts_partrelation AS relation
                      WHERE relation.parent_id = part.id AND relation.kind = 'subpart')
"""  # noqa: S608


def stage_relations(run: ImportRun, folder: TableFolder) -> None:
    """Stage them before the parts, which ask what they are prints of."""
    stage_rows(_STAGED, _COLUMNS, rows_of(run, folder, RELATIONS) or ())


def import_relations(run: ImportRun, folder: TableFolder) -> None:
    """Bring the relations, drop those that the newer release lacks, and mark prints and assemblies as such."""
    if folder.get(RELATIONS.name) is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HELD)
        staged, held = cursor.fetchone()
    is_whole = may_remove(run, RELATIONS.name, staged=staged, held=held)
    _reject(run)
    fixed = ["quantity", "evidence"]
    keys = ["kind", "child_id", "parent_id"]
    merge(run, RELATIONS.name, "parts_partrelation", _SOURCE, keys=keys, fixed=fixed)
    with connection.cursor() as cursor:
        if is_whole:
            cursor.execute(_VANISHED)
            run.count(RELATIONS.name, changed=cursor.rowcount)
        for table, query in (("prints", _NO_PRINTS), ("prints", _PRINTS), ("assemblies", _NO_ASSEMBLIES)):
            cursor.execute(query)
            run.count(table, changed=cursor.rowcount)
    mark_assemblies(run)


def mark_assemblies(run: ImportRun) -> None:
    """What others are pieces of is an assembly; of a part that LDraw draws, its file says so."""
    with connection.cursor() as cursor:
        cursor.execute(_ASSEMBLIES)
        run.count("assemblies", changed=cursor.rowcount)


def _reject(run: ImportRun) -> None:
    table = RELATIONS.name
    known = f"SELECT code FROM (VALUES {_KNOWN_KINDS}) AS kinds (code, kind)"  # noqa: S608
    reject_unknown(run, table, _STAGED, "kind", known)
    reject_where(run, table, _TO_ITSELF, [_("%(part)s is related to itself") % {"part": "%s"}])
    for column in ("child_part_num", "parent_part_num"):
        reject_unknown(run, table, _STAGED, column, f"SELECT key FROM {PART_KEYS}")  # noqa: S608
    reject_duplicates(run, table, _STAGED, ["kind", "child_part_num", "parent_part_num"])
    names = {"child": "%s", "parent": "%s", "line": "%s"}
    reject_where(run, table, _SAME_PART, [_("%(child)s and %(parent)s are one part here") % names])
    reason = _("%(child)s is of %(parent)s, and line %(line)s leads back to it") % names
    for kinds in _ONE_WAY:
        with connection.cursor() as cursor:
            cursor.execute(_STEPS, [list(kinds)])
            closing = dict(closing_steps(Step(*row) for row in cursor.fetchall()))
        reject_where(run, table, _CLOSED, [list(closing), list(closing.values()), reason])
