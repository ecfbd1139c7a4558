"""What can be taken away from a build's page."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_asset, make_build, make_line, make_published, make_revision


def test_the_original_and_the_model_come_by_signed_links(owner: User, visitor: Client) -> None:
    build = make_published(owner, slug="crane")
    assert build.shown_revision is not None
    make_asset(build.shown_revision, "glb", b"glTF")
    original = visitor.get("/builds/crane/revisions/1/original/", follow=True)
    assert b"".join(original.streaming_content) == b"0 a model\n"  # type: ignore[attr-defined]
    assert original.headers["Content-Disposition"] == 'attachment; filename="crane.mpd"'
    model = visitor.get("/builds/crane/revisions/1/model.glb/", follow=True)
    assert b"".join(model.streaming_content) == b"glTF"  # type: ignore[attr-defined]


def test_the_parts_list_comes_in_two_formats(owner: User, visitor: Client) -> None:
    build = make_published(owner, slug="crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    table = visitor.get("/builds/crane/revisions/1/parts.csv/")
    assert table.headers["Content-Disposition"] == 'attachment; filename="crane-parts.csv"'
    assert b"Brick 2 x 4" in table.content
    assert visitor.get("/builds/crane/revisions/1/wanted-list.xml/").content.startswith(b"<?xml")


@pytest.mark.parametrize("what", ["original", "model.glb", "parts.csv", "wanted-list.xml"])
def test_nothing_of_a_draft_is_handed_to_others(owner: User, strangers: Client, what: str) -> None:
    make_revision(make_build(owner, slug="crane"))
    assert strangers.get(f"/builds/crane/revisions/1/{what}/").status_code == 404


def test_what_is_not_made_is_not_found(owner: User, visitor: Client) -> None:
    make_published(owner, slug="crane")
    for what in ("model.glb", "nonsense"):
        assert visitor.get(f"/builds/crane/revisions/1/{what}/").status_code == 404
    assert visitor.get("/builds/crane/picture/").status_code == 404
