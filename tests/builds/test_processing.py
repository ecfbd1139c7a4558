"""The work on a revision, with a child that plays a script: how each ending of a child ends the revision."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from brickcore.child import ChildResult
from builds.models import Asset, BomLine, Build, Revision
from builds.selectors import stage_views
from builds.services import cancel, edit, process, retry
from builds.services.run import begin
from common.children import WorkInterrupted
from common.errors import Conflict, Denied, NotFound
from parts.models import Colour, Part

Ending = tuple[int, str | None]
WELL: Ending = (0, None)

READ = {"stage": "read", "format": "ldraw", "figures": {"submodels": 1, "warnings": 0}}
COUNTED = {"stage": "counted", "figures": {"parts": 3, "lots": 2}, "notices": []}
SHOWN = {
    "stage": "shown", "figures": {"shapes": 1}, "size_mm": [8.04, 9.6, None], "steps": 4,
    "notices": [{"code": "BOXED", "severity": "note", "message": "One box."}],
}  # fmt: skip
PICTURED = {"stage": "pictured", "figures": {"pictures": 2}}
FAILURE = {"code": "TOO_BIG", "message": "Too big.", "file": "car.ldr", "line": 3, "hint": "Split it."}
NOTHING_MORE: dict[str, Any] = {"pieces": [], "notices": []}
LOTS = [
    {"part": "3001", "colour": 4, "quantity": 2, "name": "Brick 2 x 4", "sources": ["3001:4"], **NOTHING_MORE},
    {"part": "grille-x", "colour": 4, "quantity": 1, "name": "", "sources": ["grille-x:4"], **NOTHING_MORE},
]


class Child:
    """Stands in for `run_limited`: each call plays the next script and ends as told."""

    def __init__(self, out_of: Callable[[list[str]], Path]) -> None:
        self.scripts: list[tuple[list[dict[str, Any]], Ending]] = []
        self.before_line: dict[str, Callable[[], object]] = {}
        self.runs = 0
        self._out_of = out_of

    def plays(self, *scripts: tuple[list[dict[str, Any]], Ending]) -> None:
        self.scripts = list(scripts)

    def __call__(self, args: list[str], *, on_line: Callable[[str], None], **_limits: object) -> ChildResult:
        events, (status, reason) = self.scripts[self.runs]
        self.runs += 1
        out = self._out_of(args)
        (out / "result.json").write_text(json.dumps({"lots": LOTS}))
        for name in ("model.glb", "picture.png", "thumbnail.png"):
            (out / name).write_bytes(name.encode())
        if status == 2:
            (out / "error.json").write_text(json.dumps(FAILURE))
        for event in events:
            self.before_line.get(event["stage"], lambda: None)()
            on_line(json.dumps(event))
        return ChildResult(status, b"", b"", reason)  # type: ignore[arg-type]


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Child:
    fake = Child(lambda args: Path(args[args.index("--out") + 1]))
    monkeypatch.setattr(process, "run_limited", fake)
    return fake


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build], brick: Part, red: Colour) -> Revision:
    return make_build(owner, ready=False).revisions.get()


def work(revision: Revision) -> Revision:
    process.process_revision(revision.pk)
    revision.refresh_from_db()
    return revision


def states(revision: Revision) -> dict[str, str]:
    return {view.stage.value: view.state for view in stage_views(revision)}


def test_a_revision_gets_everything_that_the_child_found(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))

    work(revision)

    assert (revision.state, revision.stage, revision.progress, revision.error) == ("ready", "priced", 100, None)
    assert (revision.format, revision.part_count, revision.lot_count, revision.step_count) == ("ldraw", 3, 2, 4)
    assert (str(revision.size_x), str(revision.size_y), revision.size_z) == ("8.0", "9.6", None)
    assert str(revision.weight) == "4.64"
    assert [notice["code"] for notice in revision.notices] == ["BOXED"]
    assert set(states(revision).values()) == {"done"}
    assert revision.stage_figures["identified"] == {"lots": 2, "known": 1}
    assert revision.finished_at is not None
    kept = {asset.kind: asset.file.size for asset in revision.assets.all()}
    assert kept == {"glb": 9, "picture": 11, "thumbnail": 13}


def test_what_needs_a_look_stands_first_and_is_never_priced_silently(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))

    work(revision)

    unknown, known = revision.bom_lines.order_by("position")
    assert (unknown.reference, unknown.part, unknown.basis, unknown.line_price) == ("grille-x", None, "unknown", None)
    assert unknown.needs_look
    assert unknown.evidence[0]["rule"] == "unknown"
    assert (known.part.number, known.colour.name, known.quantity) == ("3001", "Red", 2)  # type: ignore[union-attr]
    assert known.basis == "estimate"
    assert known.price_reason
    estimate = revision.estimate
    assert estimate is not None
    assert estimate["total"] == str(known.line_price) == estimate["by_basis"]["estimate"]
    assert (estimate["unpriced_lots"], estimate["unpriced_parts"]) == (1, 1)


def test_lines_and_price_are_there_before_the_3d_view(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))
    seen: list[tuple[int, dict[str, str]]] = []

    def look() -> None:
        revision.refresh_from_db()
        seen.append((revision.bom_lines.count(), states(revision)))

    child.before_line = {"shown": look}
    work(revision)

    assert seen == [
        (2, {"received": "done", "read": "done", "counted": "done", "identified": "done",
             "shown": "here", "pictured": "next", "priced": "done"})
    ]  # fmt: skip


def test_running_again_replaces_what_was_found(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL), ([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))
    work(revision)
    before = (
        list(revision.bom_lines.values_list("position", "reference")),
        set(revision.assets.values_list("kind", "file")),
    )

    retry.rederive_revision(revision=revision)
    work(revision)

    after = (
        list(revision.bom_lines.values_list("position", "reference")),
        set(revision.assets.values_list("kind", "file")),
    )
    assert after == before
    assert (revision.attempts, Asset.objects.count(), BomLine.objects.count()) == (2, 3, 2)


def test_a_second_job_of_a_ready_revision_does_nothing(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))
    work(revision)

    work(revision)

    assert child.runs == 2
    assert revision.attempts == 1


def test_a_file_at_fault_ends_with_its_reason(child: Child, revision: Revision) -> None:
    child.plays(([READ], (2, None)))

    work(revision)

    assert (revision.state, revision.error) == ("failed", FAILURE)
    assert states(revision)["counted"] == "failed"
    assert revision.file.size > 0


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ((1, "memory"), "TOO_MUCH_MEMORY"),
        ((-24, "cpu"), "TOO_SLOW"),
        ((-9, "wall"), "TOO_SLOW"),
        ((1, None), "PIPELINE_BROKE"),
    ],
)
def test_a_child_that_ends_badly_fails_the_revision(
    child: Child, revision: Revision, ending: Ending, code: str
) -> None:
    child.plays(([READ], ending))

    work(revision)

    assert revision.state == "failed"
    assert revision.error is not None
    assert revision.error["code"] == code
    assert revision.error["hint"]


def test_the_bill_stays_when_the_child_dies_on_the_3d_view(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED], (1, "memory")))

    work(revision)

    assert (revision.state, revision.error, revision.bom_lines.count()) == ("ready", None, 2)
    assert states(revision) == {
        "received": "done", "read": "done", "counted": "done", "identified": "done",
        "shown": "failed", "pictured": "failed", "priced": "done",
    }  # fmt: skip
    assert {notice["code"] for notice in revision.notices} == {"TOO_MUCH_MEMORY"}


def test_a_3d_view_that_cannot_be_made_is_said_and_pictures_are_not_tried(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, {"stage": "shown", "failed": FAILURE}], WELL))

    work(revision)

    assert revision.state == "ready"
    assert (states(revision)["shown"], states(revision)["pictured"]) == ("failed", "failed")
    assert not revision.assets.exists()
    assert revision.notices[0]["code"] == "TOO_BIG"


def test_the_3d_view_stays_when_pictures_fail(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([{"stage": "pictured", "failed": FAILURE}], WELL))

    work(revision)

    assert revision.state == "ready"
    assert [asset.kind for asset in revision.assets.all()] == ["glb"]
    assert states(revision)["pictured"] == "failed"


def test_a_child_killed_from_outside_is_worth_another_run(child: Child, revision: Revision) -> None:
    child.plays(([READ], (-9, "killed")), ([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))

    with pytest.raises(WorkInterrupted):
        process.process_revision(revision.pk)
    revision.refresh_from_db()
    assert revision.state == "working"

    assert work(revision).state == "ready"


def test_giving_up_says_so(child: Child, revision: Revision) -> None:
    child.plays(([READ], (-9, "killed")))
    with pytest.raises(WorkInterrupted):
        process.process_revision(revision.pk)

    process.give_up(revision.pk, "It was interrupted 3 times.")

    revision.refresh_from_db()
    assert revision.state == "failed"
    assert revision.error is not None
    assert (revision.error["code"], revision.error["message"]) == ("WORK_GIVEN_UP", "It was interrupted 3 times.")


def test_giving_up_keeps_a_bill_that_was_found(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED], (-9, "killed")))
    with pytest.raises(WorkInterrupted):
        process.process_revision(revision.pk)

    process.give_up(revision.pk, "It was interrupted 3 times.")

    revision.refresh_from_db()
    assert (revision.state, revision.bom_lines.count()) == ("ready", 2)


def test_giving_up_changes_nothing_that_has_ended(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))
    work(revision)

    process.give_up(revision.pk, "too late")

    revision.refresh_from_db()
    assert (revision.state, revision.error) == ("ready", None)


def test_cancelling_stops_the_run_and_keeps_what_was_found(child: Child, revision: Revision, owner: User) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL))
    child.before_line = {"shown": lambda: cancel.cancel_revision(revision=revision, by=owner)}

    work(revision)

    assert (revision.state, child.runs) == ("cancelled", 1)
    assert revision.bom_lines.count() == 2
    assert not revision.assets.exists()


def test_a_run_that_was_taken_over_changes_nothing(child: Child, revision: Revision) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL))

    def take_over() -> None:
        assert begin(revision.pk) is not None

    child.before_line = {"counted": take_over}
    work(revision)

    assert (revision.state, revision.attempts, revision.stage_figures.keys()) == ("working", 2, {"received"})
    assert not revision.bom_lines.exists()


def test_a_draft_deleted_meanwhile_ends_the_run(child: Child, revision: Revision, owner: User) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL))
    child.before_line = {"counted": lambda: edit.delete_draft(build=revision.build, by=owner)}

    process.process_revision(revision.pk)

    assert not Revision.objects.exists()


def test_a_cancelled_revision_is_not_started(child: Child, revision: Revision, owner: User) -> None:
    cancel.cancel_revision(revision=revision, by=owner)

    assert work(revision).state == "cancelled"
    assert child.runs == 0


def test_stopped_work_can_be_tried_again(child: Child, revision: Revision, owner: User) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))
    cancel.cancel_revision(revision=revision, by=owner)

    retry.retry_revision(revision=revision, by=owner)

    assert work(revision).state == "ready"
    with pytest.raises(Conflict):
        retry.retry_revision(revision=revision, by=owner)
    with pytest.raises(Conflict):
        cancel.cancel_revision(revision=revision, by=owner)


def test_a_stranger_neither_stops_nor_retries(owner: User, stranger: User, make_build: Callable[..., Build]) -> None:
    for build, refused in ((make_build(owner, ready=False), NotFound), (make_build(owner, published=True), Denied)):
        revision = build.revisions.get()
        before = revision.state
        with pytest.raises(refused):
            cancel.cancel_revision(revision=revision, by=stranger)
        with pytest.raises(refused):
            retry.retry_revision(revision=revision, by=stranger)
        revision.refresh_from_db()
        assert revision.state == before


def test_nothing_is_left_in_the_work_folder(child: Child, revision: Revision, tmp_path: Path) -> None:
    child.plays(([READ, COUNTED, SHOWN], WELL), ([PICTURED], WELL))
    left = tmp_path / "var" / "work" / f"revision-{revision.pk}-0"
    left.mkdir(parents=True)

    work(revision)

    assert [path.name for path in (tmp_path / "var" / "work").iterdir() if path.is_dir()] == []
