"""How staged prices find their part and colour."""

from parts.services.catalogue.known_numbers import KNOWN
from parts.services.catalogue.prices_seen.rows import ELEMENT

# A maker's number that no element bears may still be a part's; a foreign colour of several of ours is the commonest.
RESOLVED = f"""
    CREATE TEMPORARY TABLE resolved_prices ON COMMIT DROP AS
    SELECT staged.*, coalesce(element.part_id, known.part_id) AS part_id, coalesce(known.parts, 1) AS parts,
           coalesce(element.colour_id, colour.colour_id) AS colour_id
    FROM staged_prices AS staged
    LEFT JOIN parts_element AS element ON staged.system = '{ELEMENT}' AND element.number = staged.part
    LEFT JOIN {KNOWN} AS known ON known.system = staged.system AND known.number = staged.part
    LEFT JOIN (
        SELECT DISTINCT ON (given.system, given.number) given.system, given.number, given.colour_id
        FROM parts_colournumber AS given JOIN parts_colour AS colour ON colour.id = given.colour_id
        ORDER BY given.system, given.number, colour.commonness DESC, colour.number
    ) AS colour ON colour.system = staged.colour_system AND colour.number = staged.colour
"""  # noqa: S608 - no value in it
TWO_PARTS = "DELETE FROM resolved_prices WHERE parts > 1 RETURNING line, format(%s, system, part)"
NO_PART = "DELETE FROM resolved_prices WHERE part_id IS NULL RETURNING line, format(%s, system, part)"
NO_COLOUR = "DELETE FROM resolved_prices WHERE colour_id IS NULL RETURNING line, format(%s, colour_system, colour)"
SOURCE = """
    SELECT part_id, colour_id, condition, currency, region, price, seen_on, source,
           least(sum(quantity), 2147483647)::integer AS quantity
    FROM resolved_prices GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
"""The same price of the same lot seen twice on one day is one price of more pieces."""
