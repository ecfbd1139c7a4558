"""The library's parts into the catalogue's: names, shelves, prints, authors, and which shapes changed."""

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge

TABLE = "parts"

_MAKE_ROOM = """
    UPDATE parts_part AS shown SET number = shown.number || '-rebrickable', updated_at = now()
    FROM ldraw_key AS ours
    WHERE lower(shown.number) = ours.number AND shown.id <> ours.part_id AND NOT ours.starter
      AND shown.merged_into_id IS NULL
      AND EXISTS (
          SELECT FROM parts_partnumber AS said WHERE said.part_id = shown.id AND said.evidence LIKE 'Rebrickable%%'
      )
      AND NOT EXISTS (
          SELECT FROM parts_partnumber AS drawn
          WHERE drawn.part_id = shown.id AND drawn.system = 'ldraw' AND drawn.rule = 'own' AND NOT drawn.is_derived
      )
"""
"""LDraw's number goes before Rebrickable's where both show one and mean two parts, whichever was imported first."""

_SOURCE = """
    WITH drawn AS (
        SELECT staged.*, ours.part_id, ours.starter, shelf.id AS shelf_id, plain.part_id AS plain_id,
               EXISTS (SELECT FROM rb_part_keys AS settled WHERE settled.part_id = ours.part_id) AS is_named
        FROM ldraw_part AS staged
        JOIN ldraw_key AS ours USING (number)
        JOIN parts_category AS shelf ON shelf.name = staged.shelf
        LEFT JOIN ldraw_key AS plain ON plain.number = staged.print_of
    )
    SELECT
        drawn.part_id AS id,
        CASE WHEN drawn.starter THEN old.number
             WHEN taken.id IS NOT NULL THEN drawn.number || '-ldraw' ELSE drawn.number END AS number,
        CASE WHEN drawn.starter OR drawn.is_named THEN old.name ELSE drawn.name END AS name,
        CASE WHEN drawn.starter OR NOT drawn.is_named THEN coalesce(old.other_names, '')
             WHEN drawn.name = old.name THEN '' ELSE drawn.name END AS other_names,
        CASE WHEN drawn.starter THEN old.category_id ELSE drawn.shelf_id END AS category_id,
        CASE WHEN drawn.starter THEN old.kind ELSE drawn.kind END AS kind,
        CASE WHEN drawn.starter THEN old.print_of_id ELSE drawn.plain_id END AS print_of_id,
        CASE WHEN drawn.starter THEN old.keywords ELSE drawn.keywords END AS keywords,
        CASE WHEN drawn.starter OR old.shape_digest = drawn.digest THEN old.width END AS width,
        CASE WHEN drawn.starter OR old.shape_digest = drawn.digest THEN old.height END AS height,
        CASE WHEN drawn.starter OR old.shape_digest = drawn.digest THEN old.depth END AS depth,
        CASE WHEN drawn.starter THEN old.weight ELSE coalesce(plain.weight, old.weight) END AS weight,
        coalesce(
            CASE WHEN plain.weight IS NOT NULL AND NOT drawn.starter THEN plain.weight_estimated END,
            old.weight_estimated, false
        ) AS weight_estimated,
        drawn.author, drawn.licence, drawn.digest AS shape_digest,
        NULL::bigint AS merged_into_id,
        0 AS set_count, 0 AS standing, now() AS created_at, now() AS updated_at
    FROM drawn
    LEFT JOIN parts_part AS old ON old.id = drawn.part_id
    LEFT JOIN parts_part AS plain ON plain.id = drawn.plain_id
    LEFT JOIN parts_part AS taken ON taken.number = drawn.number AND taken.id <> drawn.part_id
"""
"""What the starter catalogue says stays. Sizes stay while the shape does: those of a new shape come from the new shape.

Where Rebrickable names a part, its name is shown and LDraw's is another one of it.
"""

_VALUES = (
    *("number", "name", "other_names", "category_id", "kind", "print_of_id", "keywords"),
    *("width", "height", "depth", "weight", "weight_estimated"),
    *("author", "licence", "shape_digest", "merged_into_id"),
)


_FIXED = ("set_count", "standing", "created_at")


def write_parts(run: ImportRun) -> None:
    """Write what is new or differs. A print may come before its plain part: references are checked at the end."""
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_ROOM, [])
    merge(run, TABLE, "parts_part", _SOURCE, keys=["id"], values=_VALUES, fixed=_FIXED, stamped=["updated_at"])
