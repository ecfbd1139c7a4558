"""A member's remembered answers as a page lists them: what a reference in their files is taken for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import BomLine, Settlement
from builds.selectors.report import NOTICE
from builds.selectors.settlements import notices_called
from parts.models import System


@dataclass(frozen=True, slots=True)
class Remembered:
    """One answer: what it is about, in which colour of the file, and what it says in words where it names no part."""

    row: Settlement
    about: str
    system: str
    colour: str
    says: str


def remembered(owner: User, rows: Sequence[Settlement]) -> list[Remembered]:
    """The rows in words. At most one query."""
    words = notices_called(owner, {row.reference_colour for row in rows if row.system == NOTICE})
    return [_notice(row, words) if row.system == NOTICE else _lot(row) for row in rows]


def _notice(row: Settlement, words: dict[str, str]) -> Remembered:
    about = words.get(row.reference_colour) or row.reference.replace("_", " ")
    return Remembered(row, about, _("warning"), "", _("It is meant so"))


def _lot(row: Settlement) -> Remembered:
    names = dict(System.choices) | {BomLine.CUSTOM: _("your own part")}
    return Remembered(row, row.reference, str(names.get(row.system, row.system)), _colour(row), _says(row))


def _colour(row: Settlement) -> str:
    if not row.colour_system:
        return _("every colour")
    told = row.reference_colour
    if not told:
        return _("no colour named")
    return _("colour %(number)s") % {"number": told} if told.isdecimal() else told


def _says(row: Settlement) -> str:
    if row.what == BomLine.Answer.OPTIONAL:
        return _("Left out of the price")
    if row.what == BomLine.Answer.ACCEPTED:
        return _("Right as it stands")
    return ""
