"""Joins the systems' numbers after an import: who lacks a number of his own gets a weaker one that says why.

The rows that this makes are marked as derived and made anew each time from those that are not: which import came first
does not matter, and running it again changes nothing. Rows that a source or a reviewer brought are never touched.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from brickcore.identity import kin_of
from parts.models import System
from parts.services.kin_facts import KinFacts, Without
from parts.services.kin_judge import judge

WORKED_OUT = "worked out: "
"""How the evidence of each derived row begins."""

_EVIDENCE_LIMIT = 200
_Row = tuple[int, str, str, str, str]

# A source that has meanwhile said the same of a number has overwritten what it rests on: the row is the source's now.
_ADOPTED = f"UPDATE parts_partnumber SET is_derived = false WHERE is_derived AND evidence NOT LIKE '{WORKED_OUT}%%'"  # noqa: S608
_TABLE = """
    CREATE TEMPORARY TABLE worked_out (part_id bigint, system text, number text, rule text, evidence text)
    ON COMMIT DROP
"""
# The maker's numbers of shapes, as the elements bear them: a shape of one part is that part's; of several, the one that
# most elements are of goes first, and without such a one they are told apart by nobody.
_SHAPES = f"""
    INSERT INTO worked_out
    SELECT part_id, 'lego', design_number,
           CASE WHEN elements = total THEN 'alias' WHEN elements >= 0.75 * total THEN 'assumed' ELSE 'mould' END,
           '{WORKED_OUT}' || CASE WHEN elements = total THEN format('the shape of all %s elements of it', total)
                ELSE format('the shape of %s elements; %s of them are this part''s', total, elements) END
    FROM (
        SELECT part_id, lower(design_number) AS design_number, count(*) AS elements,
               sum(count(*)) OVER (PARTITION BY lower(design_number)) AS total
        FROM parts_element WHERE design_number <> '' GROUP BY part_id, lower(design_number)
    ) AS counted
"""  # noqa: S608 - no value in it
_KNOWN_ANYWAY = """
    DELETE FROM worked_out AS new USING parts_partnumber AS old
    WHERE NOT old.is_derived AND (old.part_id, old.system, old.number) = (new.part_id, new.system, new.number)
"""
_GONE = """
    DELETE FROM parts_partnumber AS old WHERE is_derived AND NOT EXISTS (
        SELECT FROM worked_out AS new
        WHERE (old.part_id, old.system, old.number) = (new.part_id, new.system, new.number)
    )
"""
_MERGE = """
    WITH merged AS (
        MERGE INTO parts_partnumber AS old USING worked_out AS new
        ON (old.part_id, old.system, old.number) = (new.part_id, new.system, new.number)
        WHEN MATCHED AND (old.rule, old.evidence) IS DISTINCT FROM (new.rule, new.evidence)
            THEN UPDATE SET rule = new.rule, evidence = new.evidence
        WHEN NOT MATCHED THEN INSERT (part_id, system, number, rule, evidence, is_derived)
            VALUES (new.part_id, new.system, new.number, new.rule, new.evidence, true)
        RETURNING merge_action() AS action
    )
    SELECT count(*) FILTER (WHERE action = 'INSERT'), count(*) FILTER (WHERE action = 'UPDATE') FROM merged
"""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What became of the derived numbers, how many there are by rule, and how many parts stay without one."""

    added: int
    changed: int
    removed: int
    unchanged: int
    by_rule: dict[str, int]
    without: int


@transaction.atomic
def reconcile() -> Reconciled:
    """Make the derived numbers anew. The caller holds the catalogue's lock, and counts its version up."""
    with connection.cursor() as cursor:
        cursor.execute(_ADOPTED, [])
    facts = KinFacts()
    rows = list(_rebrickable_rows(facts))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS worked_out")
        cursor.execute(_TABLE)
        with cursor.copy("COPY worked_out FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(_SHAPES)
        cursor.execute(_KNOWN_ANYWAY)
        cursor.execute("ANALYZE worked_out")
        cursor.execute(_GONE)
        removed = cursor.rowcount
        cursor.execute(_MERGE)
        added, changed = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM worked_out")
        (total,) = cursor.fetchone()
    by_rule = Counter(rule for _part, _system, _number, rule, _evidence in rows)
    unchanged = total - added - changed
    return Reconciled(added, changed, removed, unchanged, dict(by_rule), len(facts.without) - len(rows))


def _rebrickable_rows(facts: KinFacts) -> Iterator[_Row]:
    """Plain parts before their prints, which follow them."""
    found: dict[int, str] = {}
    for one in sorted(facts.without, key=lambda one: one.print_of is not None):
        row = _row(facts, one, found)
        if row:
            found[one.part] = row[2]
            yield row


def _row(facts: KinFacts, one: Without, found: dict[int, str]) -> _Row | None:
    plain = ""
    if one.print_of is not None:
        plain = facts.number_of.get(one.print_of) or found.get(one.print_of, "")
    for kin in kin_of(facts.known(one, plain)):
        settled = facts.settled.get(kin.number)
        if settled and (judged := judge(one, kin, settled)):
            return (
                one.part,
                System.REBRICKABLE,
                judged.number,
                judged.rule,
                f"{WORKED_OUT}{judged.says}"[:_EVIDENCE_LIMIT],
            )
    return None
