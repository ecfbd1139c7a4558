"""What was noticed while a file was read: what wants a look first, the rules that were applied after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builds.models import Revision
from web.present import figures
from web.present.bom_rows import Row, colour_name
from web.present.stages import parts_words

LOOK_AT_ONCE = 6
NOTES_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence, where it comes from, what to do, and its state: unknown, warning or note."""

    state: str
    sentence: str
    where: str
    hint: str
    code: str = ""
    lot: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Items to look at, and rules that were applied; of each the first few, and the rest, which opens."""

    look: tuple[Item, ...]
    applied: tuple[Item, ...]

    def __len__(self) -> int:
        return len(self.look) + len(self.applied)

    @property
    def parts(self) -> tuple[tuple[Item, ...], ...]:
        """To look at: first, rest; applied: first, rest."""
        return (
            self.look[:LOOK_AT_ONCE],
            self.look[LOOK_AT_ONCE:],
            self.applied[:NOTES_AT_ONCE],
            self.applied[NOTES_AT_ONCE:],
        )


def report_of(revision: Revision, rows: Sequence[Row]) -> Report:
    """The report of a revision, with its rows for the lots that nobody knows."""
    items = [_item(notice) for notice in revision.notices]
    unknown = [_unknown(row) for row in rows if row.line.part is None and not row.line.is_outside]
    notes = tuple(item for item in items if item.state == "note")
    return Report(
        look=(*unknown, *(item for item in items if item.state == "warning")),
        applied=notes,
    )


def _unknown(row: Row) -> Item:
    where = _("%(count)s × %(colour)s") % {"count": figures.count(row.line.quantity), "colour": colour_name(row.line)}
    name = row.line.name if row.line.name != row.line.reference else ""
    return Item(
        state="unknown",
        sentence=_("No part is called %(name)s") % {"name": row.line.reference},
        where=f"{name}, {where}" if name else where,
        hint=_("It is counted without a price. Use a number that the catalogue knows, and upload again."),
        lot=row.line.position,
    )


def _item(notice: dict[str, Any]) -> Item:
    state = "warning" if notice.get("severity") == "warning" else "note"
    return Item(
        state,
        str(notice.get("message", "")),
        _where(notice),
        str(notice.get("hint") or ""),
        str(notice.get("code", "")),
    )


def _where(notice: dict[str, Any]) -> str:
    words = []
    if file := notice.get("file"):
        line = notice.get("line")
        words.append(_("%(file)s, line %(line)s") % {"file": file, "line": figures.count(line)} if line else str(file))
    count = int(notice.get("count") or 1)
    if count > 1:
        more = count - 1
        words.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": figures.count(more)})
    if (parts := notice.get("parts")) and not words:
        words.append(parts_words(len(parts)))
    return " ".join(words)
