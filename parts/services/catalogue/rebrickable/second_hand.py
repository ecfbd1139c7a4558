"""What LDraw's files say of Rebrickable numbers that turned out to be another part's.

A sticker's file names the sheet it is on, a leg's file the whole pair of legs, one of two moulds the number that
Rebrickable gives to both. The word stays, as a weaker reason than the number's own part, and says what it is.
"""

import re

from django.db import connection

from brickcore.identity import is_piece_of
from parts.models import PartNumber, PartRelation
from parts.services.catalogue.frame import ImportRun
from parts.services.catalogue.rebrickable.part_sql import SECOND_HAND, WRONG_GUESSES

_TABLE = "numbers"
_STATE = re.compile(r".*-f\d+")
_EVIDENCE_LIMIT = 200
_RULES = {
    "piece": (PartNumber.Rule.ALTERNATE, "LDraw's file names it; there it is the whole: {name}"),
    "state": (PartNumber.Rule.ALIAS, "LDraw's file names it; the same part, drawn in another state"),
    "mould": (PartNumber.Rule.MOULD, "LDraw's file names it; there the number is of both: {name}"),
}


def settle_second_hand_numbers(run: ImportRun) -> None:
    """Weaken what LDraw files say of others' numbers, relate pieces to their whole, and drop wrong guesses.

    Reads the temporary table of settled numbers. Not to be called before these tables were ever imported: then all
    that is known of their numbers is guesses.
    """
    rows, pieces = [], []
    with connection.cursor() as cursor:
        cursor.execute(SECOND_HAND, [])
        for key, name, part, ldraw, title, whole in cursor.fetchall():
            how = _how(ldraw, title, name)
            rule, evidence = _RULES[how]
            rows.append((str(rule), evidence.format(name=name)[:_EVIDENCE_LIMIT], key))
            if how == "piece":
                pieces.append((str(PartRelation.Kind.SUBPART), part, whole, f"LDraw's {ldraw} names it"))
        cursor.executemany("UPDATE parts_partnumber SET rule = %s, evidence = %s WHERE id = %s", rows)
        cursor.executemany(
            "INSERT INTO parts_partrelation (kind, child_id, parent_id, quantity, evidence) VALUES (%s, %s, %s, 1, %s)"
            " ON CONFLICT ON CONSTRAINT part_relation_once DO NOTHING",
            pieces,
        )
        cursor.execute(WRONG_GUESSES, [])
        run.count(_TABLE, changed=len(rows) + cursor.rowcount)


def _how(ldraw: str, title: str, name: str) -> str:
    if is_piece_of(title, name):
        return "piece"
    return "state" if _STATE.fullmatch(ldraw) else "mould"
