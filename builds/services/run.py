"""One run of the work on a revision, and the fence around its writes.

Each run takes the next number of `Revision.attempts`. It writes only while the row still bears that number and is being
worked on, so a run that was cancelled, or believed dead and replaced, can change nothing any more.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from brickcore.pipeline.version import PIPELINE_VERSION
from builds.errors import RunOver
from builds.models import Revision

WEIGHTS = {  # per cent of a usual run's time
    Revision.Stage.RECEIVED: 2,
    Revision.Stage.READ: 8,
    Revision.Stage.COUNTED: 10,
    Revision.Stage.IDENTIFIED: 15,
    Revision.Stage.SHOWN: 35,
    Revision.Stage.PICTURED: 25,
    Revision.Stage.PRICED: 5,
}
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """The right to write a revision's derived figures."""

    revision_id: int
    number: int

    def is_over(self) -> bool:
        """Whether somebody has cancelled, deleted or taken over the revision."""
        return not self._rows().exists()

    def lock(self) -> Revision:
        """The revision, locked until the transaction ends. Raises RunOver."""
        revision = self._rows().select_for_update().first()
        if revision is None:
            raise RunOver(f"run {self.number} of revision {self.revision_id} is over")
        return revision

    @transaction.atomic
    def finish_stage(self, stage: Revision.Stage, figures: Figures, **fields: Any) -> None:
        """Store what a stage found, and how far we are. Raises RunOver."""
        note_stages(self.lock(), {stage: figures}, **fields)

    @transaction.atomic
    def end(self, state: Revision.State, **fields: Any) -> None:
        """Close the run. Raises RunOver."""
        revision = self.lock()
        if state == Revision.State.READY:
            fields["progress"] = 100
        write(revision, state=state, finished_at=timezone.now(), **fields)

    def _rows(self) -> QuerySet[Revision]:
        return Revision.objects.filter(pk=self.revision_id, attempts=self.number, state=Revision.State.WORKING)


@transaction.atomic
def begin(revision_id: int) -> tuple[Run, Revision] | None:
    """Take the revision to work on it; None when there is nothing to do: it is gone, cancelled, failed or ready."""
    revision = Revision.objects.select_for_update(of=("self",)).select_related("file").filter(pk=revision_id).first()
    if revision is None or revision.state not in Revision.UNFINISHED:
        return None
    write(
        revision,
        state=Revision.State.WORKING,
        attempts=revision.attempts + 1,
        started_at=timezone.now(),
        finished_at=None,
        error=None,
        stage_figures={},
        pipeline_version=PIPELINE_VERSION,
    )
    note_stages(revision, {Revision.Stage.RECEIVED: {"bytes": revision.file.size}})
    return Run(revision.pk, revision.attempts), revision


def note_stages(revision: Revision, found: dict[Revision.Stage, Figures], **fields: Any) -> None:
    """Write stages that are done (or failed, as their figures say) on a locked row.

    `stage` becomes the last stage before the first gap, since stages may be done out of turn.
    """
    figures = revision.stage_figures | {stage.value: value for stage, value in found.items()}
    done = [stage for stage in Revision.Stage if stage.value in figures]
    gap = next((place for place, stage in enumerate(Revision.Stage) if stage.value not in figures), len(WEIGHTS))
    stage = list(Revision.Stage)[max(0, gap - 1)]
    write(revision, stage_figures=figures, stage=stage, progress=sum(WEIGHTS[one] for one in done), **fields)


def write(revision: Revision, **fields: Any) -> None:
    """Set these fields of the row, and only these."""
    for name, value in fields.items():
        setattr(revision, name, value)
    revision.save(update_fields=list(fields))
