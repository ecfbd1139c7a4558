"""Rebrickable's tables in staging, and what is refused of them before anything is merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRun, reject_where, stage
from parts.services.catalogue.sources import TableFolder, TableShape, read_table

Row = tuple[object, ...]

FEW = 100
"""So many rows, all there were of a table, a newer release may have given up; more of them were lost on the way."""


def rows_of(run: ImportRun, folder: TableFolder, shape: TableShape) -> Iterator[Row] | None:
    """The good rows of a table with their lines; None when the source has no such table."""
    file = folder.get(shape.name)
    return None if file is None else iter(run.watch(read_table(run, file, shape), shape.name))


def stage_rows(name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> int:
    """Stage rows of which the first value is the line; how many there were."""
    return stage(name, {"line": "integer", **columns}, rows)


def may_remove(run: ImportRun, table: str, *, staged: int, held: int) -> bool:
    """Whether what a table does not list is gone: not where a row could not be read, which may have listed it.

    Nor where it lists nothing at all while the catalogue has many rows of it (`held`, counted to one beyond FEW): a
    table that lost them is refused.
    """
    if held > FEW and not staged and not run.rejected(table):
        run.reject(table, 1, _("it has no rows behind this line; what an earlier release listed stays"))
    return not run.rejected(table)


def reject_duplicates(run: ImportRun, table: str, staging: str, keys: Sequence[str]) -> None:
    """Refuse each row whose key stands in an earlier line too."""
    named = ", ".join(keys)
    same = " AND ".join(f"later.{key} = first.{key}" for key in keys)
    shown = " || ' ' || ".join(f"later.{key}::text" for key in keys)
    reason = _("%(key)s stands in line %(line)s already") % {"key": "%s", "line": "%s"}
    reject_where(
        run,
        table,
        f"""
        DELETE FROM {staging} AS later
        USING (SELECT {named}, min(line) AS line FROM {staging} GROUP BY {named} HAVING count(*) > 1) AS first
        WHERE {same} AND later.line > first.line
        RETURNING later.line, format(%s, {shown}, first.line)
        """,  # noqa: S608 - names of our own
        [reason],
    )


def reject_unknown(run: ImportRun, table: str, staging: str, column: str, known: str) -> None:
    """Refuse each row whose `column` is not in the first column of the query `known`. An empty one names nothing."""
    reason = _("%(column)s: there is no %(value)s") % {"column": column, "value": "%s"}
    reject_where(
        run,
        table,
        f"""
        DELETE FROM {staging} WHERE {column} IS NOT NULL AND NOT EXISTS (
            SELECT FROM ({known}) AS known (value) WHERE known.value = {staging}.{column}
        ) RETURNING line, format(%s, {column})
        """,  # noqa: S608
        [reason],
    )
