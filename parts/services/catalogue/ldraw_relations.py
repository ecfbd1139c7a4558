"""What prints are prints of and what shortcuts consist of, as relations."""

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.ldraw_staging import LDRAW

TABLE = "relations"

_UNSAID = """
    DELETE FROM parts_partrelation AS old USING ldraw_key AS ours
    WHERE old.evidence LIKE %(ldraw)s
      AND ours.part_id = CASE old.kind WHEN 'subpart' THEN old.parent_id ELSE old.child_id END
      AND NOT EXISTS (
          SELECT FROM ldraw_relation AS said
          JOIN ldraw_key AS child ON child.number = said.child
          JOIN ldraw_key AS parent ON parent.number = said.parent
          WHERE (said.kind, child.part_id, parent.part_id) = (old.kind, old.child_id, old.parent_id)
      )
"""

_SOURCE = """
    SELECT said.kind, child.part_id AS child_id, parent.part_id AS parent_id, said.quantity, colour.id AS colour_id,
           said.said AS evidence
    FROM ldraw_relation AS said
    JOIN ldraw_key AS child ON child.number = said.child
    JOIN ldraw_key AS parent ON parent.number = said.parent
    LEFT JOIN parts_colour AS colour ON colour.number = said.colour
    WHERE child.part_id <> parent.part_id
"""
"""LDraw goes before what another source says of the same two parts: it knows how many, and in which colour."""


def write_relations(run: ImportRun) -> None:
    """Bring the relations of the library's parts up to date."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSAID, {"ldraw": f"{LDRAW}%"})
        run.count(TABLE, changed=cursor.rowcount)
    merge(
        run,
        TABLE,
        "parts_partrelation",
        _SOURCE,
        keys=["kind", "child_id", "parent_id"],
        values=["quantity", "colour_id", "evidence"],
    )
