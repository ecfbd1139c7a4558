"""What an LDraw parts library says of its parts: names, shelves, prints, contents, and numbers elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from brickcore.colours import CURRENT_COLOUR, LARGEST_COLOUR
from brickcore.identity import shelf_of, tidy_title
from brickcore.library import PartHeader, Survey
from parts.models import Part, PartNumber, PartRelation, System
from parts.services.catalogue.ldraw_keywords import numbers_said, words_said
from parts.services.catalogue.ldraw_prints import plain_number

INNER_PIECES = "Inner Pieces"
"""The shelf of files marked `~`: halves, cases, old versions. Nobody buys them alone, but a model may name them."""

_PLAIN_NUMBER = re.compile(r"\d+[a-z]?")
_LIMITS = {"name": 255, "shelf": 80, "author": 200, "licence": 120}


@dataclass(frozen=True, slots=True)
class LDrawPart:
    """One part of the library. `number` is its file's name without .dat; `print_of` another's, or empty."""

    number: str
    name: str
    shelf: str
    kind: Part.Kind
    print_of: str
    keywords: str
    author: str
    licence: str
    digest: str


@dataclass(frozen=True, slots=True)
class LDrawNumber:
    """A number that leads to the part whose LDraw number is `part`."""

    part: str
    system: System
    number: str
    rule: PartNumber.Rule


@dataclass(frozen=True, slots=True)
class LDrawRelation:
    """How two parts of the library relate. `colours` counts the child's fixed colour codes; None is "as around it"."""

    kind: PartRelation.Kind
    child: str
    parent: str
    colours: Counter[int | None]


def part_of(name: str, found: Survey) -> LDrawPart:
    """The part of that file."""
    head, number = found.heads[name], _number(name)
    title = tidy_title(head.title)
    plain = _plain_part(number, found)
    kind = _kind(head, is_print=bool(plain) or (plain_number(number) is not None and head.org_type != "Shortcut"))
    shelf = INNER_PIECES if head.title.startswith("~") else shelf_of(title, head.category)
    return LDrawPart(
        number=number,
        name=title[: _LIMITS["name"]] or number,
        shelf=shelf[: _LIMITS["shelf"]],
        kind=kind,
        print_of=plain if kind == Part.Kind.PRINT else "",
        keywords=words_said(head.keywords),
        author=head.author[: _LIMITS["author"]],
        licence=head.licence[: _LIMITS["licence"]],
        digest=found.digests[name],
    )


def numbers_of(part: LDrawPart, head: PartHeader) -> Iterator[LDrawNumber]:
    """The part's own number and those that its keywords name.

    A plain part whose keywords name no Rebrickable number is assumed to bear the same there.
    """
    yield LDrawNumber(part.number, System.LDRAW, part.number, PartNumber.Rule.OWN)
    said = numbers_said(head.keywords)
    yield from (LDrawNumber(part.number, system, number, PartNumber.Rule.OWN) for system, number in said)
    if (
        part.kind == Part.Kind.PART
        and _PLAIN_NUMBER.fullmatch(part.number)
        and not any(system == System.REBRICKABLE for system, _ in said)
    ):
        yield LDrawNumber(part.number, System.REBRICKABLE, part.number, PartNumber.Rule.ASSUMED)


def second_numbers(found: Survey) -> Iterator[LDrawNumber]:
    """The numbers of files that moved or are an alias, each with the part that it is now."""
    for name, (head, part) in found.moved.items():
        rule = PartNumber.Rule.MOVED if head.moved_to else PartNumber.Rule.ALIAS
        yield LDrawNumber(_number(part), System.LDRAW, _number(name), rule)


def relations_of(part: LDrawPart, head: PartHeader, found: Survey) -> Iterator[LDrawRelation]:
    """What a print is a print of, and what a shortcut consists of: parts one level down, as many as it places.

    Primitives and subparts, which some shortcuts draw with, are no parts that anybody could have.
    """
    if part.print_of:
        yield LDrawRelation(PartRelation.Kind.PRINT, part.number, part.print_of, Counter({None: 1}))
    contents: dict[str, Counter[int | None]] = {}
    for name, colour in head.contents:
        child = _standing_for(name, found)
        if child in found.heads and child != head.name:
            fixed = colour if colour != CURRENT_COLOUR and colour <= LARGEST_COLOUR else None
            contents.setdefault(_number(child), Counter())[fixed] += 1
    for child, colours in contents.items():
        yield LDrawRelation(PartRelation.Kind.SUBPART, child, part.number, colours)


def _kind(head: PartHeader, *, is_print: bool) -> Part.Kind:
    if head.title.lstrip("~_").startswith("Sticker "):
        return Part.Kind.STICKER
    if "Flexible_Section" in head.qualifiers:
        return Part.Kind.FLEXIBLE
    if is_print:
        return Part.Kind.PRINT
    return Part.Kind.ASSEMBLY if head.org_type == "Shortcut" else Part.Kind.PART


def _plain_part(number: str, found: Survey) -> str:
    """The plain part of a print as the library has it now, or empty where it has none."""
    plain = _standing_for(f"{plain_number(number)}.dat", found)
    return _number(plain) if plain in found.heads and _number(plain) != number else ""


def _standing_for(name: str, found: Survey) -> str:
    moved = found.moved.get(name)
    return moved[1] if moved else name


def _number(name: str) -> str:
    return name.removesuffix(".dat")
