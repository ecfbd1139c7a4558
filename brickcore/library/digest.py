"""What a part's shape depends on, as one number: it changes when the part is drawn differently and never otherwise.

A file's digest is the sha256 of its own drawing and, in the order in which it names them, of the digests of the files
that it refers to: a tree of hashes. A newer release of the library thus changes the digests of the parts that it
redrew, and those of the parts built from them. The lines above the first that draws (title, authors, licence, history)
do not count, but for those about culling. A file that only stands for another (a number that moved, an alias) has that
one's digest.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from brickcore.errors import Location, UnreadableFile
from brickcore.library.names import normalise

_DRAWN = re.compile(rb"\n[ \t]*[1-5][ \t]")
_REFERENCE = re.compile(rb"\n[ \t]*1[ \t]+(?:[^ \t\n]++[ \t]++){13}([^\n]+)")
_CULLING = re.compile(rb"\n[ \t]*0[ \t]+BFC[^\n]*")
_STANDS_FOR = re.compile(rb"\n1 16 0 0 0 1 0 0 0 1 0 0 0 1 [^\n]+\s*")  # one reference that changes nothing
_CERTIFIED = re.compile(rb"\n0 BFC CERTIFY CC?W\s*")  # else what is referred to would get a second side
_MISSING = bytes(hashlib.sha256().digest_size)  # stands for a file that the library lacks or cannot read


class Texts(Protocol):
    """Where the files come from."""

    def text(self, name: str) -> bytes | None:
        """The bytes of a file by its normalised name, None where there are none."""


@dataclass(slots=True)
class _Open:
    """A file whose digest is being made: its own drawing, what it refers to, and what of that is still to be asked.

    `stands_for` says that it draws its one reference and nothing else.
    """

    name: str
    drawing: bytes
    stands_for: bool
    references: tuple[str, ...]
    pending: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self.pending = iter(self.references)


class ShapeDigests:
    """Digests of one library's files, each read once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._known: dict[str, bytes] = {}
        self._looped: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """64 hexadecimal digits.

        A reference that leads nowhere counts as one constant. Raises UnreadableFile: PART_MISSING where the library
        has no such file, PART_LOOP where the part, or something that it is built from, contains itself.
        """
        name = normalise(name)
        if name not in self._known:
            self._walk(name)
        if self._known[name] == _MISSING:
            raise UnreadableFile("PART_MISSING", f"The library has no readable file {name}.", location=Location(name))
        return self._known[name].hex()

    def _walk(self, name: str) -> None:
        """Depth first with a stack of our own: how deep files nest is the library's choice."""
        stack: list[_Open] = []
        names: set[str] = set()
        target: str | None = name
        while True:
            if target is None:
                self._close(done := stack.pop())
                names.discard(done.name)
            elif target in names or target in self._looped:
                self._refuse(stack, target)
            elif (opened := self._open(target)) is not None:
                stack.append(opened)
                names.add(target)
            if not stack:
                return
            target = next((wanted for wanted in stack[-1].pending if wanted not in self._known), None)

    def _open(self, name: str) -> _Open | None:
        text = self._texts.text(name)
        if text is None:
            self._known[name] = _MISSING
            return None
        plain = b"\n" + text.replace(b"\r", b"\n")
        first = _DRAWN.search(plain)
        start = first.start() if first else len(plain)
        # Whatever names one file twice depends on it once; where both stand is in the drawing.
        spelled = dict.fromkeys(_REFERENCE.findall(plain, start))
        references = dict.fromkeys(map(_name, spelled))
        culling = b"".join(_CULLING.findall(plain, 0, start))
        drawing = b"%d\n%b%b" % (len(culling), culling, plain[start:])
        stands_for = bool(_CERTIFIED.fullmatch(culling) and _STANDS_FOR.fullmatch(plain, start))
        return _Open(name, drawing, stands_for, tuple(references))

    def _close(self, done: _Open) -> None:
        if done.stands_for and (target := self._known[done.references[0]]) != _MISSING:
            self._known[done.name] = target
            return
        digest = hashlib.sha256(done.drawing)
        for name in done.references:
            digest.update(self._known[name])
        self._known[done.name] = digest.digest()

    def _refuse(self, stack: list[_Open], target: str) -> None:
        """Every open file leads to the loop. None of them gets a digest, whichever of them is asked for first."""
        at = self._looped.get(target, target)
        self._looped.update((opened.name, at) for opened in stack)
        self._looped[target] = at
        raise UnreadableFile(
            "PART_LOOP",
            f"{at} contains itself.",
            location=Location(stack[0].name if stack else target),
            hint="Take the reference that leads back out of the file, or fetch the library again.",
        )


@lru_cache(maxsize=65_536)
def _name(spelled: bytes) -> str:
    """A reference's name; the same few primitives are named again and again."""
    return normalise(spelled.decode("utf-8", "replace"))
