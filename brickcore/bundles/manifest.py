"""The manifest of a build's zip: what it says, and reading one that anybody may have written.

docs/formats.md describes it. Times are ISO 8601 texts; numbers of parts are the catalogue's own.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from brickcore.bundles.fields import Fields, refuse
from brickcore.errors import BrickError

FORMAT, VERSION = "brickfolk-build", 1
MARK = "brickfolk-build"
"""The name of the first file in the zip, so that the first bytes tell what it is."""
MARK_TEXT = b"A build of Brickfolk. manifest.json says what is in it.\n"
NAME = "manifest.json"

MOST_MANIFEST = 8 << 20  # bytes
MOST_REVISIONS = 200
MOST_ATTACHED = 30
MOST_CREDITS = 100
MOST_TAGS = 50
MOST_ANSWERS = 20_000
MOST_FILE = 50 << 20  # bytes of one file
LONG, LINE, SHORT = 20_000, 500, 120  # letters
MOST_NUMBER = 1_000_000  # of a revision

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of the zip: where it lies, what it was called, and what its bytes are."""

    path: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody whose work this stands on; "" for what is not known."""

    title: str
    author: str
    address: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Revised:
    """One revision. `answers` are what people settled in its report, `own_prices` what they say that parts of their own
    cost, each None where nobody was asked; `boms` are derived."""

    number: int
    file: FileEntry
    note: str = ""
    created_at: str = ""
    published_at: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    answers: list[dict[str, Any]] | None = None
    own_prices: list[dict[str, Any]] | None = None
    boms: list[FileEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with the build."""

    file: FileEntry


@dataclass(frozen=True, slots=True)
class Bundle:
    """A build. `credits` are whom it stands on, oldest first; `author` and `address` are its own."""

    title: str
    author: str
    address: str
    licence: str
    description: str = ""
    tags: list[str] = field(default_factory=list)
    shown: int | None = None
    credits: list[Credit] = field(default_factory=list)
    revisions: list[Revised] = field(default_factory=list)
    attachments: list[Attached] = field(default_factory=list)

    @property
    def files(self) -> list[FileEntry]:
        """Every file that the manifest names, in its order."""
        revised = [entry for one in self.revisions for entry in (one.file, *one.boms)]
        return [*revised, *(one.file for one in self.attachments)]

    @property
    def originals(self) -> list[FileEntry]:
        """The files that are no lists made from others."""
        return [*(one.file for one in self.revisions), *(one.file for one in self.attachments)]


def read_manifest(data: bytes, name: str) -> Bundle:
    """Check a manifest, whoever wrote it. Raises UnreadableFile where a field is missing or wrong, HostileFile where
    there is more than a build may have."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise refuse("BUNDLE_MANIFEST", name, "it is no JSON") from error
    top = Fields(told, name)
    if top.text("format", SHORT) != FORMAT:
        raise refuse("BUNDLE_MANIFEST", name, f"its format is not “{FORMAT}”")
    if top.number("version", MOST_NUMBER) != VERSION:
        hint = "Export it from a Brickfolk of the same version, or bring this one up to date."
        raise refuse("BUNDLE_VERSION", name, f"its version is not {VERSION}", hint)
    bundle = Bundle(
        title=top.text("title", SHORT),
        author=top.text("author", SHORT, optional=True),
        address=top.text("address", LINE, optional=True),
        licence=top.text("licence", SHORT),
        description=top.text("description", LONG, optional=True),
        tags=top.texts("tags", MOST_TAGS, SHORT),
        shown=top.number("shown", MOST_NUMBER, optional=True) or None,
        credits=_each(top, "credits", MOST_CREDITS, _credit),
        revisions=_each(top, "revisions", MOST_REVISIONS, _revised),
        attachments=_each(top, "attachments", MOST_ATTACHED, lambda one: Attached(_file(one.inner("file")))),
    )
    _check_numbers(bundle, name)
    return bundle


def _each(top: Fields, name: str, most: int, make: Callable[[Fields], Entry]) -> list[Entry]:
    return [make(one) for one in top.each(name, most)]


def _credit(one: Fields) -> Credit:
    return Credit(
        one.text("title", SHORT, optional=True), one.text("author", SHORT, optional=True),
        one.text("address", LINE, optional=True), one.text("licence", SHORT, optional=True),
    )  # fmt: skip


def _revised(one: Fields) -> Revised:
    return Revised(
        number=one.number("number", MOST_NUMBER),
        file=_file(one.inner("file")),
        note=one.text("note", LINE, optional=True),
        created_at=one.text("created_at", SHORT, optional=True),
        published_at=one.text("published_at", SHORT, optional=True),
        reading=one.mapping("reading"),
        answers=one.mappings("answers", MOST_ANSWERS) if one.has("answers") else None,
        own_prices=one.mappings("own_prices", MOST_ANSWERS) if one.has("own_prices") else None,
        boms=[_file(bom) for bom in one.each("boms", 10)],
    )


def _file(one: Fields) -> FileEntry:
    return FileEntry(
        one.text("path", LINE * 2), one.text("name", 255), one.sha256("sha256"), one.number("size", MOST_FILE, least=0)
    )


def _check_numbers(bundle: Bundle, name: str) -> None:
    numbers = [one.number for one in bundle.revisions]
    if not numbers:
        raise refuse("BUNDLE_MANIFEST", name, "it has no revision")
    if numbers != sorted(set(numbers)):
        raise refuse("BUNDLE_MANIFEST", name, "the numbers of its revisions do not rise")


def error_of(path: str, name: str, why: str) -> BrickError:
    """What is wrong with one file that a manifest names."""
    return refuse("BUNDLE_FILE", name, f"{path[:80]} {why}", "Export the build again, and import that file.")
