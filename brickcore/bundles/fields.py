"""Fields of JSON that anybody may have written: each is what it should be, or is refused by its place."""

import re
from typing import Any

from brickcore.errors import BrickError, HostileFile, Location, UnreadableFile

_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # no database keeps them


class Fields:
    """The fields of one object; `at` says where in the file it stands, for messages."""

    def __init__(self, value: Any, name: str, at: str = "") -> None:
        self.name = name
        self.at = at
        if not isinstance(value, dict):
            raise self._wrong("", "is no object")
        self._value: dict[str, Any] = value

    def has(self, field: str) -> bool:
        """Whether the field is there, and not null."""
        return self._value.get(field) is not None

    def text(self, field: str, most: int, *, optional: bool = False) -> str:
        """A text of at most `most` letters; without the letters that no database keeps."""
        if optional and not self.has(field):
            return ""
        value = self._value.get(field)
        if not isinstance(value, str):
            raise self._wrong(field, "is no text")
        if len(value) > most:
            raise self._much(field, f"has {len(value):,} letters, and {most:,} are the most")
        return _UNSTORABLE.sub("", value)

    def number(self, field: str, most: int, *, least: int = 1, optional: bool = False) -> int:
        """A whole number from `least` to `most`; 0 where an optional one is missing."""
        if optional and not self.has(field):
            return 0
        value = self._value.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._wrong(field, f"is no whole number from {least} on")
        if value > most:
            raise self._much(field, f"is more than {most:,}")
        return value

    def sha256(self, field: str) -> str:
        """A digest in small hexadecimal letters."""
        value = self._value.get(field)
        if not isinstance(value, str) or not _SHA256.fullmatch(value):
            raise self._wrong(field, "is no SHA-256")
        return value

    def texts(self, field: str, most: int, longest: int) -> list[str]:
        """A list of texts; an empty one where it is missing."""
        return [Fields({"": one}, self.name, f"{self.at}{field}[{at}]").text("", longest)
                for at, one in enumerate(self._list(field, most))]  # fmt: skip

    def inner(self, field: str) -> "Fields":
        """An object in a field."""
        return Fields(self._value.get(field), self.name, f"{self.at}{field}.")

    def each(self, field: str, most: int) -> list["Fields"]:
        """The objects of a list; none where it is missing."""
        return [Fields(one, self.name, f"{self.at}{field}[{at}].") for at, one in enumerate(self._list(field, most))]

    def mapping(self, field: str, most: int = 50) -> dict[str, Any]:
        """An object that somebody else looks into; empty where it is missing."""
        value = self._value.get(field) or {}
        if not isinstance(value, dict):
            raise self._wrong(field, "is no object")
        if len(value) > most:
            raise self._much(field, f"has more than {most} fields")
        return value

    def mappings(self, field: str, most: int) -> list[dict[str, Any]]:
        """A list of objects that somebody else looks into."""
        return [one._value for one in self.each(field, most)]

    def _list(self, field: str, most: int) -> list[Any]:
        value = self._value.get(field) or []
        if not isinstance(value, list):
            raise self._wrong(field, "is no list")
        if len(value) > most:
            raise self._much(field, f"has {len(value):,} entries, and {most:,} are the most")
        return value

    def _wrong(self, field: str, why: str) -> BrickError:
        return refuse("BUNDLE_MANIFEST", self.name, f"in it {f'{self.at}{field}'.rstrip('.') or 'the whole'} {why}")

    def _much(self, field: str, why: str) -> BrickError:
        message = f"{self.name} is not taken: in it {self.at}{field} {why}."
        return HostileFile("BUNDLE_TOO_MUCH", message, location=Location(self.name), hint="Export a smaller build.")


def refuse(code: str, name: str, why: str, hint: str = "Export the build again, and import that file.") -> BrickError:
    """What is said of a manifest that cannot be."""
    return UnreadableFile(code, f"{name} is no export of a build: {why}.", location=Location(name), hint=hint)
