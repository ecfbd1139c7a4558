"""XML and JSON of some megabytes: read whole, refused before they are believed, with the line of each element."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _

from brickcore.errors import BrickError
from brickcore.markup import root_name
from parts.services.catalogue.frame import ImportRefused
from parts.services.catalogue.sources.streams import TableFile

MOST_BYTES = 64 << 20
_MOST_ELEMENTS = 1_000_000


class Tag(NamedTuple):
    """An element of a document: the line where it begins, its name, its attributes and the text right in it."""

    line: int
    name: str
    attributes: dict[str, str]
    text: list[str]


def bare_name(file: TableFile) -> str:
    """The file's name in lower case without .gz: its ending tells the format."""
    return file.name.lower().removesuffix(".gz")


def read_json(file: TableFile) -> Any:
    """The value in the file. Raises ImportRefused."""
    try:
        return json.loads(_content(file))
    except (ValueError, RecursionError) as error:
        message = _("%(name)s is no whole JSON (%(reason)s). Get the file again.")
        raise ImportRefused("JSON_DAMAGED", message % {"name": file.name, "reason": error}) from error


def read_tags(file: TableFile) -> Iterator[Tag]:
    """The elements of an XML file, each once it has ended. What declares entities is refused with ImportRefused."""
    data = _content(file)
    try:
        root_name(data, file.name)
    except BrickError as error:
        raise ImportRefused(error.code, f"{error.message} {error.hint}") from error
    reader = _TagReader()
    parser = reader.parser()
    try:
        for start in range(0, len(data), 1 << 16):
            parser.Parse(data[start : start + (1 << 16)], False)
            yield from reader.ended()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = _("%(name)s is no whole XML (%(reason)s). Get the file again.")
        raise ImportRefused("XML_DAMAGED", message % {"name": file.name, "reason": error}) from error
    yield from reader.ended()


def _content(file: TableFile) -> bytes:
    pieces, size = [], 0
    for piece in file.pieces():
        size += len(piece)
        if size > MOST_BYTES:
            message = _("%(name)s unpacks to more than %(limit)d MB. Is it the right file?")
            raise ImportRefused("FILE_TOO_LARGE", message % {"name": file.name, "limit": MOST_BYTES >> 20})
        pieces.append(piece)
    return b"".join(pieces)


class _TagReader:
    def __init__(self) -> None:
        self._open: list[Tag] = []
        self._ended: list[Tag] = []
        self._count = 0

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._starter(parser)
        parser.EndElementHandler = lambda _name: self._ended.append(self._open.pop())
        parser.CharacterDataHandler = lambda text: self._open[-1].text.append(text) if self._open else None
        parser.EntityDeclHandler = _refuse
        return parser

    def ended(self) -> list[Tag]:
        found, self._ended = self._ended, []
        return found

    def _starter(self, parser: expat.XMLParserType) -> Callable[[str, dict[str, str]], None]:
        def start(name: str, attributes: dict[str, str]) -> None:
            self._count += 1
            if self._count > _MOST_ELEMENTS:
                raise ImportRefused("XML_TOO_LARGE", _("The XML has more elements than any real table."))
            self._open.append(Tag(parser.CurrentLineNumber, name, attributes, []))

        return start


def _refuse(*_declared: object) -> None:
    raise ImportRefused("XML_DECLARES", _("The XML declares entities, which no table needs. It is not read."))
