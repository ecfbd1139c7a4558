"""The seven stages of an upload, each with what it found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from builds.models import Revision
from builds.selectors import StageView, stage_views
from web.present import figures

Found = dict[str, Any]
NAMES = {
    Revision.Stage.RECEIVED: gettext_lazy("Received"),
    Revision.Stage.READ: gettext_lazy("Read"),
    Revision.Stage.COUNTED: gettext_lazy("Counted"),
    Revision.Stage.IDENTIFIED: gettext_lazy("Identified"),
    Revision.Stage.SHOWN: gettext_lazy("3D view"),
    Revision.Stage.PICTURED: gettext_lazy("Pictures"),
    Revision.Stage.PRICED: gettext_lazy("Price"),
}


@dataclass(frozen=True, slots=True)
class StageShown:
    """One stud: its place, name, state (done, here, next, failed, skipped) and the figure below it."""

    number: int
    name: str
    state: str
    found: str


def stages_of(revision: Revision) -> list[StageShown]:
    """All stages in order, with their figures in words."""
    shown: list[StageShown] = []
    for number, view in enumerate(_received_first(stage_views(revision)), start=1):
        found = _found(revision, view.stage, view.figures, view.state)
        shown.append(StageShown(number, str(NAMES[view.stage]), view.state, found))
    return shown


def _received_first(views: list[StageView]) -> list[StageView]:
    """Before a worker takes the file it is received all the same: it is the reading that waits."""
    first, second, *rest = views
    if first.state == "here":
        first, second = replace(first, state="done"), replace(second, state="here")
    return [first, second, *rest]


def _found(revision: Revision, stage: Revision.Stage, found: Found, state: str) -> str:
    if state == "failed":  # when all failed, the message stands below the stages, with what to do
        ready = revision.state == Revision.State.READY
        return str(found["message"]) if ready and found.get("message") else _("not done")
    if state == "skipped":
        return _("a list has none")
    if state == "here":
        return _("waiting for its turn") if revision.state == Revision.State.WAITING else _("being made")
    if state == "next":
        return _("stopped") if revision.state == Revision.State.CANCELLED else _("not yet")
    return SENTENCES[stage](found)


def _received(found: Found) -> str:
    return figures.file_size(int(found["bytes"])) if "bytes" in found else _("done")


def _read(found: Found) -> str:
    words = []
    if lines := found.get("lines"):
        words.append(ngettext("%(count)s line", "%(count)s lines", lines) % {"count": figures.count(lines)})
    if models := found.get("submodels"):
        words.append(ngettext("%(count)s submodel", "%(count)s submodels", models) % {"count": figures.count(models)})
    return ", ".join(words) or _("done")


def _counted(found: Found) -> str:
    parts, lots = int(found.get("parts", 0)), int(found.get("lots", 0))
    return _("%(parts)s, %(lots)s") % {"parts": parts_words(parts), "lots": lots_words(lots)}


def _identified(found: Found) -> str:
    if "known" not in found or "lots" not in found:
        return _("done")
    return _("%(known)s of %(lots)s lots") % {
        "known": figures.count(int(found["known"])), "lots": figures.count(int(found["lots"])),
    }  # fmt: skip


def _shown(found: Found) -> str:
    shapes = int(found.get("shapes", 0))
    return (
        ngettext("%(count)s shape", "%(count)s shapes", shapes) % {"count": figures.count(shapes)}
        if shapes
        else _("done")
    )


def _pictured(found: Found) -> str:
    pictures = int(found.get("pictures", 0))
    return (
        ngettext("%(count)d picture", "%(count)d pictures", pictures) % {"count": pictures} if pictures else _("done")
    )


def _priced(found: Found) -> str:
    if not found.get("total"):
        return _("no price yet")
    return figures.money(Decimal(str(found["total"])), str(found.get("currency", "EUR")))


def parts_words(parts: int) -> str:
    """1,503 parts."""
    return ngettext("%(count)s part", "%(count)s parts", parts) % {"count": figures.count(parts)}


def lots_words(lots: int) -> str:
    """214 lots."""
    return ngettext("%(count)s lot", "%(count)s lots", lots) % {"count": figures.count(lots)}


SENTENCES: dict[Revision.Stage, Callable[[Found], str]] = {
    Revision.Stage.RECEIVED: _received,
    Revision.Stage.READ: _read,
    Revision.Stage.COUNTED: _counted,
    Revision.Stage.IDENTIFIED: _identified,
    Revision.Stage.SHOWN: _shown,
    Revision.Stage.PICTURED: _pictured,
    Revision.Stage.PRICED: _priced,
}
