"""One cell of a table: what it may hold. A reader takes the text and returns the value, or raises BadCell."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from django.utils.translation import gettext as _

Cell: TypeAlias = Callable[[str], object]

_WHOLE = re.compile(r"-?[0-9]{1,18}")  # ASCII only: int() would take every script's digits
_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
_RGB = re.compile(r"[0-9A-Fa-f]{6}")
_TRUTHS = {"t": True, "true": True, "1": True, "f": False, "false": False, "0": False}
_SHOWN = 40


class BadCell(ValueError):
    """The text is no value of this kind; the message is the reason."""


def text(limit: int, *, empty: bool = False) -> Cell:
    """A text of at most `limit` characters, without NUL; spaces around it go."""

    def read(raw: str) -> str:
        value = raw.strip()
        if not value and not empty:
            raise BadCell(_("it is empty"))
        if len(value) > limit:
            raise BadCell(
                _("it has %(length)d characters, at most %(limit)d fit") % {"length": len(value), "limit": limit}
            )
        if "\0" in value:
            raise BadCell(_("it holds a NUL character"))
        return value

    return read


def code(limit: int) -> Cell:
    """A number of a system: a text in lower case, without spaces in it."""
    plain = text(limit)

    def read(raw: str) -> str:
        return str(plain(str(spelled_as(raw)).lower()))  # lower case may be longer

    spelled_as = spelled(limit)
    return read


def spelled(limit: int) -> Cell:
    """A number of a system as it is written there: a text without spaces in it."""
    plain = text(limit)

    def read(raw: str) -> str:
        value = str(plain(raw))
        if any(character.isspace() for character in value):
            raise BadCell(_("%(value)s has a space in it") % {"value": value[:_SHOWN]})
        plain(value.lower())
        return value

    return read


def optional(cell: Cell, default: object = None) -> Cell:
    """The same cell, which may also be empty; then it means `default`."""
    return lambda raw: cell(raw) if raw.strip() else default


def number(least: int, most: int) -> Cell:
    """A whole number from `least` to `most`, in ASCII digits."""

    def read(raw: str) -> int:
        value = raw.strip()
        if not _WHOLE.fullmatch(value):
            raise BadCell(_("%(value)s is no whole number") % {"value": value[:_SHOWN] or "''"})
        if not least <= int(value) <= most:
            raise BadCell(
                _("%(value)s is not between %(least)d and %(most)d")
                % {"value": value[:_SHOWN], "least": least, "most": most}
            )
        return int(value)

    return read


def decimal(most: Decimal) -> Cell:
    """A positive decimal number up to `most`, with a point and without separators."""

    def read(raw: str) -> Decimal:
        value = raw.strip()
        if not _DECIMAL.fullmatch(value):
            raise BadCell(_("%(value)s is no positive decimal number") % {"value": value[:_SHOWN] or "''"})
        if not 0 < Decimal(value) <= most:
            raise BadCell(_("%(value)s is not between 0 and %(most)s") % {"value": value[:_SHOWN], "most": most})
        return Decimal(value)

    return read


def boolean(raw: str) -> bool:
    """True or False, t or f, 1 or 0, in any case."""
    value = _TRUTHS.get(raw.strip().lower())
    if value is None:
        raise BadCell(_("%(value)s is neither true nor false") % {"value": raw.strip()[:_SHOWN] or "''"})
    return value


def rgb(raw: str) -> str:
    """Six hexadecimal digits, given back as #RRGGBB."""
    value = raw.strip().removeprefix("#")
    if not _RGB.fullmatch(value):
        raise BadCell(_("%(value)s is no colour of six hexadecimal digits") % {"value": value[:_SHOWN] or "''"})
    return f"#{value.upper()}"
