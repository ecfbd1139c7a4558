"""An id table into the catalogue: where one number of a pair is known, the other one leads to the same part."""

from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from parts.models import System
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame import Follows, Imported, ImportRun, import_run, merge, reject_where, stage
from parts.services.catalogue.ids.pairs import TABLE, Pair, read_pairs
from parts.services.catalogue.ids.targets import followed
from parts.services.catalogue.known_numbers import KNOWN, settle_known_numbers
from parts.services.catalogue.sources import TableFile

COMMAND = "import_ids"
_COLUMNS = {"place": "integer", "line": "integer", **dict.fromkeys(Pair._fields[1:], "text")}
_NAME_LIMIT = 150

_RESOLVED = f"""
    CREATE TEMPORARY TABLE id_resolved ON COMMIT DROP AS
    SELECT staged.*, ours.part_id AS given_part, theirs.part_id AS known_part,
           coalesce(ours.parts, 1) > 1 OR coalesce(theirs.parts, 1) > 1 AS is_open
    FROM id_pairs AS staged
    LEFT JOIN {KNOWN} AS ours ON ours.system = staged.given_system AND ours.number = staged.given
    LEFT JOIN {KNOWN} AS theirs ON theirs.system = staged.known_system AND theirs.number = staged.known
"""  # noqa: S608
_NEITHER = """
    DELETE FROM id_resolved WHERE given_part IS NULL AND known_part IS NULL RETURNING line, format(%s, given, known)
"""
_OPEN = "DELETE FROM id_resolved WHERE is_open RETURNING line, format(%s, given, known)"
_AGAINST = """
    DELETE FROM id_resolved AS pair USING parts_part AS one, parts_part AS other
    WHERE pair.given_part <> pair.known_part AND one.id = pair.given_part AND other.id = pair.known_part
    RETURNING pair.line, format(%s, pair.given, one.number, pair.known, other.number)
"""
_WANTED = """
    SELECT place, line, given_system AS system, given AS number, known_part AS part_id FROM id_resolved
    WHERE known_part IS NOT NULL
    UNION ALL
    SELECT place, line, known_system, known, given_part FROM id_resolved WHERE known_part IS NULL
"""
_TORN = f"""
    DELETE FROM id_resolved AS pair USING (
        SELECT wanted.place, min(first.line) AS first_line FROM ({_WANTED}) AS wanted
        JOIN ({_WANTED}) AS first ON first.system = wanted.system AND first.number = wanted.number
        WHERE first.part_id <> wanted.part_id AND first.place < wanted.place GROUP BY wanted.place
    ) AS torn
    WHERE torn.place = pair.place RETURNING pair.line, format(%s, pair.given, torn.first_line)
"""  # noqa: S608
_SOURCE = f"""
    SELECT DISTINCT ON (wanted.part_id, wanted.system, wanted.number)
        wanted.part_id, wanted.system, wanted.number, %(evidence)s AS evidence, false AS is_derived,
        CASE WHEN wanted.system = 'ldraw' THEN CASE WHEN pair.given_system = 'ldraw' AND pair.known_system = 'ldraw'
             THEN 'moved' ELSE 'alias' END ELSE 'own' END AS rule
    FROM ({_WANTED}) AS wanted JOIN id_resolved AS pair ON pair.place = wanted.place
    LEFT JOIN parts_partnumber AS old
      ON old.part_id = wanted.part_id AND old.system = wanted.system AND old.number = wanted.number
    WHERE old.id IS NULL OR old.is_derived OR old.evidence = %(evidence)s
"""  # noqa: S608
_UNSAID = f"""
    DELETE FROM parts_partnumber AS old WHERE old.evidence = %(evidence)s AND NOT old.is_derived AND NOT EXISTS (
        SELECT FROM ({_WANTED}) AS wanted
        WHERE wanted.part_id = old.part_id AND wanted.system = old.system AND wanted.number = old.number
    )
"""  # noqa: S608


def load_ids(*, path: Path, systems: tuple[System, System] | None = None, watch: Watch = unwatched) -> Imported:
    """Import the pairs of a file. Raises ImportRefused when it is unusable.

    A pair of which neither number is known here, or whose numbers are known as two different parts, is refused: a
    mapping adds numbers, it does not move parts. What an older copy of the same file said and this one does not, goes.
    """
    file = TableFile.at(path)
    with import_run(command=COMMAND, source=f"id table {file.name}", watch=watch, follows=Follows.NUMBERS) as run:
        pairs = followed(run, read_pairs(run, file, systems))
        stage("id_pairs", _COLUMNS, ((place, *pair) for place, pair in enumerate(run.watch(pairs, TABLE))))
        settle_known_numbers([str(system) for system in System])
        _reject(run)
        _write(run, f"id table {file.name}"[:_NAME_LIMIT])
    return run.imported


def _reject(run: ImportRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS id_resolved")
        cursor.execute(_RESOLVED)
    words = {"given": "%s", "known": "%s", "one": "%s", "other": "%s", "line": "%s"}
    for query, reason in (
        (_OPEN, _("%(given)s or %(known)s leads to several parts here")),
        (_NEITHER, _("neither %(given)s nor %(known)s is known here")),
        (_AGAINST, _("%(given)s is %(one)s here, and %(known)s is %(other)s")),
        (_TORN, _("%(given)s means another part in line %(line)s")),
    ):
        reject_where(run, TABLE, query, [reason % words])


def _write(run: ImportRun, evidence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS id_numbers")
        cursor.execute(f"CREATE TEMPORARY TABLE id_numbers ON COMMIT DROP AS {_SOURCE}", {"evidence": evidence})
        cursor.execute(_UNSAID, {"evidence": evidence})
        run.count(TABLE, changed=cursor.rowcount)
    keys, values = ["part_id", "system", "number"], ["rule", "evidence", "is_derived"]
    source = "SELECT part_id, system, number, rule, evidence, is_derived FROM id_numbers"
    merge(run, TABLE, "parts_partnumber", source, keys=keys, values=values)
