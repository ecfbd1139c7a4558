"""Files of other programs sent over GraphQL, in one request and in three steps: read as a page's are."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trimesh
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from builds.models import Revision
from builds.services.process import process_revision
from common.files import read_file
from tests.brickfolk_api.operations import operation

LXFML = b"""<LXFML versionMajor="5" name="Wall"><Bricks>
<Brick refID="0" designID="3001"><Part refID="0" designID="3001" materials="21">
<Bone refID="0" transformation="1,0,0,0,1,0,0,0,1,0,0,0"/></Part></Brick>
<Brick refID="1" designID="3001"><Part refID="1" designID="3001" materials="21">
<Bone refID="1" transformation="1,0,0,0,1,0,0,0,1,0,0.96,0"/></Part></Brick></Bricks></LXFML>"""
FOUND = """query($id: ID!) { revision(id: $id) { state error { code hint } bom(first: 9) { nodes {
  reference system quantity ownPrice { amount } } } } }"""

pytestmark = pytest.mark.slow
Send = Callable[[str, bytes], str]


def lxf(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return made.getvalue()


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """Neither a library nor a mapping, and files of this test alone."""
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    monkeypatch.delenv("LDD_MAPPING", raising=False)
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture(params=["one request", "three steps"])
def send(request: pytest.FixtureRequest, client: Client, ask: Any, ada: User, token_of: Callable[..., str]) -> Send:
    """send(name, data) gives the id of the revision that came of it, by either way."""
    token = token_of(ada)

    def at_once(name: str, data: bytes) -> str:
        fields = {
            "operations": json.dumps({"query": operation("UploadBuild"), "variables": {"input": {"file": None}}}),
            "map": json.dumps({"0": ["variables.input.file"]}),
            "0": SimpleUploadedFile(name, data),
        }
        answer = client.post("/graphql/", fields, headers={"Authorization": f"Bearer {token}"}).json()
        return revision_of(answer["data"]["uploadBuild"])

    def in_steps(name: str, data: bytes) -> str:
        announced = {"input": {"fileName": name, "size": len(data)}}
        upload = ask(operation("CreateUpload"), announced, token=token)["data"]["createUpload"]["upload"]
        headers = {header["name"]: header["value"] for header in upload["headers"]}
        sent = client.generic(upload["method"], upload["url"], data, headers=headers)
        assert sent.status_code in (200, 201, 204)
        answer = ask(operation("CompleteUpload"), {"input": {"key": upload["key"]}}, token=token)
        return revision_of(answer["data"]["completeUpload"])

    return at_once if request.param == "one request" else in_steps


def revision_of(payload: dict[str, Any]) -> str:
    assert payload["errors"] == []
    identifier: str = payload["revision"]["id"]
    return identifier


def processed(identifier: str) -> Revision:
    revision = Revision.objects.get(pk=identifier.removeprefix("Revision:"))
    process_revision(revision.pk)
    revision.refresh_from_db()
    return revision


@pytest.fixture
def found(ask: Any, ada: User, token_of: Callable[..., str]) -> Callable[[str], dict[str, Any]]:
    def asked(identifier: str) -> dict[str, Any]:
        told: dict[str, Any] = ask(FOUND, {"id": identifier}, token=token_of(ada))["data"]["revision"]
        return told

    return asked


def test_an_lxf_becomes_its_lots(send: Send, found: Callable[[str], dict[str, Any]]) -> None:
    data = lxf(**{"IMAGE100.LXFML": LXFML})
    identifier = send("wall.lxf", data)
    revision = processed(identifier)
    assert (revision.format, revision.part_count, revision.lot_count) == ("ldd", 2, 1)
    assert (revision.file_name, read_file(revision.file)) == ("wall.lxf", data)
    told = found(identifier)
    assert (told["state"], told["error"]) == ("READY", None)
    assert told["bom"]["nodes"] == [{"reference": "3001", "system": "ldd", "quantity": 2, "ownPrice": None}]


def test_an_stl_becomes_a_part_of_the_builders_own(
    send: Send, found: Callable[[str], dict[str, Any]], ask: Any, ada: User, token_of: Callable[..., str]
) -> None:
    data = trimesh.creation.box((10, 20, 30)).export(file_type="stl")
    identifier = send("Sensor cover.stl", data)
    revision = processed(identifier)
    assert (revision.format, revision.part_count, read_file(revision.file)) == ("stl", 1, data)
    assert sorted(map(str, (revision.size_x, revision.size_y, revision.size_z))) == ["10.0", "20.0", "30.0"]
    (lot,) = found(identifier)["bom"]["nodes"]
    assert (lot["reference"], lot["system"], lot["quantity"]) == ("custom-sensor-cover", "custom", 1)
    line = f"BomLine:{revision.bom_lines.get().pk}"
    given = {"lot": line, "price": "1.25"}
    priced = ask(operation("SetLotPrice"), {"input": given}, token=token_of(ada))["data"]["setLotPrice"]
    assert priced["errors"] == []
    assert found(identifier)["bom"]["nodes"][0]["ownPrice"] == {"amount": "1.2500"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("wall.lxf", lxf(**{"IMAGE100.PNG": b"no model"}), "UNSUPPORTED_FORMAT"),
        ("wall.lxf", lxf(**{"IMAGE100.LXFML": LXFML, "zeros": bytes(64 << 20)}), "HOSTILE_ARCHIVE"),
        ("cover.stl", bytes(80) + b"\xff\xff\xff\x7f", "TOO_MANY_TRIANGLES"),
        ("cover.stl", b"solid x\nfacet normal 0 0 1\nendfacet\nendsolid\n", "BROKEN_MESH"),
    ],
)
def test_what_cannot_be_read_says_why(
    send: Send, found: Callable[[str], dict[str, Any]], name: str, data: bytes, code: str
) -> None:
    identifier = send(name, data)
    processed(identifier)
    told = found(identifier)
    assert (told["state"], told["error"]["code"], bool(told["error"]["hint"])) == ("FAILED", code, True)
    assert told["bom"]["nodes"] == []
