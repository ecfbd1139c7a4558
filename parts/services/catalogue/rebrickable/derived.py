"""What follows from elements and inventories: the colours of a part, in which years, and how many sets hold it."""

from django.db import connection

from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.rebrickable.colours import FIRST_NUMBER, NO_COLOURS

_TABLE = "colours of parts"
_NO_COLOURS = ", ".join(str(FIRST_NUMBER + key) for key in NO_COLOURS)
_USES = """
    CREATE TEMPORARY TABLE part_uses ON COMMIT DROP AS
    WITH listed AS (
        SELECT id AS inventory_id, set_id FROM parts_inventory WHERE set_id IS NOT NULL
        UNION
        SELECT figure.id, holder.set_id FROM parts_inventory AS figure
        JOIN parts_inventoryminifig AS held ON held.minifig_id = figure.minifig_id
        JOIN parts_inventory AS holder ON holder.id = held.inventory_id AND holder.set_id IS NOT NULL
    )
    SELECT DISTINCT held.part_id, held.colour_id, listed.set_id, whole.year
    FROM parts_inventorypart AS held JOIN listed ON listed.inventory_id = held.inventory_id
    JOIN parts_set AS whole ON whole.id = listed.set_id
"""
_COLOURS = f"""
    CREATE TEMPORARY TABLE part_colours ON COMMIT DROP AS
    SELECT made.part_id, made.colour_id, uses.first_year, uses.last_year, coalesce(uses.sets, 0) AS set_count
    FROM (
        SELECT part_id, colour_id FROM parts_element UNION SELECT part_id, colour_id FROM part_uses
    ) AS made
    JOIN parts_colour AS colour ON colour.id = made.colour_id AND colour.number NOT IN ({_NO_COLOURS})
    LEFT JOIN (
        SELECT part_id, colour_id, min(year) AS first_year, max(year) AS last_year, count(DISTINCT set_id) AS sets
        FROM part_uses GROUP BY 1, 2
    ) AS uses ON uses.part_id = made.part_id AND uses.colour_id = made.colour_id
"""  # noqa: S608
_VANISHED = """
    DELETE FROM parts_partcolour AS held WHERE NOT EXISTS (
        SELECT FROM part_colours AS made WHERE made.part_id = held.part_id AND made.colour_id = held.colour_id)
"""
_YEARS = """
    UPDATE parts_part AS part
    SET first_year = uses.first_year, last_year = uses.last_year, set_count = uses.sets, updated_at = now()
    FROM (
        SELECT part_id, min(year) AS first_year, max(year) AS last_year, count(DISTINCT set_id) AS sets
        FROM part_uses GROUP BY part_id
    ) AS uses
    WHERE part.id = uses.part_id AND (part.first_year, part.last_year, part.set_count)
        IS DISTINCT FROM (uses.first_year, uses.last_year, uses.sets)
"""
_UNUSED = """
    UPDATE parts_part AS part SET first_year = NULL, last_year = NULL, set_count = 0, updated_at = now()
    WHERE part.set_count > 0 AND NOT EXISTS (SELECT FROM part_uses AS uses WHERE uses.part_id = part.id)
"""


def derive_uses(run: ImportRun) -> None:
    """Work them out anew and write what differs. Years are known where inventories of parts are."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS part_uses, part_colours")
        for made in (_USES, "ANALYZE part_uses", _COLOURS, "ANALYZE part_colours"):
            cursor.execute(made)
    values = ["first_year", "last_year", "set_count"]
    source = "SELECT part_id, colour_id, first_year, last_year, set_count FROM part_colours"
    merge(run, _TABLE, "parts_partcolour", source, keys=["part_id", "colour_id"], values=values)
    with connection.cursor() as cursor:
        for table, query in ((_TABLE, _VANISHED), ("years of parts", _YEARS), ("years of parts", _UNUSED)):
            cursor.execute(query)
            run.count(table, changed=cursor.rowcount)
