"""How far the work on a revision is, stage by stage, as a page shows it."""

from dataclasses import dataclass
from typing import Any, Literal

from builds.models import Revision

StageState = Literal["done", "here", "next", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class StageView:
    """One stud of the progress plate.

    `figures` is what the stage found, `{"message"}` when it failed, `{"absent": format}` when a file of that format has
    nothing for it.
    """

    stage: Revision.Stage
    state: StageState
    figures: dict[str, Any]


def stage_views(revision: Revision) -> list[StageView]:
    """All stages in order. A stage is done when its figures are stored; stages may be done out of turn (the price is
    known while the 3D view is being made), and the first that is not done is the one being worked on."""
    views: list[StageView] = []
    here_taken = revision.state not in Revision.UNFINISHED
    for stage in Revision.Stage:
        figures = revision.stage_figures.get(stage.value)
        state = _state(figures, here_taken)
        here_taken = here_taken or state == "here" or (state == "failed" and revision.state == Revision.State.FAILED)
        views.append(StageView(stage, state, figures or {}))
    return _mark_the_failed_one(views, revision)


def _state(figures: dict[str, Any] | None, here_taken: bool) -> StageState:
    if figures is not None:
        return "failed" if figures.get("failed") else "skipped" if figures.get("absent") else "done"
    return "next" if here_taken else "here"


def _mark_the_failed_one(views: list[StageView], revision: Revision) -> list[StageView]:
    """When the whole revision failed, the first stage that is not done is the one that did."""
    if revision.state != Revision.State.FAILED:
        return views
    first = next((index for index, view in enumerate(views) if view.state == "next"), None)
    if first is not None:
        message = (revision.error or {}).get("message", "")
        views[first] = StageView(views[first].stage, "failed", {"failed": True, "message": message})
    return views
