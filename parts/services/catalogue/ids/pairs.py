"""The pairs of numbers in an id table, whatever its layout: two columns, LDD's ldraw.xml, Rebrickable's JSON."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from brickcore.identity import normalise_number
from parts.models import System
from parts.services.catalogue.frame import ImportRefused, ImportRun
from parts.services.catalogue.sources import BadCell, Record, TableFile, bare_name, code, read_json, read_tags, records

TABLE = "numbers"
_number = code(64)
_EXTERNAL = {
    "BrickLink": System.BRICKLINK,
    "BrickOwl": System.BRICKOWL,
    "LDraw": System.LDRAW,
    "LEGO": System.LEGO,
}


class Pair(NamedTuple):
    """The number `given` of one system names the same part as `known` of another, or of the same: then it moved."""

    line: int
    given_system: str
    given: str
    known_system: str
    known: str


def read_pairs(run: ImportRun, file: TableFile, systems: tuple[str, str] | None) -> Iterator[Pair]:
    """The pairs of a file. `systems` are those of the first and the second number, for a table of two columns."""
    name = bare_name(file)
    if name.endswith(".xml"):
        return _clean(run, _ldd_pairs(file))
    if name.endswith(".json"):
        return _clean(run, _external_ids(file))
    if systems is None:
        next(file.pieces(), b"")  # a file that cannot be read says so first
        message = _("%(name)s is a table of two columns: say whose numbers they hold, with --from and --to.")
        raise ImportRefused("SYSTEMS_UNKNOWN", message % {"name": file.name})
    return _clean(run, _columns(run, file, systems))


def _clean(run: ImportRun, pairs: Iterator[Pair]) -> Iterator[Pair]:
    for pair in pairs:
        try:
            given, known = (str(_number(normalise_number(number))) for number in (pair.given, pair.known))
        except BadCell as error:
            run.reject(TABLE, pair.line, str(error))
            continue
        yield pair._replace(given=given, known=known)


def _ldd_pairs(file: TableFile) -> Iterator[Pair]:
    """Bricks and assemblies of an ldraw.xml. Where several rows bear one LDD number the last holds, as LDD reads it."""
    found: dict[str, Pair] = {}
    root = ""
    for tag in read_tags(file):
        root = tag.name
        lego, ldraw = tag.attributes.get("lego", ""), tag.attributes.get("ldraw", "")
        if tag.name in ("Brick", "Assembly") and lego and ldraw:
            found[lego] = Pair(tag.line, System.LDD, lego, System.LDRAW, ldraw)
    if root != "LDrawMapping":
        message = _("%(name)s is no mapping of LDD's numbers: an ldraw.xml begins with LDrawMapping.")
        raise ImportRefused("NO_MAPPING", message % {"name": file.name})
    yield from sorted(found.values())


def _external_ids(file: TableFile) -> Iterator[Pair]:
    """Rebrickable's answer about parts; a "line" is the part's place in it, from 1."""
    for place, part in enumerate(_results(file), start=1):
        external = part.get("external_ids")
        for name, system in _EXTERNAL.items():
            numbers = external.get(name, ()) if isinstance(external, dict) else ()
            for number in numbers if isinstance(numbers, list) else ():
                yield Pair(place, system, str(number), System.REBRICKABLE, str(part.get("part_num", "")))


def _results(file: TableFile) -> list[dict[str, Any]]:
    answer = read_json(file)
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list) or not all(isinstance(part, dict) and "part_num" in part for part in results):
        message = _("%(name)s is not Rebrickable's list of parts: it needs “results” with “part_num” in each.")
        raise ImportRefused("NO_PART_LIST", message % {"name": file.name})
    return results


def _columns(run: ImportRun, file: TableFile, systems: tuple[str, str]) -> Iterator[Pair]:
    first, places = True, (0, 1)
    for row in _delimited(file):
        if row.cells is None or len(row.cells) < 2:
            run.reject(TABLE, row.line, row.fault or _("it has no two columns"))
        elif first and not any(letter.isdigit() for cell in row.cells for letter in cell):
            places = _places(row.cells, systems)
        elif len(row.cells) > max(places):
            yield Pair(row.line, systems[0], row.cells[places[0]], systems[1], row.cells[places[1]])
        else:
            run.reject(TABLE, row.line, _("it has no two columns"))
        first = False


def _places(header: list[str], systems: tuple[str, str]) -> tuple[int, int]:
    """The columns that are named after the systems; else the first two."""
    names = ["".join(filter(str.isalpha, cell.lower())) for cell in header]
    named = [next((place for place, name in enumerate(names) if name.startswith(system)), -1) for system in systems]
    return (named[0], named[1]) if min(named) >= 0 and named[0] != named[1] else (0, 1)


def _delimited(file: TableFile) -> Iterator[Record]:
    lines = file.lines()
    first = next(lines, "")
    delimiter = next((mark for mark in "\t;" if mark in first), ",")

    def again() -> Iterator[str]:
        yield first
        yield from lines

    return records(again(), delimiter)
