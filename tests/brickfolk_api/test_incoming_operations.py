"""Builds that come in: as one file, in three steps, and as the zip of a whole build; and that zip leaving."""

from typing import Any

from django.test import Client

from accounts.models import User
from builds.models import Build, BuildImport, Revision
from builds.services.importing import run_import
from builds.services.revisions import create_build
from common.files import keep, read_file
from common.models import StoredFile
from tests.brickcore.bundles.bundle_samples import bundled
from tests.brickfolk_api.operations import MODEL, operation, send_file


def test_upload_build_keeps_the_bytes_and_starts_the_work(client: Client, ada: User, token_of: Any) -> None:
    given = {"title": "One brick", "tags": ["tiny"], "licence": "CC0"}
    answer = send_file(client, operation("UploadBuild"), given, token_of(ada))
    payload = answer["data"]["uploadBuild"]
    assert payload["errors"] == []
    assert payload["build"]["title"] == "One brick"
    assert payload["revision"]["state"] == "WAITING"
    revision = Revision.objects.get(build__slug=payload["build"]["slug"])
    assert read_file(revision.file) == MODEL
    assert revision.build.licence == "CC0-1.0"
    second = send_file(client, operation("UploadBuild"), {"build": revision.build.slug, "note": "again"}, token_of(ada))
    assert second["data"]["uploadBuild"]["revision"]["number"] == 2


def test_upload_build_without_a_token_keeps_nothing(client: Client, db: None) -> None:
    answer = send_file(client, operation("UploadBuild"), {"title": "x"}, "bf_made-up")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_TOKEN"
    assert not StoredFile.objects.exists()


def test_upload_in_three_steps(client: Client, ask: Any, ada: User, ben: User, token_of: Any) -> None:
    token = token_of(ada)
    given = {"fileName": "brick.ldr", "size": len(MODEL)}
    upload = ask(operation("CreateUpload"), {"input": given}, token=token)["data"]["createUpload"]["upload"]
    headers = {header["name"]: header["value"] for header in upload["headers"]}
    sent = client.generic(upload["method"], upload["url"], MODEL, headers=headers)
    assert sent.status_code in (200, 201, 204)
    complete = operation("CompleteUpload")
    stolen = ask(complete, {"input": {"key": upload["key"]}}, token=token_of(ben))["data"]["completeUpload"]
    assert stolen["revision"] is None
    assert not Build.objects.exists()
    answers = [ask(complete, {"input": {"key": upload["key"], "title": "Brick"}}, token=token) for _ in range(2)]
    first, again = (answer["data"]["completeUpload"]["revision"] for answer in answers)
    assert first == again
    assert first["build"]["title"] == "Brick"
    assert Build.objects.count() == 1


def test_a_build_leaves_and_comes_back_as_a_draft_of_whoever_imports_it(
    client: Client, ask: Any, ada: User, ben: User, token_of: Any
) -> None:
    create_build(owner=ada, file_name="tower.ldr", file=keep(MODEL))
    shown = ask(operation("Build"), {"slug": "tower"}, token=token_of(ada, "read"))["data"]["build"]
    assert shown["credits"] == []
    data = b"".join(client.get(shown["everything"]).streaming_content)  # type: ignore[attr-defined]
    sent = send_file(client, operation("ImportBuild"), {}, token_of(ben), "tower.zip", data)["data"]["importBuild"]
    assert (sent["errors"], sent["import"]["state"]) == ([], "WAITING")
    run_import(BuildImport.objects.get().pk)
    given = {"id": sent["import"]["id"]}
    found = ask(operation("BuildImport"), given, token=token_of(ben, "read"))["data"]["buildImport"]
    assert (found["state"], found["progress"], found["problem"]) == ("DONE", 100, None)
    assert [one["author"] for one in found["build"]["credits"]] == ["ada"]
    assert Build.objects.get(slug=found["build"]["slug"]).owner == ben
    assert ask(operation("BuildImport"), given, token=token_of(ada, "read"))["data"]["buildImport"] is None
    assert ask(operation("BuildImport"), given)["data"]["buildImport"] is None


def test_a_zip_that_was_sent_to_the_storage_is_imported_by_its_key(
    client: Client, ask: Any, ada: User, token_of: Any
) -> None:
    data, token = bundled(), token_of(ada)
    announced = {"input": {"fileName": "car.zip", "size": len(data)}}
    upload = ask(operation("CreateUpload"), announced, token=token)["data"]["createUpload"]["upload"]
    client.generic(upload["method"], upload["url"], data)
    by_key = {"input": {"key": upload["key"]}}
    sent = ask(operation("ImportBuild"), by_key, token=token)["data"]["importBuild"]
    assert (sent["errors"], sent["import"]["state"]) == ([], "WAITING")
    refused = ask(operation("ImportBuild"), {"input": {}}, token=token)["data"]["importBuild"]
    assert [error["code"] for error in refused["errors"]] == ["FILE_OR_KEY"]


def test_an_import_that_is_refused_says_why(client: Client, ask: Any, ben: User, token_of: Any) -> None:
    sent = send_file(client, operation("ImportBuild"), {}, token_of(ben), "x.zip", b"PK")["data"]["importBuild"]
    run_import(BuildImport.objects.get().pk)
    found = ask(operation("BuildImport"), {"id": sent["import"]["id"]}, token=token_of(ben))["data"]["buildImport"]
    assert (found["state"], found["problem"]["code"], found["build"]) == ("FAILED", "BROKEN_ARCHIVE", None)
    assert found["problem"]["hint"]
