"""What an owner does with a build, and what nobody else can."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from builds.models import Build
from tests.factories import make_attachment, make_build, make_published, make_revision

WORDS = {"title": "Tall crane", "description": "It **lifts**.", "tags": "crane, Lifting", "licence": "CC0-1.0"}


def test_editing_changes_the_words(owner: User, owners: Client) -> None:
    build = make_build(owner, slug="crane")
    make_revision(build)
    assert owners.post("/builds/crane/edit/", WORDS).headers["Location"] == "/builds/crane/"
    build.refresh_from_db()
    assert (build.title, build.description, build.licence) == ("Tall crane", "It **lifts**.", "CC0-1.0")
    assert sorted(tag.name for tag in build.tags.all()) == ["crane", "lifting"]
    assert "<strong>lifts</strong>" in owners.get("/builds/crane/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Give the build a title"),
        ({"tags": "!!!"}, "cannot be a tag"),
        ({"licence": "all mine"}, "valid choice"),
    ],
)
def test_a_wrong_field_says_so_and_changes_nothing(
    owner: User, owners: Client, wrong: dict[str, str], words: str
) -> None:
    build = make_build(owner, "Small crane", slug="crane")
    response = owners.post("/builds/crane/edit/", WORDS | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    build.refresh_from_db()
    assert build.title == "Small crane"


@pytest.mark.parametrize("action", ["edit", "publish", "withdraw", "delete", "files", "upload"])
def test_nobody_else_can(owner: User, strangers: Client, visitor: Client, action: str) -> None:
    build = make_published(owner, "Small crane", slug="crane")
    assert strangers.post(f"/builds/crane/{action}/", WORDS).status_code == 404
    assert visitor.post(f"/builds/crane/{action}/", WORDS).headers["Location"].startswith("/accounts/login/")
    build.refresh_from_db()
    assert (build.title, build.state, build.attachments.count(), build.revisions.count()) == (
        "Small crane", "published", 0, 1,
    )  # fmt: skip


def test_publishing_and_taking_back(owner: User, owners: Client, visitor: Client) -> None:
    make_revision(make_build(owner, slug="crane"))
    page = owners.post("/builds/crane/publish/", follow=True).content.decode()
    assert "Revision 1 is published." in page
    assert visitor.get("/builds/crane/").status_code == 200
    page = owners.post("/builds/crane/withdraw/", follow=True).content.decode()
    assert "It is a draft again" in page
    assert visitor.get("/builds/crane/").status_code == 404


def test_what_is_not_ready_is_not_published(owner: User, owners: Client) -> None:
    build = make_build(owner, slug="crane")
    make_revision(build, state="failed", stage_figures={}, error={"code": "X", "message": "It broke."})
    page = owners.post("/builds/crane/publish/", follow=True).content.decode()
    assert "No revision is ready yet." in page
    build.refresh_from_db()
    assert build.state == "draft"


def test_deleting_a_draft_asks_once(owner: User, owners: Client) -> None:
    make_revision(make_build(owner, slug="crane"))
    assert "Delete this draft?" in owners.get("/builds/crane/delete/").content.decode()
    assert Build.objects.exists()
    assert owners.post("/builds/crane/delete/").headers["Location"] == "/me/"
    assert not Build.objects.exists()


def test_what_was_published_is_not_deleted(owner: User, owners: Client) -> None:
    make_published(owner, slug="crane")
    page = owners.post("/builds/crane/delete/", follow=True).content.decode()
    assert "Withdraw it instead" in page
    assert Build.objects.exists()


def test_remixing_makes_a_draft_of_ones_own(owner: User, stranger: User, strangers: Client) -> None:
    build = make_published(owner, slug="crane")
    page = strangers.post("/builds/crane/remix/", follow=True).content.decode()
    copy = Build.objects.get(owner=stranger)
    assert (copy.remix_of, copy.state) == (build.shown_revision, "draft")
    assert "This draft is yours." in page
    assert "Publish" in page


def test_a_draft_of_ones_own_cannot_be_remixed(owner: User, owners: Client) -> None:
    make_revision(make_build(owner, slug="crane"))
    response = owners.post("/builds/crane/remix/")
    assert response.status_code == 409
    assert "Publish it first." in response.content.decode()
    assert Build.objects.count() == 1


def test_a_program_goes_with_the_build_and_comes_out_as_it_went_in(
    owner: User, owners: Client, visitor: Client
) -> None:
    build = make_published(owner, slug="crane")
    program = SimpleUploadedFile("drive.lms", b"PK\x03\x04program")
    page = owners.post("/builds/crane/files/", {"attachment-file": program}, follow=True).content.decode()
    assert "“drive.lms” goes with the build now." in page
    attachment = build.attachments.get()
    response = visitor.get(f"/builds/crane/files/{attachment.pk}/", follow=True)
    assert b"".join(response.streaming_content) == b"PK\x03\x04program"  # type: ignore[attr-defined]
    owners.post(f"/builds/crane/files/{attachment.pk}/remove/")
    assert not build.attachments.exists()


@pytest.mark.parametrize(("name", "content"), [("drive.exe", b"MZ"), ("drive.lms", b"not a zip")])
def test_a_file_of_another_kind_is_refused(owner: User, owners: Client, name: str, content: bytes) -> None:
    build = make_published(owner, slug="crane")
    file = SimpleUploadedFile(name, content)
    page = owners.post("/builds/crane/files/", {"attachment-file": file}, follow=True).content.decode()
    assert "note--bad" in page
    assert not build.attachments.exists()


def test_another_builds_file_is_not_handed_out_here(owner: User, visitor: Client) -> None:
    make_published(owner, slug="crane")
    hidden = make_attachment(make_build(owner, slug="hidden"))
    assert visitor.get(f"/builds/crane/files/{hidden.pk}/").status_code == 404
    assert visitor.get(f"/builds/hidden/files/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/me/", "/builds/", "/builds/?q=none", "/formats/"])
def test_nobody_is_told_that_only_models_may_be_uploaded(owners: Client, address: str) -> None:
    page = owners.get(address).content.decode()
    assert "Upload a build" in page
    assert "Upload a model" not in page
