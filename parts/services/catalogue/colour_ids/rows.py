"""What colour tables say, whatever their layout: numbers of several systems that mean one colour, and its years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parts.models import System
from parts.services.catalogue.frame import ImportRefused, ImportRun
from parts.services.catalogue.sources import TableFile, bare_name, read_json, read_tags, records

TABLE = "colour numbers"
_EXTERNAL = {
    "BrickLink": System.BRICKLINK,
    "BrickOwl": System.BRICKOWL,
    "LDraw": System.LDRAW,
    "LEGO": System.LEGO,
}
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_YEAR = re.compile(r"(19|20|21)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ColourRow:
    """Numbers (system, number) that mean one colour; its name and its years where the table has them."""

    line: int
    numbers: tuple[tuple[str, str], ...]
    name: str = ""
    years: tuple[int, int] | None = None


def read_colours(run: ImportRun, file: TableFile) -> Iterator[ColourRow]:
    """The rows of a file; one without a number in it is refused."""
    name = bare_name(file)
    if name.endswith(".json"):
        return _external_ids(file)
    if name.endswith(".xml"):
        return _from_xml(file)
    return _columns(run, file)


def _external_ids(file: TableFile) -> Iterator[ColourRow]:
    """Rebrickable's answer about colours; a "line" is the colour's place in it, from 1."""
    answer = read_json(file)
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list) or not all(isinstance(colour, dict) for colour in results):
        message = _("%(name)s is not Rebrickable's list of colours: it needs “results”.")
        raise ImportRefused("NO_COLOUR_LIST", message % {"name": file.name})
    for place, colour in enumerate(results, start=1):
        external = colour.get("external_ids")
        pairs = [(str(System.REBRICKABLE), str(colour.get("id", "")))]
        for name, system in _EXTERNAL.items():
            pairs += [(str(system), number) for number in _ext_ids(external, name)]
        yield ColourRow(place, tuple(pairs))


def _ext_ids(external: Any, name: str) -> list[str]:
    held = external.get(name) if isinstance(external, dict) else None
    numbers = held.get("ext_ids") if isinstance(held, dict) else None
    return [str(number) for number in numbers if number is not None] if isinstance(numbers, list) else []


def _from_xml(file: TableFile) -> Iterator[ColourRow]:
    """BrickLink's list of colours (names and years), or the materials of an ldraw.xml (LEGO's and LDraw's numbers)."""
    fields: dict[str, str] = {}
    root = ""
    for tag in read_tags(file):
        root = tag.name
        if tag.name == "Material":
            lego, ldraw = tag.attributes.get("lego", ""), tag.attributes.get("ldraw", "")
            yield ColourRow(tag.line, ((str(System.LEGO), lego), (str(System.LDRAW), ldraw)))
        elif tag.name == "ITEM":
            yield _bricklink(tag.line, fields)
            fields = {}
        else:
            fields[tag.name] = "".join(tag.text).strip()
    if root not in ("LDrawMapping", "CATALOG"):
        message = _("%(name)s is neither BrickLink's list of colours nor an ldraw.xml.")
        raise ImportRefused("NO_COLOUR_LIST", message % {"name": file.name})


def _bricklink(line: int, fields: dict[str, str]) -> ColourRow:
    years = (fields.get("COLORYEARFROM", ""), fields.get("COLORYEARTO", ""))
    numbers = ((str(System.BRICKLINK), fields.get("COLOR", "")),)
    known = all(_YEAR.fullmatch(year) for year in years)
    return ColourRow(line, numbers, fields.get("COLORNAME", ""), (int(years[0]), int(years[1])) if known else None)


def _columns(run: ImportRun, file: TableFile) -> Iterator[ColourRow]:
    """A table whose header names a system in each column that holds its numbers."""
    rows = records(file.lines())
    header = next(rows, None)
    cells = header.cells if header and header.cells else []
    systems = {place: system for place, cell in enumerate(cells) if (system := _system(cell))}
    if len(systems) < 2:
        message = _("%(name)s needs a header that names two systems (as in “LDraw ID,BrickLink ID”); it has %(found)s.")
        raise ImportRefused("WRONG_COLUMNS", message % {"name": file.name, "found": ", ".join(cells)[:200] or "–"})
    for row in rows:
        if row.cells is None or len(row.cells) <= max(systems):
            run.reject(TABLE, row.line, row.fault or _("it has too few cells"))
        else:
            numbers = [(system, row.cells[place].strip()) for place, system in systems.items()]
            yield ColourRow(row.line, tuple((system, number) for system, number in numbers if number))


def _system(heading: str) -> str | None:
    """The system that a heading names: `LEGO ID` and `ldraw` do, `LEGO Name` does not."""
    words = re.findall(r"[a-z]+", heading.lower())
    if "name" in words or "hex" in words or "rgb" in words:
        return None
    joined = "".join(words)
    return next((str(system) for system in System if joined.startswith(system.value)), None)


def is_number(number: str) -> bool:
    """Whether a colour's number is one: a whole number in ASCII digits."""
    return _NUMBER.fullmatch(number) is not None
