"""The work on one revision, from bytes to everything that its page shows.

A child process with limits reads, counts and draws; this process identifies, prices and stores. All of it is a pure
function of the bytes, the catalogue's version and the pipeline's, so it may be killed at any line and run again.
"""

import logging
from pathlib import Path
from typing import Any

from django.db import transaction

from brickcore.child import ChildResult, run_limited
from builds.errors import RunOver
from builds.models import Revision
from builds.services.failures import failure, failure_of
from builds.services.follow import Follower, store_failure
from builds.services.run import Run, begin, write
from builds.services.workplace import OUT, child_command, sweep, workplace
from common.children import MEMORY, last_words

CHILDREN = {  # module -> seconds of CPU, seconds by the clock
    "derive": (30, 120),
    "draw": (60, 240),  # the first one after an installation compiles the renderer
}
BROKEN = ("PIPELINE_BROKE", "Something of ours broke on this file. It is noted; nothing is lost.", "Try again later.")

logger = logging.getLogger(__name__)


def process_revision(revision_id: int) -> None:
    """Derive everything from a revision's bytes and store it, stage by stage.

    Does nothing when the revision is gone, ended or cancelled. A file at fault ends in FAILED with its reason, without
    an exception. Raises WorkInterrupted when something outside ended the work: then the bytes are worth another run.
    """
    begun = begin(revision_id)
    if begun is None:
        return
    run, revision = begun
    try:
        with workplace(run, revision) as folder:
            _work(run, revision, folder)
    except RunOver:
        logger.info("revision is no longer worked on", extra={"revision": revision_id, "run": run.number})


def give_up(revision_id: int, message: str) -> None:
    """After the last attempt: what was found is shown, and the rest says why it is missing."""
    with transaction.atomic():
        revision = Revision.objects.select_for_update().filter(pk=revision_id).first()
        if revision is None or revision.state not in Revision.UNFINISHED:
            return
        run = Run(revision.pk, revision.attempts)
        write(revision, state=Revision.State.WORKING)
        _end_badly(run, failure("WORK_GIVEN_UP", message, ""))
    sweep(revision_id)


def _work(run: Run, revision: Revision, folder: Path) -> None:
    follower = Follower(run, folder / OUT)
    for module, (cpu, wall) in CHILDREN.items():
        result = run_limited(
            child_command(module, folder, revision.file_name, revision.reading),
            memory=MEMORY,
            cpu=cpu,
            wall=wall,
            cancelled=follower.is_over,
            on_line=follower.on_line,
        )
        if not _went_well(run, result, folder / OUT):
            return
        if follower.failure is not None:  # what comes after needs what this stage would have made
            _end_badly(run, follower.failure)
            return
    run.end(Revision.State.READY)


def _went_well(run: Run, result: ChildResult, out: Path) -> bool:
    """Whether the work goes on after a child; else the run is closed. Raises RunOver and WorkInterrupted."""
    if result.reason == "cancelled":
        raise RunOver("cancelled")
    if result.returncode == 0:
        return True
    told = failure_of(result, out)
    if told is None:
        logger.error("the pipeline broke", extra={"revision": run.revision_id, "stderr": last_words(result)})
    _end_badly(run, told or failure(*BROKEN))
    return False


@transaction.atomic
def _end_badly(run: Run, why: dict[str, Any]) -> None:
    """When the parts were identified the revision is ready, its missing stages marked; else it failed."""
    revision = run.lock()
    if Revision.Stage.IDENTIFIED.value not in revision.stage_figures:
        run.end(Revision.State.FAILED, error=why)
        return
    for stage in Revision.Stage:
        if stage.value not in revision.stage_figures:
            store_failure(run, stage, why)
            revision.refresh_from_db()
    run.end(Revision.State.READY)
