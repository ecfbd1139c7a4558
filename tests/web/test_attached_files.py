"""Files beside a build: what the page says of each, and the page of a text."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from builds.models import Attachment, Build
from tests.factories import make_attachment, make_build, make_line, make_part, make_published, make_revision, stored

CONTENTS: dict[str, Any] = {
    "kind": "ev3", "title": "Scout <1>", "language": "", "letters": 0,
    "members": [{"name": "Main.ev3p", "size": 2300}, {"name": "<b>.txt", "size": 9}],
    "devices": [{"port": "A", "role": "medium motor"}, {"port": "B", "role": "large motor"}],
}  # fmt: skip


@pytest.fixture
def build(owner: User) -> Build:
    build = make_published(owner, slug="crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision, part=make_part("53787", "Motor, NXT", "Electronics"), quantity=1)
    return build


def attached(build: Build, name: str, contents: dict[str, Any] | None, runs: list[Any] | None = None) -> Attachment:
    attachment = make_attachment(build, name)
    attachment.contents = contents
    attachment.text = stored(json.dumps(runs).encode()) if runs is not None else None
    attachment.save()
    return attachment


def test_the_page_says_what_is_in_a_program(build: Build, visitor: Client) -> None:
    attached(build, "scout.ev3", CONTENTS)
    page = visitor.get("/builds/crane/").content.decode()
    assert "EV3 project: Scout &lt;1&gt;" in page
    assert "2 files in it" in page
    assert "<li><span>&lt;b&gt;.txt</span>" in page
    assert "<b>A</b> medium motor" in page
    assert "The program uses ports A and B for motors; the parts list has one motor." in page
    assert "note--warn files__check" in page


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (None, "What is in it is being looked for."),
        ({"error": {"message": "It is broken.", "hint": "Save it again."}}, "It is broken. Save it again."),
    ],
)
def test_a_file_that_nobody_has_looked_into_says_so(
    build: Build, visitor: Client, contents: dict[str, Any] | None, words: str
) -> None:
    attached(build, "scout.ev3", contents)
    assert words in visitor.get("/builds/crane/").content.decode()


def test_a_text_is_coloured_and_escaped(build: Build, visitor: Client) -> None:
    runs = [["k", "def "], ["", "<script>alert(1)</script>"], ["s", "'&'"], ['x" onclick="', "odd"]]
    pk = attached(build, "drive.py", {"kind": "python", "devices": []}, runs).pk
    assert f'href="/builds/crane/files/{pk}/read/"' in visitor.get("/builds/crane/").content.decode()
    page = visitor.get(f"/builds/crane/files/{pk}/read/").content.decode()
    assert (
        '<span class="code--k">def </span>&lt;script&gt;alert(1)&lt;/script&gt;'
        '<span class="code--s">&#x27;&amp;&#x27;</span>odd</code>'
    ) in page
    assert "onclick" not in page
    assert "style=" not in page


def test_a_draft_and_its_texts_are_the_owners(owner: User, owners: Client, strangers: Client, visitor: Client) -> None:
    build = make_build(owner, slug="hidden")
    make_revision(build)
    pk = attached(build, "drive.py", {"kind": "python"}, [["", "x"]]).pk
    answer = owners.get(f"/builds/hidden/files/{pk}/read/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert strangers.get(f"/builds/hidden/files/{pk}/read/").status_code == 404
    assert visitor.get(f"/builds/hidden/files/{pk}/read/").status_code == 404


def test_what_has_no_text_and_what_is_another_builds_cannot_be_read(owner: User, build: Build, visitor: Client) -> None:
    other = attached(make_published(owner, slug="other"), "drive.py", {"kind": "python"}, [["", "x"]])
    plain = attached(build, "scout.ev3", CONTENTS)
    assert visitor.get(f"/builds/crane/files/{plain.pk}/read/").status_code == 404
    assert visitor.get(f"/builds/crane/files/{other.pk}/read/").status_code == 404
