"""Every documented operation is run, and answers what it says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from builds.models import Attachment, Build, Revision
from common.models import StoredFile
from parts.models import Part
from tests.brickfolk_api.operations import FOLDER, operation


def test_build_answers_its_page(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    build = make_build(ada, "tower", lots=4)
    Attachment.objects.create(build=build, kind="program", file=StoredFile.objects.get(), file_name="drive.py")
    answer = ask(operation("Build"), {"slug": "tower"})
    assert "errors" not in answer
    shown = answer["data"]["build"]
    assert shown["owner"] == {"username": "ada", "name": "ada"}
    assert shown["revision"]["partCount"] == 4
    assert shown["revision"]["estimate"]["total"] == {"amount": "1.00", "currency": "EUR"}
    assert shown["attachments"][0]["fileName"] == "drive.py"
    assert "/tower.ldr" in shown["revision"]["original"]["url"]


def test_build_holds_its_programs_against_its_parts(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    build = make_build(ada, "tower", lots=1)
    line = build.revisions.get().bom_lines.get()
    line.part, line.name, line.reference, line.quantity = None, "", "53787", 2
    line.save()
    used = [{"port": port, "role": "large motor"} for port in "BCA"] + [{"port": "4", "role": "touch sensor"}]
    contents = {"kind": "ev3", "title": "Scout", "members": [{"name": "a.ev3p", "size": 7}], "devices": used}
    file = StoredFile.objects.get()
    Attachment.objects.create(build=build, kind="program", file=file, file_name="scout.ev3", contents=contents)
    shown = ask(operation("Build"), {"slug": "tower"})["data"]["build"]
    assert shown["attachments"][0]["contents"]["members"] == [{"name": "a.ev3p", "size": 7.0}]
    check = shown["devicesCheck"]
    assert check.pop("message") == (
        "The program uses ports A, B and C for motors and port 4 for a sensor; "
        "the parts list has two motors and no sensors."
    )
    assert check == {
        "isEnough": False, "motorPorts": ["A", "B", "C"], "sensorPorts": ["4"], "otherPorts": [],
        "motors": 2, "sensors": 0, "hubs": 0,
    }  # fmt: skip


def test_a_build_whose_programs_say_nothing_has_no_check(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    build = make_build(ada, "tower")
    error = {"error": {"code": "BROKEN_ARCHIVE", "message": "It is broken.", "hint": "Save it again."}}
    file = StoredFile.objects.get()
    Attachment.objects.create(build=build, kind="program", file=file, file_name="a.ev3", contents=error)
    shown = ask(operation("Build"), {"slug": "tower"})["data"]["build"]
    assert shown["devicesCheck"] is None
    assert shown["attachments"][0]["contents"]["error"] == "It is broken. Save it again."


def test_build_bom_explains_each_line(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    make_build(ada, "tower", lots=2)
    bom = ask(operation("BuildBom"), {"slug": "tower"})["data"]["build"]["revision"]["bom"]
    assert bom["totalCount"] == 2
    line = bom["nodes"][1]
    assert (line["reference"], line["quantity"], line["part"]["number"]) == ("t301", 2, "t302")
    assert line["price"]["each"] == {"amount": "0.1000", "currency": "EUR"}
    assert line["price"]["together"] == {"amount": "0.20", "currency": "EUR"}
    reason = line["price"]["reason"]
    assert (line["price"]["basis"], reason["rule"], reason["date"]) == ("ESTIMATE", "estimate 2026-1", None)
    assert reason["message"].startswith("Nobody’s price is known.")
    assert reason["inputs"] == {"formula": "2026-1", "base": "0.156", "weight": "1.2", "weight_from": "size"}


def test_search_builds_pages_through_published_ones(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    for n in range(5):
        make_build(ada, f"tower-{n}")
    make_build(ada, "tower-draft", state="draft")
    query = operation("SearchBuilds")
    first = ask(query, {"text": "tower", "first": 3})["data"]["builds"]
    assert (first["totalCount"], len(first["nodes"])) == (5, 3)
    rest = ask(query, {"text": "tower", "first": 3, "after": first["pageInfo"]["endCursor"]})["data"]["builds"]
    assert [node["slug"] for node in first["nodes"] + rest["nodes"]] == [f"tower-{n}" for n in (4, 3, 2, 1, 0)]


def test_search_parts_finds_by_words(ask: Any, parts: list[Part]) -> None:
    found = ask(operation("SearchParts"), {"text": "testing plate 3"})["data"]["parts"]["nodes"]
    assert found[0]["number"] == "t303"
    assert found[0]["category"] == {"name": "Test plates", "slug": "test-plates"}


def test_remix_build_records_where_it_comes_from(
    ask: Any, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    make_build(ada, "tower")
    answer = ask(operation("RemixBuild"), {"input": {"build": "tower"}}, token=token_of(ben))["data"]["remixBuild"]
    assert answer["errors"] == []
    assert answer["build"]["state"] == "DRAFT"
    assert answer["build"]["remixOf"]["build"]["slug"] == "tower"
    remix = Build.objects.get(slug=answer["build"]["slug"])
    assert (remix.owner, remix.revisions.get().bom_lines.count()) == (ben, 3)


def test_remix_of_a_draft_is_refused_and_makes_nothing(
    ask: Any, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    make_build(ada, "tower", state="draft")
    answer = ask(operation("RemixBuild"), {"input": {"build": "tower"}}, token=token_of(ben))["data"]["remixBuild"]
    assert answer["build"] is None
    assert [error["code"] for error in answer["errors"]]
    assert Build.objects.count() == 1


def test_publish_and_withdraw(ask: Any, make_build: Callable[..., Build], ada: User, token_of: Any) -> None:
    make_build(ada, "tower", state="draft")
    published = ask(operation("PublishBuild"), {"slug": "tower"}, token=token_of(ada))["data"]["publishBuild"]
    assert (published["build"]["state"], published["errors"]) == ("PUBLISHED", [])
    withdrawn = ask(operation("WithdrawBuild"), {"slug": "tower"}, token=token_of(ada))["data"]["withdrawBuild"]
    assert (withdrawn["build"]["state"], withdrawn["build"]["publishedAt"]) == ("DRAFT", None)


def test_revision_tells_how_the_work_stands(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    revision = make_build(ada, "tower").revisions.get()
    revision.stage_figures = {"read": {"lines": 12}, "received": {"bytes": 10}}
    revision.notices = [{"code": "STICKER", "severity": "note", "message": "1 sticker left out."}]
    revision.save()
    shown = ask(operation("Revision"), {"id": f"Revision:{revision.pk}"})["data"]["revision"]
    assert shown["stages"] == [
        {"stage": "RECEIVED", "figures": {"bytes": 10}},
        {"stage": "READ", "figures": {"lines": 12}},
    ]
    assert shown["warnings"] == []
    assert shown["notes"] == [{"code": "STICKER", "message": "1 sticker left out."}]


@pytest.mark.parametrize("identifier", ["Revision:x", "Build:1", "Revision:" + "9" * 30, ""])
def test_a_made_up_id_is_refused(ask: Any, db: None, identifier: str) -> None:
    answer = ask(operation("Revision"), {"id": identifier})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_ID"


def test_viewer_sees_drafts_too(ask: Any, make_build: Callable[..., Build], ada: User, token_of: Any) -> None:
    make_build(ada, "tower", state="draft")
    viewer = ask(operation("Viewer"), token=token_of(ada, "read"))["data"]["viewer"]
    assert (viewer["username"], viewer["scope"]) == ("ada", "read")
    draft = viewer["builds"]["nodes"][0]
    assert (draft["slug"], draft["state"], draft["revision"]["partCount"]) == ("tower", "DRAFT", 3)
    assert ask(operation("Viewer"))["data"]["viewer"] is None


def test_every_operation_in_the_folder_is_run_here() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*operations.py"))
    run = set(re.findall(r'\b(?:operation\(|(?:sent|done)\(ask, )"(\w+)"', source))
    assert {path.stem for path in FOLDER.glob("*.graphql")} - run == set()


def test_parts_lists_can_be_taken_away(ask: Any, make_build: Callable[..., Build], ada: User) -> None:
    make_build(ada, "tower", lots=2)
    revision = ask(operation("DownloadBom"), {"slug": "tower"})["data"]["build"]["revision"]
    assert len(revision["bomCsv"].strip().splitlines()) == 3
    assert "<INVENTORY>" in revision["wantedListXml"]


def test_downloads_name_every_format_and_open_without_a_session(
    ask: Any, client: Client, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    make_build(ada, "tower", state="draft")
    Revision.objects.update(format="bsx", lot_count=3, stage_figures={"identified": {"lots": 3, "known": 3}})
    assert ask(operation("Downloads"), {"slug": "tower"}, token=token_of(ben))["data"]["build"] is None
    found = ask(operation("Viewer"), token=token_of(ada))["data"]["viewer"]["builds"]["nodes"][0]
    assert found["slug"] == "tower"
    query = "query($id: ID!) { revision(id: $id) { format downloads { format title url } } }"
    shown = ask(query, {"id": f"Revision:{Revision.objects.get().pk}"}, token=token_of(ada))["data"]["revision"]
    assert shown["format"] == "bsx"
    titles = {one["format"]: one["title"] for one in shown["downloads"]}
    assert set(titles) == {"original", "csv", "xlsx", "json", "bricklink", "bsx", "rebrickable"}
    assert titles["bricklink"] == "tower-wanted-list.xml"
    table = next(one["url"] for one in shown["downloads"] if one["format"] == "csv")
    assert client.get(table).content.startswith(b"\xef\xbb\xbfposition,")
    assert client.get(table.partition("?")[0]).status_code == 404


def test_set_lot_price_of_a_part_of_ones_own(
    ask: Any, make_build: Callable[..., Build], ada: User, ben: User, token_of: Any
) -> None:
    line = make_build(ada, "tower").revisions.get().bom_lines.order_by("position")[0]
    unknown = {"part": None, "system": "custom", "basis": "unknown", "unit_price": None, "line_price": None}
    type(line).objects.filter(pk=line.pk).update(quantity=2, **unknown)
    given = {"input": {"lot": f"BomLine:{line.pk}", "price": "1.50"}}
    refused = ask(operation("SetLotPrice"), given, token=token_of(ben))["data"]["setLotPrice"]
    assert (refused["lot"], len(refused["errors"])) == (None, 1)
    answer = ask(operation("SetLotPrice"), given, token=token_of(ada))["data"]["setLotPrice"]
    assert answer["errors"] == []
    assert answer["lot"] == {
        "item": "PART", "system": "custom", "ownPrice": {"amount": "1.5000", "currency": "EUR"},
        "price": {"basis": "OWN", "together": {"amount": "3.00", "currency": "EUR"}},
    }  # fmt: skip
    assert answer["revision"]["estimate"]["unpricedLots"] == 0
    wrong = ask(operation("SetLotPrice"), {"input": {"lot": given["input"]["lot"], "price": "-1"}}, token=token_of(ada))
    assert [error["code"] for error in wrong["data"]["setLotPrice"]["errors"]] == ["OWN_PRICE"]
