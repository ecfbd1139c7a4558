"""The statements by which staged Rebrickable parts become parts of the catalogue."""
# ruff: noqa: S608 - the only things put into these texts are names of our own tables

from parts.services.catalogue.rebrickable.part_keys import PART_KEYS, SOURCE
from parts.services.source_names import STARTER

STAGED = "rb_parts"
STAGED_RELATIONS = "rb_relations"

CLAIMS = f"""
    WITH free AS (
        SELECT staged.key, staged.name FROM {STAGED} AS staged
        WHERE NOT EXISTS (SELECT FROM {PART_KEYS} AS settled WHERE settled.key = staged.key)
    ), claim AS (
        SELECT free.key, free.name, given.part_id, true AS said FROM free
        JOIN parts_partnumber AS given
          ON given.system = 'rebrickable' AND given.number = free.key AND given.rule = 'own'
        UNION ALL
        SELECT free.key, free.name, given.part_id, false FROM free
        JOIN parts_partnumber AS given
          ON given.system = 'ldraw' AND given.number = free.key AND given.rule IN ('own', 'moved', 'alias')
        WHERE NOT EXISTS (
            SELECT FROM parts_partnumber AS other JOIN {STAGED} AS theirs ON theirs.key = other.number
            WHERE other.part_id = given.part_id AND other.system = 'rebrickable' AND other.rule = 'own'
        )
    )
    SELECT claim.key, claim.name, claim.part_id, drawn.number, part.name, claim.said
    FROM claim
    JOIN parts_part AS part ON part.id = claim.part_id AND part.merged_into_id IS NULL
    JOIN LATERAL (
        SELECT min(number) AS number FROM parts_partnumber
        WHERE part_id = claim.part_id AND system = 'ldraw' AND rule = 'own'
    ) AS drawn ON drawn.number IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM {PART_KEYS} AS taken WHERE taken.part_id = claim.part_id)
"""
"""Key, Rebrickable's name, part, its LDraw number and title, and whether LDraw's file says so."""

SECOND_HAND = f"""
    SELECT given.id, whole.name, given.part_id, part.number, part.name, settled.part_id
    FROM parts_partnumber AS given
    JOIN {PART_KEYS} AS settled ON settled.key = given.number AND settled.part_id <> given.part_id
    JOIN parts_part AS part ON part.id = given.part_id
    JOIN parts_part AS whole ON whole.id = settled.part_id
    WHERE given.system = 'rebrickable' AND given.rule = 'own' AND given.evidence <> '{STARTER}'
"""
"""What LDraw files say of numbers that were settled for another part."""

WRONG_GUESSES = f"""
    DELETE FROM parts_partnumber AS given
    WHERE given.system = 'rebrickable' AND given.rule = 'assumed' AND given.evidence NOT LIKE '{SOURCE}%%'
      AND NOT EXISTS (
          SELECT FROM {PART_KEYS} AS settled WHERE settled.key = given.number AND settled.part_id = given.part_id
      )
"""
"""Numbers that were taken to be equal while the table that knows was not here."""

SHOWN_NUMBERS = f"""
    WITH added AS (
        SELECT key, nextval(pg_get_serial_sequence('parts_part', 'id')) AS part_id FROM (
            SELECT staged.key FROM {STAGED} AS staged
            WHERE NOT EXISTS (SELECT FROM {PART_KEYS} AS settled WHERE settled.key = staged.key)
            ORDER BY staged.name, staged.key
        ) AS named
    )
    UPDATE {STAGED} AS staged SET
        part_id = coalesce(settled.part_id, added.part_id),
        shown = CASE WHEN settled.key IS NULL AND EXISTS (
            SELECT FROM parts_part AS other WHERE lower(other.number) = staged.key
        ) THEN staged.number || '-rebrickable' ELSE staged.number END
    FROM {STAGED} AS again LEFT JOIN {PART_KEYS} AS settled ON settled.key = again.key
    LEFT JOIN added ON added.key = again.key
    WHERE again.key = staged.key
"""
"""Each staged part gets the key of its row, a new one where it has none, and the number that is shown.

New keys follow the names, and rows lie in the order of their keys: what a search finds stands side by side, and is read
in half the time.
"""

