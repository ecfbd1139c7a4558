"""Following the child that derives everything from a revision's bytes: each line it prints is one stage that is done.

What a stage made is stored before the next one ends, so that the parts list and its price show while the 3D view is
being made, and stay when a later stage fails.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from brickcore.pipeline.version import PIPELINE_VERSION
from builds.models import Asset, Revision
from builds.services.bill import read_lots, store_bill
from builds.services.run import Run, note_stages
from common.files import keep, keep_smaller

LOOK_EVERY = 0.5  # seconds between two looks at whether the run was cancelled
MAX_ASSET = 200 << 20  # bytes
LONGEST_SIDE = 10_000_000  # mm
GIVEN = "given.png"
FILES = {Asset.Kind.GLB: "model.glb", Asset.Kind.PICTURE: "picture.png", Asset.Kind.THUMBNAIL: "thumbnail.png"}

Event = dict[str, Any]


@dataclass
class Follower:
    """Takes the child's events for one run; `out` is the folder that the child writes into.

    `failure` is why a stage failed, once one did.
    """

    run: Run
    out: Path
    failure: dict[str, Any] | None = None
    _looked: float = field(default_factory=time.monotonic)

    def is_over(self) -> bool:
        """Whether the child should be ended: asked often, looked up seldom."""
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return False
        self._looked = now
        return self.run.is_over()

    def on_line(self, line: str) -> None:
        """One line of the child's output. Raises RunOver, which ends the child."""
        event = json.loads(line)
        stage = Revision.Stage(event["stage"])
        if "failed" in event:
            self.failure = event["failed"]
            store_failure(self.run, stage, event["failed"])
        else:
            STORE[stage](self, event)


def store_failure(run: Run, stage: Revision.Stage, failure: dict[str, Any]) -> None:
    """A stage failed and the rest is shown: say so on the stage, and in the report."""
    with transaction.atomic():
        revision = run.lock()
        notice = {"severity": "warning", "parts": [], "count": 1, "file": None, "line": None, "hint": ""} | failure
        note_stages(revision, {stage: {"failed": True} | failure}, notices=[*revision.notices, notice])


def _store_read(follower: Follower, event: Event) -> None:
    if event.get("picture"):
        _store_given_picture(follower)
    follower.run.finish_stage(Revision.Stage.READ, event["figures"], format=event["format"], notices=[])


def _store_given_picture(follower: Follower) -> None:
    """The picture that came in the file stands until ours is drawn, which takes its place."""
    with (follower.out / GIVEN).open("rb") as content:
        kept = keep(content, max_size=MAX_ASSET)
    with transaction.atomic():
        revision = follower.run.lock()
        for kind in (Asset.Kind.PICTURE, Asset.Kind.THUMBNAIL):
            wanted = {"revision": revision, "kind": kind, "pipeline_version": PIPELINE_VERSION}
            Asset.objects.get_or_create(**wanted, defaults={"file": kept, "facts": {"given": True}})


def _store_counted(follower: Follower, event: Event) -> None:
    figures = event["figures"]
    follower.run.finish_stage(
        Revision.Stage.COUNTED,
        figures,
        part_count=figures["parts"],
        lot_count=figures["lots"],
        notices=event["notices"],
    )
    store_bill(follower.run, read_lots(follower.out / "result.json"))


def _store_shown(follower: Follower, event: Event) -> None:
    if "absent" in event["figures"]:
        follower.run.finish_stage(Revision.Stage.SHOWN, event["figures"])
        return
    sizes = [_millimetres(size) for size in event["size_mm"]]
    _store_assets(
        follower, Revision.Stage.SHOWN, event, [Asset.Kind.GLB],
        step_count=event["steps"], size_x=sizes[0], size_y=sizes[1], size_z=sizes[2],
    )  # fmt: skip


def _store_pictured(follower: Follower, event: Event) -> None:
    if "absent" in event["figures"]:
        follower.run.finish_stage(Revision.Stage.PICTURED, event["figures"])
        return
    _store_assets(follower, Revision.Stage.PICTURED, event, [Asset.Kind.PICTURE, Asset.Kind.THUMBNAIL])


def _store_assets(
    follower: Follower, stage: Revision.Stage, event: Event, kinds: list[Asset.Kind], **fields: Any
) -> None:
    """Keep the files of a stage; the bytes are kept before the row is locked, since storage may be slow."""
    kept = {}
    for kind in kinds:
        with (follower.out / FILES[kind]).open("rb") as content:
            kept[kind] = keep(content, max_size=MAX_ASSET)
        if kind == Asset.Kind.GLB:
            keep_smaller(kept[kind])
    with transaction.atomic():
        revision = follower.run.lock()
        for kind, file in kept.items():
            Asset.objects.update_or_create(
                revision=revision,
                kind=kind,
                pipeline_version=PIPELINE_VERSION,
                defaults={"file": file, "facts": event["figures"]},
            )
        notices = [*revision.notices, *event.get("notices", [])]
        note_stages(revision, {stage: event["figures"]}, notices=notices, **fields)


def _millimetres(size: float | None) -> Decimal | None:
    """A side as the row keeps it; one that is no length, or longer than 10 km, is not known."""
    return None if size is None or not 0 <= size < LONGEST_SIDE else round(Decimal(size), 1)


STORE: dict[str, Callable[[Follower, Event], None]] = {
    Revision.Stage.READ: _store_read,
    Revision.Stage.COUNTED: _store_counted,
    Revision.Stage.SHOWN: _store_shown,
    Revision.Stage.PICTURED: _store_pictured,
}
