"""Model files on their way in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from builds.models import Build, Revision
from common.files import MAX_SIZE
from tests.factories import make_published

MODEL = b"0 A car\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"


def model_file(content: bytes = MODEL, name: str = "line-follower.ldr") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_becomes_a_draft_whose_page_shows_the_work(owner: User, owners: Client) -> None:
    response = owners.post("/upload/", {"file": model_file(), "title": "", "licence": "CC-BY-4.0"})
    build = Build.objects.get()
    assert response.headers["Location"] == f"/builds/{build.slug}/"
    assert (build.owner, build.title, build.state, build.licence) == (owner, "Line follower", "draft", "CC-BY-4.0")
    assert build.revisions.get().state == Revision.State.WAITING


def test_the_pages_script_gets_the_address_to_go_to(owners: Client) -> None:
    data = {"file": model_file(), "licence": "CC-BY-4.0"}
    response = owners.post("/upload/", data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 201
    assert response.json() == {"address": f"/builds/{Build.objects.get().slug}/"}


@pytest.mark.parametrize(
    ("file", "words"),
    [(b"", "The file is empty."), (None, "Choose the file first.")],
)
def test_what_cannot_be_taken_is_said_at_the_field(owners: Client, file: bytes | None, words: str) -> None:
    data = {"licence": "CC-BY-4.0"} | ({} if file is None else {"file": model_file(file)})
    response = owners.post("/upload/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'aria-invalid="true"' in page
    assert not Build.objects.exists()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(owners: Client) -> None:
    response = owners.post("/upload/", {"file": model_file()}, CONTENT_LENGTH=str(MAX_SIZE + (2 << 20)))
    assert response.status_code == 413
    assert "A file has 50\u00a0MB at most." in response.content.decode()
    assert not Build.objects.exists()


def test_a_file_just_above_the_limit_is_refused(owners: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.forms.upload.MAX_SIZE", len(MODEL) - 1)
    response = owners.post("/upload/", {"file": model_file(), "licence": "CC-BY-4.0"})
    assert response.status_code == 422
    assert not Build.objects.exists()


def test_uploading_asks_to_sign_in_first(visitor: Client, db: None, settings: Settings) -> None:
    assert visitor.get("/upload/").headers["Location"] == "/accounts/login/?next=/upload/"


def test_only_the_owner_adds_a_revision(owner: User, owners: Client, strangers: Client) -> None:
    build = make_published(owner, slug="crane")
    assert strangers.post("/builds/crane/upload/", {"file": model_file()}).status_code == 404
    assert build.revisions.count() == 1
    response = owners.post("/builds/crane/upload/", {"file": model_file(), "note": "longer arm"})
    assert response.headers["Location"] == "/builds/crane/revisions/2/"
    assert build.revisions.get(number=2).note == "longer arm"
