"""What a library says, in staging tables: `ldraw_part`, `ldraw_number`, `ldraw_relation`, `ldraw_refused`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple

from brickcore.library import Survey
from parts.models import PartRelation
from parts.services.catalogue.frame import stage
from parts.services.catalogue.ldraw_entries import (
    LDrawPart,
    LDrawRelation,
    numbers_of,
    part_of,
    relations_of,
    second_numbers,
)
from parts.services.catalogue.shelf_rows import add_shelves

LDRAW = "LDraw parts library"
"""The evidence of what the library says. It names no release: a newer one that says the same changes nothing."""

_PART = {
    "number": "text",
    "name": "text",
    "shelf": "text",
    "kind": "text",
    "print_of": "text",
    "keywords": "text",
    "author": "text",
    "licence": "text",
    "digest": "text",
}
_NUMBER = {"part": "text", "system": "text", "number": "text", "rule": "text"}
_RELATION = {
    "kind": "text",
    "child": "text",
    "parent": "text",
    "quantity": "integer",
    "colour": "bigint",
    "said": "text",
}
_EVIDENCE_LIMIT = 200


def stage_library(found: Survey) -> None:
    """Stage everything that the catalogue takes from the library."""
    parts = {name: part_of(name, found) for name in found.heads}
    add_shelves({part.shelf for part in parts.values()})
    stage("ldraw_part", _PART, map(astuple, parts.values()))
    stage("ldraw_number", _NUMBER, _number_rows(parts, found))
    stage("ldraw_relation", _RELATION, _relation_rows(parts, found))
    stage("ldraw_refused", {"number": "text"}, _refused_rows(found))


def _refused_rows(found: Survey) -> Iterator[tuple[str]]:
    for error in found.refused:
        name = error.location.file.rsplit("/", 1)[-1].lower() if error.location else ""
        if name.isprintable():
            yield (name.removesuffix(".dat"),)


def _number_rows(parts: dict[str, LDrawPart], found: Survey) -> Iterator[tuple[str, ...]]:
    for name, part in parts.items():
        for row in numbers_of(part, found.heads[name]):
            yield row.part, str(row.system), row.number, str(row.rule)
    for row in second_numbers(found):
        yield row.part, str(row.system), row.number, str(row.rule)


def _relation_rows(parts: dict[str, LDrawPart], found: Survey) -> Iterator[tuple[object, ...]]:
    for name, part in parts.items():
        for row in relations_of(part, found.heads[name], found):
            colour = next(iter(row.colours)) if len(row.colours) == 1 else None
            yield str(row.kind), row.child, row.parent, row.colours.total(), colour, _said(row)


def _said(row: LDrawRelation) -> str:
    """The evidence; where a shortcut holds one part in several colours, it says how many of each."""
    if row.kind == PartRelation.Kind.PRINT or len(row.colours) == 1:
        return LDRAW
    return f"{LDRAW}: {_by_colour(row.colours)}"[:_EVIDENCE_LIMIT]


def _by_colour(colours: Counter[int | None]) -> str:
    named = {code: "the colour around it" if code is None else f"colour {code}" for code in colours}
    return ", ".join(f"{count} in {named[code]}" for code, count in colours.items())
