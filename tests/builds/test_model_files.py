"""Models written in other formats by a child, with the states that a wish goes through."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from brickcore.child import ChildResult
from builds.models import Asset, AssetWish, Build, Revision
from builds.services import model_files
from builds.services.model_files import give_up_writing, model_file, write_model_file
from common.children import WorkInterrupted
from common.files import read_file

KIND = Asset.Kind.LDRAW


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build], monkeypatch: pytest.MonkeyPatch) -> Revision:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    monkeypatch.delenv("LDD_MAPPING", raising=False)
    return make_build(owner).revisions.get()


def ended(monkeypatch: pytest.MonkeyPatch, status: int, reason: str | None) -> None:
    result = ChildResult(status, b"", b"", reason)  # type: ignore[arg-type]
    monkeypatch.setattr(model_files, "run_limited", lambda *_args, **_limits: result)


def test_a_file_is_waited_for_then_made_then_there(revision: Revision) -> None:
    assert model_file(revision, KIND).state == "waiting"
    write_model_file(revision.pk, KIND)
    made = model_file(revision, KIND)
    assert made.state == "ready"
    assert made.asset is not None
    assert b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat" in read_file(made.asset.file)
    assert not AssetWish.objects.exists()


def test_made_twice_it_is_kept_once(revision: Revision) -> None:
    model_file(revision, KIND)
    for _run in range(2):
        write_model_file(revision.pk, KIND)
    assert Asset.objects.filter(kind=KIND).count() == 1


def test_a_mesh_is_made_in_millimetres(revision: Revision) -> None:
    model_file(revision, Asset.Kind.STL)
    write_model_file(revision.pk, Asset.Kind.STL)
    made = model_file(revision, Asset.Kind.STL).asset
    assert made is not None
    data = read_file(made.file)
    assert len(data) == 84 + 50 * int.from_bytes(data[80:84], "little") > 84


def test_what_a_format_cannot_hold_is_said(revision: Revision) -> None:
    model_file(revision, Asset.Kind.LDD)
    write_model_file(revision.pk, Asset.Kind.LDD)
    failed = model_file(revision, Asset.Kind.LDD)
    assert failed.state == "failed"
    assert failed.failure is not None
    assert failed.failure["code"] == "NO_MAPPING"


@pytest.mark.parametrize(("reason", "code"), [("memory", "TOO_MUCH_MEMORY"), ("cpu", "TOO_SLOW"), ("wall", "TOO_SLOW")])
def test_a_child_that_takes_too_much_ends_the_wish(
    revision: Revision, monkeypatch: pytest.MonkeyPatch, reason: str, code: str
) -> None:
    ended(monkeypatch, -9, reason)
    model_file(revision, KIND)
    write_model_file(revision.pk, KIND)
    failure = model_file(revision, KIND).failure
    assert failure is not None
    assert failure["code"] == code


def test_a_child_that_breaks_is_our_fault(revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(monkeypatch, 1, None)
    model_file(revision, KIND)
    write_model_file(revision.pk, KIND)
    failure = model_file(revision, KIND).failure
    assert failure is not None
    assert failure["code"] == "WRITING_BROKE"


def test_a_killed_child_deserves_another_run(revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(monkeypatch, -9, "killed")
    model_file(revision, KIND)
    with pytest.raises(WorkInterrupted):
        write_model_file(revision.pk, KIND)
    assert model_file(revision, KIND).state == "waiting"
    give_up_writing(revision.pk, KIND, "It was killed three times.")
    assert model_file(revision, KIND).state == "failed"


def test_what_nobody_answered_is_asked_for_again(revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(model_files, "defer_writing", lambda _revision, kind: asked.append(kind))
    for _time in range(2):
        model_file(revision, KIND)
    assert asked == ["ldraw"]
    AssetWish.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert model_file(revision, KIND).state == "waiting"
    assert asked == ["ldraw", "ldraw"]


def test_a_reason_stands_for_an_hour(revision: Revision) -> None:
    model_file(revision, KIND)
    give_up_writing(revision.pk, KIND, "No.")
    AssetWish.objects.update(asked_at=timezone.now() - timedelta(minutes=59))
    assert model_file(revision, KIND).state == "failed"
    AssetWish.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    assert model_file(revision, KIND).state == "waiting"


def test_a_revision_that_is_gone_is_passed_over(revision: Revision) -> None:
    write_model_file(revision.pk + 1, KIND)
    assert not Asset.objects.filter(kind=KIND).exists()
