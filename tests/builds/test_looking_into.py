"""What a child finds in files that go with a build is kept; what it cannot look into says why, and stays."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from accounts.models import User
from brickcore.child import ChildResult
from builds.models import Attachment, Build
from builds.services import looking, remix
from builds.services.attachments import attach_file
from builds.tasks import look_into_attachment, say_that_nobody_could_look
from common.children import WorkInterrupted
from common.files import keep, read_file

MakeBuild = Callable[..., Build]
DRIVE = b"from pybricks.parameters import Port\nleft = Motor(Port.B)\n"


def packed(**files: str | bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return made.getvalue()


@pytest.fixture
def attached(owner: User, make_build: MakeBuild) -> Callable[[str, bytes], Attachment]:
    build = make_build(owner)

    def attach(name: str, data: bytes) -> Attachment:
        attachment = attach_file(build=build, by=owner, file_name=name, file=keep(data))
        look_into_attachment(attachment_id=attachment.pk)
        attachment.refresh_from_db()
        return attachment

    return attach


def test_a_program_tells_its_ports_and_its_text(attached: Callable[[str, bytes], Attachment]) -> None:
    attachment = attached("drive.py", DRIVE)
    assert attachment.contents == {
        "kind": "python", "title": "", "language": "python", "members": [],
        "devices": [{"port": "B", "role": "motor"}], "letters": len(DRIVE),
    }  # fmt: skip
    assert attachment.text is not None
    runs = json.loads(read_file(attachment.text))
    assert "".join(part for _kind, part in runs) == DRIVE.decode()


def test_a_project_lists_its_files(attached: Callable[[str, bytes], Attachment]) -> None:
    attachment = attached("scout.ev3", packed(___ProjectTitle="Scout", **{"a/b.txt": "x" * 9}))
    assert attachment.contents is not None
    assert attachment.contents["title"] == "Scout"
    assert attachment.contents["members"] == [{"name": "___ProjectTitle", "size": 5}, {"name": "a/b.txt", "size": 9}]
    assert attachment.text is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.ev3", packed(zeros=bytes(64 << 20)), "HOSTILE_ARCHIVE"),
        ("slip.lms", packed(**{"../../up": "x"}), "HOSTILE_ARCHIVE"),
        ("half.llsp3", packed(a="b" * 90)[:40], "BROKEN_ARCHIVE"),
        ("late.py", b"x = 1\n" * 1000 + b"\0", "NOT_TEXT"),
    ],
)
def test_what_cannot_be_looked_into_says_why_and_stays(
    attached: Callable[[str, bytes], Attachment], name: str, data: bytes, code: str
) -> None:
    attachment = attached(name, data)
    assert attachment.contents is not None
    assert attachment.contents["error"]["code"] == code
    assert attachment.contents["error"]["hint"]
    assert read_file(attachment.file) == data


def ended(folder_says: dict[str, Any], status: int, reason: str | None) -> Callable[..., ChildResult]:
    def run(args: list[str], **_limits: object) -> ChildResult:
        out = Path(args[args.index("--out") + 1])
        for name, value in folder_says.items():
            (out / name).write_text(json.dumps(value))
        return ChildResult(status, b"", b"", reason)  # type: ignore[arg-type]

    return run


def test_a_text_that_is_slow_to_tell_apart_costs_its_colours_alone(
    attached: Callable[[str, bytes], Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"kind": "python", "devices": [], "members": [], "letters": 9}
    monkeypatch.setattr(looking, "run_limited", ended({"contents.json": contents, "text.json": "ha"}, -24, "cpu"))
    attachment = attached("slow.py", b"x = 1")
    assert (attachment.contents, attachment.text) == (contents, None)


@pytest.mark.parametrize(("status", "reason"), [(1, None), (-9, "memory")])
def test_a_child_that_breaks_leaves_a_sentence(
    attached: Callable[[str, bytes], Attachment], monkeypatch: pytest.MonkeyPatch, status: int, reason: str | None
) -> None:
    monkeypatch.setattr(looking, "run_limited", ended({}, status, reason))
    contents = attached("broken.py", b"x = 1").contents
    assert contents is not None
    assert contents["error"]["message"] == "What is in it cannot be told."


def test_a_killed_child_is_worth_another_run(
    owner: User, make_build: MakeBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    attachment = attach_file(build=make_build(owner), by=owner, file_name="a.py", file=keep(b"x"))
    monkeypatch.setattr(looking, "run_limited", ended({}, -9, "killed"))
    with pytest.raises(WorkInterrupted):
        look_into_attachment(attachment_id=attachment.pk)
    say_that_nobody_could_look("Try again.", attachment_id=attachment.pk)
    attachment.refresh_from_db()
    assert attachment.contents == {"error": {"code": "NOT_LOOKED_INTO", "message": "Try again.", "hint": ""}}


def test_a_file_that_is_gone_is_no_fault(db: None) -> None:
    look_into_attachment(attachment_id=1)
    assert not Attachment.objects.exists()


def test_a_remix_knows_what_is_in_its_programs(owner: User, stranger: User, make_build: MakeBuild) -> None:
    build = make_build(owner, published=True)
    attachment = attach_file(build=build, by=owner, file_name="drive.py", file=keep(DRIVE))
    look_into_attachment(attachment_id=attachment.pk)
    attachment.refresh_from_db()
    assert build.shown_revision is not None
    copy = remix.remix_build(revision=build.shown_revision, by=stranger)
    theirs = copy.attachments.get()
    assert (theirs.contents, theirs.text) == (attachment.contents, attachment.text)
