"""XML that somebody sent: parsed only when it declares nothing of its own.

Entities, the source of every bomb and of reading other files, can only be declared inside a document type before the
first element. So the head is read by expat with nothing allowed there but a bare document type; what follows can then
name only the five entities of XML itself, and goes through the standard library's fast parser.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers import expat

from brickcore.errors import HostileFile, Location, UnreadableFile

MOST_ELEMENTS = 2_000_000
_HEAD = 1 << 16  # bytes in which the first element has to begin


class _HeadEnds(Exception):
    """The first element has begun."""


class XmlWalker(Protocol):
    """What walks through a document. `line` is set to tell the line of the element that begins, from 1."""

    line: Callable[[], int]

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""


def parse_xml(data: bytes, name: str) -> Element:
    """The root element. Raises HostileFile for what declares entities, UnreadableFile for what is not XML."""
    root_name(data, name)
    _check_count(data, name)
    parser = XMLParser()  # noqa: S314 - nothing is declared, as the head has shown
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise _broken(name, str(error)) from error
    return root


def with_lines(data: bytes, root: Element, tag: str) -> list[tuple[int, Element]]:
    """The elements of this name, each with the line on which it begins, counted from 1.

    `root` is what parse_xml made of the data; it tells no lines. Where several begin on one line, or what is found is
    not what was read, lines say nothing: then elements are counted.
    """
    found = list(root.iter(tag))
    lines = _lines_of(data, tag)
    if len(lines) != len(found) or len(set(lines)) < len(lines):
        return list(enumerate(found, 1))
    return list(zip(lines, found, strict=True))


def _lines_of(data: bytes, tag: str) -> list[int]:
    text = data if b"\0" not in data else data.decode("utf-16", "replace").encode()
    inside = rb"<(?:(%s)[\s/>]|!--.*?-->|!\[CDATA\[.*?\]\]>)" % re.escape(tag.encode())
    begins = [match.start() for match in re.finditer(inside, text, re.DOTALL) if match[1]]
    lines, line = [], 1
    for before, begin in pairwise([0, *begins]):
        line += text.count(b"\n", before, begin)
        lines.append(line)
    return lines


def root_name(data: bytes, name: str) -> str:
    """What the first element is called, without its namespace; nothing after it is looked at. Raises as parse_xml."""
    found: list[str] = []

    def begin(tag: str, _attributes: dict[str, str]) -> None:
        found.append(tag.rsplit(":", 1)[-1])
        raise _HeadEnds

    try:
        _expat(name, begin).Parse(data[:_HEAD], len(data) <= _HEAD)
    except _HeadEnds:
        return found[0]
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _broken(name, str(error)) from error
    raise _broken(name, "no element begins in it")


def walk_xml(data: bytes, name: str, walker: XmlWalker) -> None:
    """Tell a walker each element as it begins and ends, and keep none: a tree of them takes a hundred times the file.

    Raises as parse_xml, and what the walker raises.
    """
    _check_count(data, name)
    parser = _expat(name, walker.begin)
    parser.EndElementHandler = walker.end
    walker.line = lambda: parser.CurrentLineNumber
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _broken(name, str(error)) from error
    finally:  # a parser that holds on to its walker keeps all that it collected
        parser.StartElementHandler = parser.EndElementHandler = None


def _expat(name: str, begin: Callable[[str, dict[str, str]], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartElementHandler = begin

    def document_type(_name: str, system: str | None, public: str | None, has_own: int) -> None:
        if system or public or has_own:
            raise _hostile(name)

    def entity(*_declared: object) -> None:
        raise _hostile(name)

    parser.StartDoctypeDeclHandler = document_type
    parser.EntityDeclHandler = entity
    return parser


def _check_count(data: bytes, name: str) -> None:
    """An element takes a hundred times its bytes in memory, so they are counted before they are made."""
    if data.count(b"<") > 2 * MOST_ELEMENTS:
        raise HostileFile(
            "XML_TOO_LARGE",
            f"{name} has more than {MOST_ELEMENTS:,} elements.",
            location=Location(name),
            hint="Split the file.",
        )


def _hostile(name: str) -> HostileFile:
    return HostileFile(
        "XML_DECLARES",
        f"{name} declares entities or names another document, which no brick file needs.",
        location=Location(name),
        hint="Remove the <!DOCTYPE …> at its head, or export the file again.",
    )


def _broken(name: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        "BROKEN_XML",
        f"{name} is not whole XML: {why}.",
        location=Location(name),
        hint="Export or download it again.",
    )