UPDATED_PARTS = f"""
    WITH found AS (
        SELECT DISTINCT ON (part.id)
            part.id, part.name AS old_name, part.other_names, staged.name AS their_name,
            settled.starter, drawn.part_id IS NOT NULL AS is_drawn,
            CASE WHEN settled.starter THEN part.name ELSE staged.name END AS name,
            CASE WHEN settled.starter OR drawn.part_id IS NOT NULL THEN part.category_id ELSE shelf.id END
                AS category_id
        FROM {STAGED} AS staged
        JOIN {PART_KEYS} AS settled ON settled.key = staged.key
        JOIN parts_part AS part ON part.id = settled.part_id
        JOIN parts_category AS shelf ON shelf.name = staged.shelf
        LEFT JOIN (
            SELECT DISTINCT part_id FROM parts_partnumber WHERE system = 'ldraw' AND rule = 'own'
        ) AS drawn ON drawn.part_id = part.id
        ORDER BY part.id, lower(part.number) = staged.key DESC, staged.key
    ), wanted AS (
        SELECT id, name, category_id, array_to_string(ARRAY(
            SELECT DISTINCT line COLLATE "C" FROM unnest(
                CASE WHEN starter THEN ARRAY[their_name]
                     WHEN is_drawn AND other_names = '' THEN ARRAY[old_name]
                     ELSE string_to_array(other_names, E'\\n') END
            ) AS line
            WHERE line <> '' AND line <> name ORDER BY 1
        ), E'\\n') AS other_names
        FROM found
    )
    UPDATE parts_part AS part
    SET name = wanted.name, category_id = wanted.category_id, other_names = wanted.other_names, updated_at = now()
    FROM wanted
    WHERE part.id = wanted.id AND (part.name, part.category_id, part.other_names)
        IS DISTINCT FROM (wanted.name, wanted.category_id, wanted.other_names)
"""
"""The starter catalogue's names stay; else Rebrickable's goes before LDraw's. The other one is kept beside it.

What Rebrickable called a part in an older release is not: beside a starter part stands its name of today, beside a
drawn one LDraw's title. That is the name it had until Rebrickable's came, when nothing stood beside it yet.
"""

NEW_PARTS = f"""
    WITH prints AS (
        SELECT DISTINCT ON (said.child_part_num) said.child_part_num AS key, plain.part_id
        FROM {STAGED_RELATIONS} AS said JOIN {STAGED} AS plain ON plain.key = said.parent_part_num
        WHERE said.kind IN ('P', 'T') AND said.child_part_num <> said.parent_part_num
        ORDER BY said.child_part_num, said.kind, plain.part_id
    )
    INSERT INTO parts_part (id, number, name, category_id, kind, print_of_id, created_at, updated_at, {{columns}})
    SELECT staged.part_id, staged.shown, staged.name, shelf.id,
           CASE WHEN prints.key IS NOT NULL AND staged.kind = 'part' THEN 'print' ELSE staged.kind END,
           prints.part_id, now(), now(), {{defaults}}
    FROM {STAGED} AS staged JOIN parts_category AS shelf ON shelf.name = staged.shelf
    LEFT JOIN prints ON prints.key = staged.key
    WHERE NOT EXISTS (SELECT FROM {PART_KEYS} AS settled WHERE settled.key = staged.key)
    ORDER BY staged.part_id
"""
"""To be filled in with the further columns and as many parameters.

What a part is a print of is written with it: touching 24,000 rows again costs as much as adding them. The relations are
not checked yet; the step that does so puts right what it refuses.
"""

NEW_NUMBERS = f"""
    INSERT INTO parts_partnumber (part_id, system, number, rule, evidence)
    SELECT staged.part_id, 'rebrickable', staged.key, 'own', '{SOURCE}' FROM {STAGED} AS staged
    WHERE NOT EXISTS (SELECT FROM {PART_KEYS} AS settled WHERE settled.key = staged.key)
"""
