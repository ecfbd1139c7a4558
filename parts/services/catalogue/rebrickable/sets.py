"""Rebrickable's themes, sets and minifigures."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from parts.models import Theme
from parts.services.catalogue.frame import ImportRun, merge
from parts.services.catalogue.rebrickable.shapes import MINIFIGS, SETS, THEMES
from parts.services.catalogue.rebrickable.staged import Row, reject_duplicates, reject_unknown, rows_of, stage_rows
from parts.services.catalogue.sources import TableFolder

_THEME_COLUMNS = {"number": "integer", "name": "text", "parent": "integer"}
_SET_COLUMNS = {"number": "text", "name": "text", "year": "integer", "theme_id": "integer", "part_count": "integer"}
_MINIFIG_COLUMNS = {"number": "text", "name": "text", "part_count": "integer"}
_PARENTS = """
    SELECT theme.id, parent.id AS parent_id FROM rb_themes AS staged
    JOIN parts_theme AS theme ON theme.number = staged.number
    LEFT JOIN parts_theme AS parent ON parent.number = staged.parent
"""
_ROOTED = """
    WITH RECURSIVE known (number) AS (
        SELECT number FROM parts_theme UNION SELECT number FROM rb_themes WHERE parent IS NULL
        UNION SELECT staged.number FROM rb_themes AS staged JOIN known ON known.number = staged.parent
    ) SELECT number FROM known
"""
"""Themes that are there or will be: a row is refused together with the one that it stands on."""

_NAMED = """
    WITH RECURSIVE named AS (
        SELECT id, name::text AS words, 1 AS depth FROM parts_theme WHERE parent_id IS NULL
        UNION ALL
        SELECT theme.id, named.words || ' ' || theme.name, depth + 1
        FROM parts_theme AS theme JOIN named ON named.id = theme.parent_id WHERE depth < 9
    )
"""
"""The words of each theme and of those above it."""

_SETS = f"""
    {_NAMED} SELECT staged.number, staged.name, staged.year, theme.id AS theme_id, staged.part_count,
                    coalesce(named.words, '') AS theme_words
    FROM rb_sets AS staged LEFT JOIN parts_theme AS theme ON theme.number = staged.theme_id
    LEFT JOIN named ON named.id = theme.id
"""  # noqa: S608 - no value in it
_SETS_OF_THEMES = f"""
    {_NAMED} UPDATE parts_set AS whole SET theme_words = named.words FROM named
    WHERE named.id = whole.theme_id AND whole.theme_words <> named.words
"""  # noqa: S608


def import_themes(run: ImportRun, folder: TableFolder) -> None:
    """Bring the themes, first by name, then with what each is part of."""
    rows = rows_of(run, folder, THEMES)
    if rows is None:
        return
    older = dict(Theme.objects.filter(parent__isnull=False).values_list("number", "parent__number"))
    stage_rows("rb_themes", _THEME_COLUMNS, _without_cycles(run, list(rows), older))
    reject_duplicates(run, THEMES.name, "rb_themes", ["number"])
    reject_unknown(run, THEMES.name, "rb_themes", "parent", _ROOTED)
    source = "SELECT number, name FROM rb_themes"
    merge(run, THEMES.name, "parts_theme", source, keys=["number"], values=["name"])
    merge(run, "parents of themes", "parts_theme", _PARENTS, keys=["id"], values=["parent_id"])
    with connection.cursor() as cursor:
        cursor.execute(_SETS_OF_THEMES)
        run.count("sets of themes with other names", changed=cursor.rowcount)


def _without_cycles(run: ImportRun, rows: Sequence[Row], older: Mapping[int, int]) -> Iterator[Row]:
    """A theme that would be part of itself is refused. Themes are few hundred, so their tree is kept at hand.

    Above a theme that the table does not name stands what an `older` release said.
    """
    told = {number for _line, number, _name, _parent in rows}
    parents: dict[object, object] = {number: parent for number, parent in older.items() if number not in told}
    for line, number, name, parent in rows:
        above = parent
        while above is not None and above != number:
            above = parents.get(above)
        if above == number:
            reason = _("parent_id: theme %(theme)s would be part of itself") % {"theme": number}
            run.reject(THEMES.name, int(str(line)), reason)
            continue
        parents.setdefault(number, parent)
        yield line, number, name, parent


def import_sets(run: ImportRun, folder: TableFolder) -> None:
    """Bring the sets; one that the newer release lacks stays, because inventories of builds may name it."""
    rows = rows_of(run, folder, SETS)
    if rows is None:
        return
    stage_rows("rb_sets", _SET_COLUMNS, rows)
    reject_duplicates(run, SETS.name, "rb_sets", ["number"])
    reject_unknown(run, SETS.name, "rb_sets", "theme_id", "SELECT number FROM parts_theme")
    values = ["name", "year", "theme_id", "part_count", "theme_words"]
    merge(run, SETS.name, "parts_set", _SETS, keys=["number"], values=values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE parts_set")


def import_minifigs(run: ImportRun, folder: TableFolder) -> None:
    """Bring the minifigures."""
    rows = rows_of(run, folder, MINIFIGS)
    if rows is None:
        return
    stage_rows("rb_minifigs", _MINIFIG_COLUMNS, rows)
    reject_duplicates(run, MINIFIGS.name, "rb_minifigs", ["number"])
    source = "SELECT number, name, part_count FROM rb_minifigs"
    merge(run, MINIFIGS.name, "parts_minifig", source, keys=["number"], values=["name", "part_count"])
