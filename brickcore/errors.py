"""What can go wrong with a brick file, as values that every face can translate.

BrickError                 the base: a code, a message, a location and what to do next
├── UnreadableFile         the bytes are not what they claim to be, or cannot be a model
├── HostileFile            the bytes ask for more than anyone may have (size, count, nesting)
└── MissingLibrary         a parts library was asked for and is not there
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["warning", "note"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the input something stands: a file name as the input spells it, and a line counted from 1."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing worth knowing about an input that was read all the same.

    `warning` wants a look; `note` says which rule was applied. `code` is stable and SCREAMING_SNAKE, `message` is
    one English sentence, `hint` says what to do next, `parts` are the part references it speaks of, `count` how
    often it occurred (equal notices are folded into one that keeps the first location).
    """

    code: str
    message: str
    severity: Severity = "warning"
    location: Location | None = None
    hint: str = ""
    parts: tuple[str, ...] = ()
    count: int = 1


class BrickError(Exception):
    """A permanent failure: the same bytes fail the same way again. `code` is stable; `hint` says what to do next."""

    def __init__(self, code: str, message: str, *, location: Location | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.location = location
        self.hint = hint


class UnreadableFile(BrickError):
    """The bytes are not what they claim to be, or cannot be a model."""


class HostileFile(BrickError):
    """The bytes ask for more than anyone may have."""


class MissingLibrary(BrickError):
    """A parts library was asked for and is not there."""
