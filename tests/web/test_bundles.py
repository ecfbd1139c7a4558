"""Whole builds on the site: taken away as a zip, handed in by the upload page, and watched while they come."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from builds.models import Build, BuildImport
from builds.selectors.export_grants import export_grant
from builds.services.importing import run_import
from tests.brickcore.bundles.bundle_samples import bundled, told
from tests.factories import make_build, make_published, make_revision, make_user


def numbers(response: object) -> list[int]:
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]
        return [one["number"] for one in json.loads(archive.read("manifest.json"))["revisions"]]


def test_everybody_takes_what_they_may_see(owner: User, owners: Client, visitor: Client) -> None:
    build = make_published(owner, slug="crane")
    make_revision(build, lot_count=0)
    answer = visitor.get("/builds/crane/everything.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="crane.zip"'
    assert answer.headers["Content-Type"] == "application/zip"
    assert (numbers(answer), numbers(owners.get("/builds/crane/everything.zip"))) == ([1], [1, 2])
    page = visitor.get("/builds/crane/").content.decode()
    assert 'href="/builds/crane/everything.zip"' in page


def test_a_draft_is_its_owners_unless_the_address_lends_their_eyes(
    owner: User, owners: Client, strangers: Client, visitor: Client
) -> None:
    build = make_build(owner, slug="hidden")
    make_revision(build, lot_count=0)
    other = make_build(make_user("other"), slug="other")
    assert owners.get("/builds/hidden/everything.zip").status_code == 200
    assert strangers.get("/builds/hidden/everything.zip").status_code == 404
    grant = export_grant(build, owner)
    assert numbers(visitor.get("/builds/hidden/everything.zip", {"grant": grant})) == [1]
    for wrong in (grant + "x", export_grant(other, owner), export_grant(build, None), "1"):
        assert visitor.get("/builds/hidden/everything.zip", {"grant": wrong}).status_code == 404


def test_a_member_takes_all_of_their_own(owner: User, owners: Client, visitor: Client) -> None:
    make_revision(make_build(owner, slug="crane"), lot_count=0)
    make_published(make_user("other"), slug="theirs")
    with ZipFile(BytesIO(b"".join(owners.get("/me/everything.zip").streaming_content))) as archive:  # type: ignore[attr-defined]
        assert archive.namelist() == ["README.txt", "answers.json", "crane.zip"]
    assert visitor.get("/me/everything.zip").headers["Location"].startswith("/accounts/login/")
    assert 'href="/me/everything.zip"' in owners.get("/me/").content.decode()


def handed_in(client: Client, data: bytes, **headers: str) -> str:
    sent = {"file": SimpleUploadedFile("car.zip", data), "licence": "CC0-1.0"}
    answer = client.post("/upload/", sent, headers=headers)
    assert answer.status_code == (201 if headers else 302)
    return answer.json()["address"] if headers else answer.headers["Location"]


def test_the_upload_page_takes_a_builds_zip(owner: User, owners: Client, strangers: Client) -> None:
    address = handed_in(owners, bundled())
    given = BuildImport.objects.get()
    assert address == f"/me/imports/{given.pk}/"
    assert "It waits for its turn." in owners.get(address).content.decode()
    assert strangers.get(address).status_code == 404
    run_import(given.pk)
    draft = Build.objects.get(owner=owner)
    assert draft.licence == "CC-BY-4.0"  # the one that it came with, whatever the form said
    assert owners.get(address).headers["Location"] == f"/builds/{draft.slug}/"
    fragment = owners.get(address, headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == f"/builds/{draft.slug}/"
    page = owners.get(f"/builds/{draft.slug}/").content.decode()
    assert 'href="https://elsewhere.example/builds/small-car/"' in page
    assert "Builder, CC-BY-4.0" in page


def test_the_script_of_the_page_is_sent_to_the_import(owners: Client) -> None:
    assert handed_in(owners, bundled(), **{"X-Requested-With": "XMLHttpRequest"}).startswith("/me/imports/")


def test_a_refusal_is_said_where_the_import_was_watched(owners: Client) -> None:
    address = handed_in(owners, bundled(told(licence="<b>mine</b>")))
    run_import(BuildImport.objects.get().pk)
    page = owners.get(address).content.decode()
    assert "Choose one of these licences" in page
    assert "<code>LICENCE</code>" in page
    assert "hx-trigger" not in page.split('id="import"')[1]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", ""])
def test_a_credit_never_opens_what_is_no_page(owner: User, owners: Client, address: str) -> None:
    handed_in(owners, bundled(told(address=address, author="<script>", title="A & B")))
    run_import(BuildImport.objects.get().pk)
    page = owners.get(f"/builds/{Build.objects.get().slug}/").content.decode()
    assert "&lt;script&gt;" in page
    assert "javascript:" not in page
    assert "data:text/html" not in page
