"""A revision's model in other formats: made by a worker when somebody first asks, and kept.

A row of AssetWish says that a file was asked for, and why it cannot be made, where it cannot. Nothing here reads a
model: a child with limits does.
"""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from brickcore.child import ChildResult, run_limited
from brickcore.pipeline.version import PIPELINE_VERSION
from brickcore.pipeline.write import WRITTEN
from builds.models import Asset, AssetWish, Revision
from builds.services.failures import failure, failure_of
from builds.services.jobs import defer_writing
from builds.services.workplace import OUT, child_command, folder_for
from common.children import MEMORY, last_words
from common.files import keep

CPU, WALL = 60, 240  # seconds
MAX_FILE = 300 << 20  # bytes
PATIENCE = timedelta(minutes=10)  # that long a file is waited for before it is asked for again
FINAL = timedelta(hours=1)  # that long a reason why it cannot be made stands
BROKEN = ("WRITING_BROKE", "Something of ours broke while this file was written. It is noted.", "Try again later.")
Kind = Asset.Kind

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """How it stands with one file: it is there, a worker makes it, or it cannot be made, and why."""

    state: Literal["ready", "waiting", "failed"]
    asset: Asset | None = None
    failure: dict[str, Any] | None = None


@transaction.atomic
def model_file(revision: Revision, kind: Kind) -> ModelFile:
    """The file, which is asked for where it is not there. `kind` is one that builds.selectors.downloads offers."""
    current = {"revision": revision, "kind": kind, "pipeline_version": PIPELINE_VERSION}
    asset = Asset.objects.select_related("file").filter(**current).first()
    if asset is not None:
        return ModelFile("ready", asset)
    now = timezone.now()
    wish, asked = AssetWish.objects.select_for_update().get_or_create(**current, defaults={"asked_at": now})
    if not asked and wish.asked_at > now - (FINAL if wish.failure else PATIENCE):
        return ModelFile("failed", failure=wish.failure) if wish.failure else ModelFile("waiting")
    if not asked:
        AssetWish.objects.filter(pk=wish.pk).update(asked_at=now, failure=None)
    defer_writing(revision, kind)
    return ModelFile("waiting")


def write_model_file(revision_id: int, kind: str) -> None:
    """Make a file that was asked for, unless it is there; a job may run twice."""
    revision = Revision.objects.select_related("file").filter(pk=revision_id).first()
    wish = {"revision_id": revision_id, "kind": kind, "pipeline_version": PIPELINE_VERSION}
    if revision is None or Asset.objects.filter(**wish).exists():
        return
    with folder_for(revision, f"file-{revision_id}-{kind}") as folder:
        command = [*child_command("write", folder, revision.file_name), "--to", kind]
        notes: list[str] = []
        result = run_limited(command, memory=MEMORY, cpu=CPU, wall=WALL, on_line=notes.append)
        if result.returncode:
            AssetWish.objects.filter(**wish).update(failure=_why_not(result, folder / OUT))
            return
        with (folder / OUT / WRITTEN).open("rb") as content:
            file = keep(content, max_size=MAX_FILE)
    facts = {"notes": json.loads(notes[-1])["notes"]} if notes else {}
    with transaction.atomic():
        Asset.objects.get_or_create(**wish, defaults={"file": file, "facts": facts})
        AssetWish.objects.filter(**wish).delete()


def give_up_writing(revision_id: int, kind: str, message: str) -> None:
    """After the last attempt: say why there is no file."""
    reason = failure("WORK_GIVEN_UP", message, "Try again later.")
    wishes = AssetWish.objects.filter(revision=revision_id, kind=kind, pipeline_version=PIPELINE_VERSION)
    wishes.filter(failure__isnull=True).update(failure=reason)


def _why_not(result: ChildResult, out: Path) -> dict[str, Any]:
    """Why the child did not write the file. Raises WorkInterrupted, which deserves another run."""
    told = failure_of(result, out)
    if told is not None:
        return told
    logger.error("writing broke", extra={"stderr": last_words(result)})
    return failure(*BROKEN)
