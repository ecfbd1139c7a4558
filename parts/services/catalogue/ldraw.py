"""What an LDraw parts library says of its parts: number, name, shelf, prints, moves, aliases and numbers elsewhere."""

import re
from collections import defaultdict
from collections.abc import Mapping

from brickcore.colours import LDrawColour
from brickcore.identity import number_form, shelf_of, tidy_title
from brickcore.library import PartHeader, PartsLibrary
from parts.models import Part, PartNumber, System
from parts.services.catalogue.entries import ColourEntry, NumberEntry, PartEntry, Watch
from parts.services.catalogue.starter import INHERITED

INNER_PIECES = "Inner Pieces"
"""The shelf of files marked `~`: halves, cases, old versions. Nobody buys them alone, but a model may name them."""

_KEYWORD = re.compile(r"(rebrickable|bricklink|brickowl)\s+([0-9][\w.-]*)", re.IGNORECASE)
_KEYWORD_SYSTEMS = {
    "rebrickable": System.REBRICKABLE,
    "bricklink": System.BRICKLINK,
    "brickowl": System.BRICKOWL,
}
_PLAIN_NUMBER = re.compile(r"\d+[a-z]?")
_NAME_LIMIT = 255


def ldraw_parts(library: PartsLibrary, watch: Watch) -> list[PartEntry]:
    """Every part of the library's parts/ folder that stands for itself, with the numbers that lead to it."""
    names = [name for name in library.names() if "/" not in name]
    headers = {name: header for name in watch(names, "headers") if (header := _part_header(library, name))}
    second_names = _second_names(library, headers)
    entries = []
    for name, header in headers.items():
        if not _stands_for_another(header):
            entries.append(_entry(name.removesuffix(".dat"), header, second_names[name]))
    return entries


def ldraw_colours(colours: Mapping[int, LDrawColour]) -> list[ColourEntry]:
    """The library's colours; how common they are and their numbers elsewhere are not its to say."""
    return [_colour(colour) for code, colour in sorted(colours.items()) if code not in INHERITED]


def _part_header(library: PartsLibrary, name: str) -> PartHeader | None:
    header = library.header(name)
    return header if header and header.org_type not in {"Primitive", "8_Primitive", "48_Primitive", "Subpart"} else None


def _stands_for_another(header: PartHeader) -> bool:
    return bool(header.moved_to or header.alias)


def _second_names(library: PartsLibrary, headers: Mapping[str, PartHeader]) -> defaultdict[str, list[NumberEntry]]:
    """For each part, the LDraw numbers that moved to it or are an alias of it."""
    found: defaultdict[str, list[NumberEntry]] = defaultdict(list)
    for name, header in headers.items():
        if _stands_for_another(header):
            rule = PartNumber.Rule.MOVED if header.moved_to else PartNumber.Rule.ALIAS
            found[library.resolve(name)].append(NumberEntry(System.LDRAW, name.removesuffix(".dat"), rule))
    return found


def _entry(number: str, header: PartHeader, second_names: list[NumberEntry]) -> PartEntry:
    title = tidy_title(header.title)
    kind = _kind(number, header)
    is_inner = header.title.startswith("~")
    numbers = [NumberEntry(System.LDRAW, number), *second_names, *_elsewhere(number, kind, header)]
    return PartEntry(
        ldraw=number,
        number=number,
        name=title[:_NAME_LIMIT] or number,
        shelf=INNER_PIECES if is_inner else shelf_of(title, header.category),
        kind=kind,
        print_of=(header.pattern_of or "").removesuffix(".dat") if kind == Part.Kind.PRINT else "",
        keywords=", ".join(word for word in header.keywords if not _KEYWORD.fullmatch(word)),
        numbers=tuple(dict.fromkeys(numbers)),
    )


def _kind(number: str, header: PartHeader) -> Part.Kind:
    form = number_form(number)
    if header.title.lstrip("~_").startswith("Sticker "):
        return Part.Kind.STICKER
    if "Flexible_Section" in header.qualifiers:
        return Part.Kind.FLEXIBLE
    if header.pattern_of and form and form.print:
        return Part.Kind.PRINT
    return Part.Kind.ASSEMBLY if header.org_type == "Shortcut" else Part.Kind.PART


def _elsewhere(number: str, kind: Part.Kind, header: PartHeader) -> list[NumberEntry]:
    """Numbers of other systems, from the keywords; a plain part without one is assumed to be alike at Rebrickable."""
    matches = [match for word in header.keywords if (match := _KEYWORD.fullmatch(word))]
    found = [NumberEntry(_KEYWORD_SYSTEMS[match[1].lower()], match[2].lower()) for match in matches]
    said = {entry.system for entry in found}
    if System.REBRICKABLE not in said and kind == Part.Kind.PART and _PLAIN_NUMBER.fullmatch(number):
        found.append(NumberEntry(System.REBRICKABLE, number, PartNumber.Rule.ASSUMED))
    return found


def _colour(colour: LDrawColour) -> ColourEntry:
    return ColourEntry(
        number=colour.code,
        name=colour.name,
        rgb="#{:02X}{:02X}{:02X}".format(*colour.rgb),
        edge_rgb="#{:02X}{:02X}{:02X}".format(*colour.edge),
        alpha=colour.alpha,
        finish=colour.finish,
        numbers=((System.LDRAW, str(colour.code)),),
    )
