"""The report as a page shows it: what wants a look first, each item with its words and the choices that settle it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builds.models import BomLine, Revision
from builds.selectors import Report, ReportCandidate, ReportItem, Viewer, report_of
from builds.selectors.report import State
from parts.models import Part
from parts.selectors import parts_by_id
from parts.selectors.colour_shelf import colour_names
from web.present import figures
from web.present.bom_rows import colour_name, confidence_steps
from web.present.part_pictures import Pictures, pictures_of
from web.present.rules import BY_CODE, Rule
from web.present.stages import parts_words

LOOK_AT_ONCE = 6
REST_AT_ONCE = 4
STATES: tuple[State, ...] = ("look", "settled", "note")
CHOICES = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One part that a lot may be: `steps` of five say how sure, `at` counts from 1."""

    at: int
    part: Part
    steps: int
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item in words. `mark` is unknown, warning, settled or note."""

    told: ReportItem
    mark: str
    where: str
    sentence: str
    rule: Rule | None
    choices: tuple[Choice, ...]
    asks_colour: bool
    accept: str

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"report-{self.told.key}"


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the filters: its name in the address, its words, and how many items it shows."""

    name: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report with one filter on; `error` is what a refused answer says, beside the item `error_at`."""

    report: Report
    shown: str
    items: Mapping[State, tuple[Item, ...]]
    filters: tuple[Filter, ...]
    summary: str
    own: bool
    pictures: Pictures | None
    colours: Sequence[str] = ()
    error: str = ""
    error_at: str = ""
    said: str = ""

    def __len__(self) -> int:
        return len(self.report.items)

    @property
    def look(self) -> int:
        """How many items want a look."""
        return self.report.counts["look"]

    @property
    def groups(self) -> list[tuple[str, tuple[Item, ...], tuple[Item, ...]]]:
        """By state: those that are shown at once, and the rest, which opens."""
        most = {"look": LOOK_AT_ONCE}
        return [
            (state, items[: most.get(state, REST_AT_ONCE)], items[most.get(state, REST_AT_ONCE) :])
            for state, items in self.items.items()
        ]


def report_page(revision: Revision, lines: Sequence[BomLine], viewer: Viewer, *, own: bool, shown: str) -> ReportPage:
    """The report for one viewer. For its builder two queries more, and one where a colour is asked for: the choices."""
    report = report_of(revision, lines)
    filled = {state for state in STATES if report.of(state)}
    shown = shown if shown in filled else ""  # the last of a state may just have left it
    parts = _parts(report) if own else {}
    items = {
        state: tuple(_item(one, parts, viewer) for one in report.of(state)) for state in STATES if shown in {"", state}
    }
    pairs = [
        (choice.part, one.told.lot.colour if one.told.lot else None)
        for one in items.get("look", ())
        for choice in one.choices
    ]
    asks = own and any(one.asks_colour for one in items.get("look", ()))
    return ReportPage(
        report=report,
        shown=shown,
        items=items,
        filters=_filters(report),
        summary=_summary(lines),
        own=own,
        pictures=pictures_of(pairs, ask=False) if pairs else None,
        colours=colour_names() if asks else (),
    )


def _filters(report: Report) -> tuple[Filter, ...]:
    words = {"look": _("To settle"), "settled": _("Settled"), "note": _("Applied")}
    return (
        *(Filter(state, words[state], report.counts[state]) for state in STATES),
        Filter("", _("All"), len(report.items)),
    )


def _summary(lines: Sequence[BomLine]) -> str:
    """How many parts are known, in a sentence."""
    total = sum(line.quantity for line in lines)
    unknown = sum(line.quantity for line in lines if line.part_id is None and not line.is_outside)
    if not total:
        return ""
    if not unknown:
        told = ngettext("The one part is known.", "All %(total)s parts are known.", total)
        return told % {"total": figures.count(total)}
    values = {"known": figures.count(total - unknown), "total": figures.count(total)}
    return _("%(known)s of %(total)s parts are known.") % values


def _parts(report: Report) -> dict[int, Part]:
    wanted = {one.part_id for item in report.of("look") for one in item.candidates[:CHOICES]}
    return dict(parts_by_id(wanted)) if wanted else {}


def _item(told: ReportItem, parts: Mapping[int, Part], viewer: Viewer) -> Item:
    line = told.lot
    choices = [one for one in told.candidates[:CHOICES] if one.part_id in parts] if told.state == "look" else []
    return Item(
        told=told,
        mark=_mark(told),
        where=_where(told),
        sentence=_settled_by(told, viewer),
        rule=BY_CODE.get(told.code),
        choices=tuple(_choice(at, one, parts) for at, one in enumerate(choices, 1)),
        asks_colour=line is not None and told.state == "look" and line.colour_id is None,
        accept=_accept(told),
    )


def _mark(told: ReportItem) -> str:
    if told.state == "look":
        return "unknown" if told.code in {"UNKNOWN_PART", "UNKNOWN_COLOUR"} and told.lot else "warning"
    return told.state


def _choice(at: int, one: ReportCandidate, parts: Mapping[int, Part]) -> Choice:
    return Choice(at, parts[one.part_id], confidence_steps(one.confidence), one.reason)


def _accept(told: ReportItem) -> str:
    if told.lot is None:
        return _("It is meant so")
    if told.code == "UNKNOWN_PART":
        return _("Keep it as a part of my own")
    return _("Leave the colour open") if told.code == "UNKNOWN_COLOUR" else _("It is right as it stands")


def _settled_by(told: ReportItem, viewer: Viewer) -> str:
    """Who settled it and when: yourself, or whoever built what this is a remix of."""
    if told.settlement is None:
        return ""
    day = date_format(told.settlement.made_at, "j F Y")
    if viewer is not None and told.settlement.by_id == viewer.pk:
        return _("You settled it on %(day)s.") % {"day": day}
    return _("Its builder settled it on %(day)s.") % {"day": day}


def _where(told: ReportItem) -> str:
    words = []
    if told.file:
        values = {"file": told.file, "line": figures.count(told.line) if told.line else ""}
        words.append(_("%(file)s, line %(line)s") % values if told.line else told.file)
    if told.lot is not None:
        values = {"count": figures.count(told.lot.quantity), "colour": colour_name(told.lot)}
        words.append(_("%(count)s × %(colour)s") % values)
    elif told.count > 1:
        more = told.count - 1
        words.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": figures.count(more)})
    elif told.references and not words:
        words.append(parts_words(len(told.references)))
    return " · ".join(words)
