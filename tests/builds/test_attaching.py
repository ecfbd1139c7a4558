"""Files that go with a build."""

from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.models import User
from builds.models import Attachment, Build
from builds.selectors import attachments_of
from builds.services import attachments
from builds.services.looking import look_into
from common.errors import Conflict, Denied, Invalid, NotFound
from common.files import keep, read_file

MakeBuild = Callable[..., Build]
PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.mark.parametrize(
    ("name", "data", "kind", "content_type"),
    [
        ("drive.py", "print('grün')\n".encode(), "program", "text/plain; charset=utf-8"),
        ("Robot.EV3", b"PK\x03\x04...", "program", "application/octet-stream"),
        ("old.rbt", b"RSRC\r\n", "program", "application/octet-stream"),
        ("front.PNG", PNG, "picture", "image/png"),
        ("front.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture", "image/webp"),
        ("how.pdf", b"%PDF-1.7\n", "document", "application/pdf"),
        ("cut.md", b"x" * 4095 + "ü".encode() * 9, "document", "text/plain; charset=utf-8"),
    ],
)
def test_known_kinds_are_kept_as_sent(
    owner: User, make_build: MakeBuild, name: str, data: bytes, kind: str, content_type: str
) -> None:
    attachment = attachments.attach_file(build=make_build(owner), by=owner, file_name=name, file=keep(data))

    assert (attachment.kind, attachment.file_name) == (kind, name)
    assert attachments.content_type_of(attachment) == content_type
    assert read_file(attachment.file) == data


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("page.html", b"<script>", "FILE_KIND"),
        ("drawing.svg", b"<svg/>", "FILE_KIND"),
        ("program.exe", b"MZ", "FILE_KIND"),
        ("noending", b"x", "FILE_KIND"),
        ("front.png", b"<html>", "FILE_DIFFERS"),
        ("front.png", b"", "FILE_DIFFERS"),
        ("front.webp", b"RIFF\x10\x00\x00\x00WAVE", "FILE_DIFFERS"),
        ("robot.ev3", b"not a zip", "FILE_DIFFERS"),
        ("drive.py", b"\xff\xfe\x00", "FILE_DIFFERS"),
        ("drive.py", b"", "FILE_DIFFERS"),
        ("drive.py", b"a\x00b", "FILE_DIFFERS"),
        ("long.txt", b"x" * ((2 << 20) + 1), "FILE_TOO_LARGE"),
    ],
)
def test_other_kinds_and_false_endings_are_refused(
    owner: User, make_build: MakeBuild, name: str, data: bytes, code: str
) -> None:
    build = make_build(owner)

    with pytest.raises(Invalid) as error:
        attachments.attach_file(build=build, by=owner, file_name=name, file=keep(data))

    assert error.value.code == code
    assert not Attachment.objects.exists()


def test_the_same_file_is_attached_once(owner: User, make_build: MakeBuild) -> None:
    build = make_build(owner)
    for _time in range(2):
        attachments.attach_file(build=build, by=owner, file_name="front.png", file=keep(PNG))

    assert len(attachments_of(build)) == 1


def test_attachments_keep_their_order_and_have_a_limit(
    owner: User, make_build: MakeBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MAX_ATTACHMENTS", 2)
    build = make_build(owner)
    first = attachments.attach_file(build=build, by=owner, file_name="b.png", file=keep(PNG))
    attachments.attach_file(build=build, by=owner, file_name="a.png", file=keep(PNG))

    with pytest.raises(Conflict):
        attachments.attach_file(build=build, by=owner, file_name="c.png", file=keep(PNG))

    assert [one.file_name for one in attachments_of(build)] == ["b.png", "a.png"]
    attachments.remove_attachment(attachment=first, by=owner)
    attachments.attach_file(build=build, by=owner, file_name="c.png", file=keep(PNG))
    assert [one.file_name for one in attachments_of(build)] == ["a.png", "c.png"]


def test_a_stranger_attaches_and_removes_nothing(owner: User, stranger: User, make_build: MakeBuild) -> None:
    draft, published = make_build(owner), make_build(owner, "Shown", published=True)
    attached = [
        attachments.attach_file(build=build, by=owner, file_name="front.png", file=keep(PNG))
        for build in (draft, published)
    ]

    for build, attachment, refused in zip((draft, published), attached, (NotFound, Denied), strict=True):
        with pytest.raises(refused):
            attachments.attach_file(build=build, by=stranger, file_name="b.png", file=keep(PNG))
        with pytest.raises(refused):
            attachments.remove_attachment(attachment=attachment, by=stranger)

    assert set(Attachment.objects.all()) == set(attached)


@pytest.mark.shared
def test_real_programs_are_taken(owner: User, make_build: MakeBuild, shared: Path) -> None:
    build = make_build(owner)
    programs = sorted(path for path in (shared / "programs").iterdir() if path.is_file())

    for path in programs:
        with path.open("rb") as content:
            attachments.attach_file(build=build, by=owner, file_name=path.name, file=keep(content))

    assert len(programs) == 23
    for attachment in attachments_of(build):
        look_into(attachment.pk)
    found = {one.file_name: one for one in attachments_of(build)}
    radar = found["radarcar.lms"].contents
    assert radar is not None
    assert {one["port"]: one["role"] for one in radar["devices"]} == {
        "A": "motor", "B": "motor", "C": "motor", "F": "distance sensor",
    }  # fmt: skip
    assert all(one.contents and "error" not in one.contents for one in found.values())
    assert found["pybricks_gyro_boy.py"].text is not None
    assert {one.kind for one in attachments_of(build)} == {"program"}
    assert len(attachments_of(build)) == 23
