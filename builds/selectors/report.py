"""The report of a revision: each thing that wants a look, each that was settled, each rule that was applied.

One report for every face: pages, JSON and GraphQL say the same of the same revision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brickcore.colours import direct_colour
from builds.models import BomLine, Revision

Kind = Literal["lot", "notice", "rule"]
State = Literal["look", "settled", "note"]
Notice = Mapping[str, Any]

NOTICE = "notice"
"""Stands for the system of an answer that is about a notice, not about a lot."""

OF_THE_LOT = {"MISSING_PART", "UNKNOWN_COLOUR"}
"""Notices that say of a lot what its own item says already."""

REASONS = {
    "number": gettext_lazy("its number may mean this part"),
    "same name": gettext_lazy("it has the same name"),
    "name": gettext_lazy("its name is alike"),
}


@dataclass(frozen=True, slots=True)
class ReportCandidate:
    """A part that a lot may be. `confidence` is 0 to 1; `reason` says in words why it is offered."""

    part_id: int
    number: str
    name: str
    confidence: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person answered: part, optional or accepted; `part_id` and `colour_id` are what the lot is since."""

    what: str
    part_id: int | None
    colour_id: int | None
    made_at: datetime
    by_id: int | None


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One sentence, where it comes from, and what can be done about it.

    `kind` is lot (a part that is unknown or doubtful), notice (dropped or approximated) or rule (applied while
    counting). `key` tells it from the others of its report.
    """

    kind: Kind
    code: str
    state: State
    message: str
    key: str
    file: str | None = None
    line: int | None = None
    hint: str = ""
    count: int = 1
    references: tuple[str, ...] = ()
    candidates: tuple[ReportCandidate, ...] = ()
    settlement: Settled | None = None
    lot: BomLine | None = None

    @property
    def notice(self) -> str:
        """The key of the notice that it is, as `notice_key` gives it; empty for a lot."""
        return "" if self.lot else self.key.removeprefix("notice-")


@dataclass(frozen=True, slots=True)
class Report:
    """The items in their order: what wants a look, what is settled, what was applied."""

    items: tuple[ReportItem, ...]
    counts: dict[State, int] = field(default_factory=dict)

    def of(self, state: State) -> tuple[ReportItem, ...]:
        """The items in one state."""
        return tuple(item for item in self.items if item.state == state)


def report_of(revision: Revision, lines: Iterable[BomLine]) -> Report:
    """The report of a revision with these lines, which come with part and colour. No query."""
    listed = sorted(lines, key=lambda line: line.position)
    lots = [_of_lot(line) for line in listed if line.needs_look or line.answer]
    told = {reference for item in lots for reference in item.references}
    places = _places(listed)
    accepted = {one["reference_colour"]: one for one in revision.answers or () if one["system"] == NOTICE}
    notices = [
        _of_notice(notice, accepted, places)
        for notice in revision.notices
        if notice.get("code") not in OF_THE_LOT or not told.intersection(notice.get("parts") or ())
    ]
    items = (*lots, *notices)
    order: tuple[State, ...] = ("look", "settled", "note")
    sorted_items = tuple(item for state in order for item in items if item.state == state)
    return Report(sorted_items, {state: sum(item.state == state for item in items) for state in order})


def notice_key(notice: Notice) -> str:
    """What a notice is remembered by: what it says, wherever it says it."""
    told = f"{notice.get('code', '')}\0{notice.get('message', '')}"
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def _of_lot(line: BomLine) -> ReportItem:
    place = line.place or {}
    found = line.found or {}
    part_known = (found["part_id"] if line.answer else line.part_id) is not None
    colour_known = (found["colour_id"] if line.answer else line.colour_id) is not None
    code = "UNKNOWN_PART" if not part_known else "UNKNOWN_COLOUR" if not colour_known else "DOUBTFUL_PART"
    return ReportItem(
        kind="lot",
        code=code,
        state="settled" if line.answer else "look",
        message=_settled_message(line) if line.answer else _message(code, line),
        key=f"lot-{line.pk}",
        file=place.get("file"),
        line=place.get("line"),
        references=(line.reference,),
        candidates=_candidates(line),
        settlement=_settlement(line),
        lot=line,
    )


def _message(code: str, line: BomLine) -> str:
    if code == "UNKNOWN_PART":
        return _("No part is called %(name)s") % {"name": line.reference}
    if code == "UNKNOWN_COLOUR":
        return _colour_message(line)
    values = {"name": line.reference, "number": line.part.number if line.part else ""}
    return _("Is %(name)s the part %(number)s?") % values


def _colour_message(line: BomLine) -> str:
    if line.has_open_colour:
        return _("%(name)s has no colour of its own") % {"name": line.name or line.reference}
    told = line.reference_colour
    direct = direct_colour(int(told)) if told.isdecimal() else None
    if direct is not None:
        return _("%(colour)s is a colour of the file’s own; no part is sold in it") % {"colour": direct.name}
    return _("No colour is called %(colour)s") % {"colour": told}


def _settled_message(line: BomLine) -> str:
    part = line.part.name if line.part else line.name or line.reference
    if line.answer == BomLine.Answer.PART:
        return _("%(name)s is %(part)s") % {"name": line.reference, "part": part}
    if line.answer == BomLine.Answer.OPTIONAL:
        return _("%(part)s is optional: it is listed, and left out of the price") % {"part": part}
    if line.part is None:
        return _("%(name)s is kept as a part of one’s own") % {"name": line.reference}
    return _("%(part)s is right as it stands") % {"part": part}


def _candidates(line: BomLine) -> tuple[ReportCandidate, ...]:
    """The part that was found first, where there is one, then those that it may be instead."""
    found = [] if line.part is None or line.answer else [_found(line)]
    return (*found, *(_candidate(one) for one in line.candidates))


def _found(line: BomLine) -> ReportCandidate:
    assert line.part is not None
    reason = str(line.evidence[0].get("message", "")) if line.evidence else ""
    return ReportCandidate(line.part.pk, line.part.number, line.part.name, line.confidence, reason)


def _candidate(stored: Mapping[str, Any]) -> ReportCandidate:
    reason = REASONS.get(stored.get("reason", "name"), REASONS["name"])
    return ReportCandidate(stored["part_id"], stored["number"], stored["name"], Decimal(stored["score"]), str(reason))


def _settlement(line: BomLine) -> Settled | None:
    if not line.answer or line.answered_at is None:
        return None
    return Settled(line.answer, line.part_id, line.colour_id, line.answered_at, line.answered_by_id)


def _places(lines: Sequence[BomLine]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Where the lots stand that a rule touched: its notice names no line when it is about a lot."""
    return {
        (str(notice.get("code")), str(notice.get("message"))): line.place
        for line in lines
        if line.place
        for notice in line.notices
    }


def _of_notice(
    notice: Notice, accepted: Mapping[str, Any], places: Mapping[tuple[str, str], Mapping[str, Any]]
) -> ReportItem:
    code, message = str(notice.get("code", "")), str(notice.get("message", ""))
    is_warning, key = notice.get("severity") == "warning", notice_key(notice)
    answer = accepted.get(key) if is_warning else None
    place = notice if notice.get("file") else places.get((code, message), {})
    return ReportItem(
        kind="notice" if is_warning else "rule",
        code=code,
        state="note" if not is_warning else "settled" if answer else "look",
        message=message,
        key=f"notice-{key}",
        file=place.get("file"),
        line=place.get("line"),
        hint=str(notice.get("hint") or ""),
        count=int(notice.get("count") or 1),
        references=tuple(map(str, notice.get("parts") or ())),
        settlement=answer and Settled(answer["what"], None, None, _date(answer["made_at"]), answer["by"]),
    )


def _date(text: str) -> datetime:
    return datetime.fromisoformat(text)
