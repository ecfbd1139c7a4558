"""The report over GraphQL: what it says, settling it, undoing that, and in how many queries."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import BomLine, Build, Revision, Settlement
from parts.models import Colour, Part
from tests.brickfolk_api.operations import operation

WARNS = {
    "code": "ALTERNATIVES", "severity": "warning", "message": "Two models.", "file": "a.mpd", "line": 3,
    "hint": "Pick.", "parts": [], "count": 1,
}  # fmt: skip
BENT = {"code": "BENT_PART", "severity": "note", "message": "One hose.", "file": None, "line": None, "parts": ["755"]}


@pytest.fixture
def revision(make_build: Callable[..., Build], ada: User, parts: list[Part]) -> Revision:
    found = make_build(ada, "tower", lots=2).revisions.get()
    found.notices = [WARNS, BENT]
    found.save()
    make_unknown(found, 2, parts)
    return found


def make_unknown(revision: Revision, position: int, parts: list[Part]) -> BomLine:
    candidates = [
        {"part_id": part.pk, "number": part.number, "name": part.name, "score": "0.9", "reason": "number"}
        for part in parts
    ]
    return BomLine.objects.create(
        revision=revision, position=position, reference=f"grille-{position}", reference_colour="4", name="", quantity=2,
        candidates=candidates, place={"file": "a.ldr", "line": 9}, colour=Colour.objects.get(number=990_004),
    )  # fmt: skip


def report(ask: Any, revision: Revision, token: str = "") -> dict[str, Any]:
    answer = ask(operation("RevisionReport"), {"id": f"Revision:{revision.pk}"}, token=token)
    assert "errors" not in answer
    told: dict[str, Any] = answer["data"]["revision"]["report"]
    return told


def settle(ask: Any, token: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(operation("SettleLine"), {"input": given}, token=token)["data"]["settleLine"]
    return answer


def undo(ask: Any, token: str, item: str) -> dict[str, Any]:
    answer: dict[str, Any] = ask(operation("UndoSettlement"), {"item": item}, token=token)["data"]["undoSettlement"]
    return answer


def test_the_report_says_what_the_page_says(ask: Any, revision: Revision, parts: list[Part]) -> None:
    told = report(ask, revision)
    assert told["counts"] == {"look": 2, "settled": 0, "note": 1}
    unknown, warning, rule = told["items"]
    assert (unknown["kind"], unknown["code"], unknown["state"]) == ("LOT", "UNKNOWN_PART", "LOOK")
    assert (unknown["message"], unknown["file"], unknown["line"]) == ("No part is called grille-2", "a.ldr", 9)
    assert [one["part"]["number"] for one in unknown["candidates"]] == [part.number for part in parts]
    assert unknown["candidates"][0]["confidence"] == 0.9
    assert unknown["candidates"][0]["reason"] == "its number may mean this part"
    assert (warning["kind"], warning["state"], warning["hint"]) == ("NOTICE", "LOOK", "Pick.")
    assert (rule["kind"], rule["state"], rule["references"]) == ("RULE", "NOTE", ["755"])


def test_settling_and_undoing(
    ask: Any, revision: Revision, parts: list[Part], ada: User, token_of: Callable[..., str]
) -> None:
    token = token_of(ada)
    item = report(ask, revision)["items"][0]["id"]
    answer = settle(ask, token, item=item, choice="PART", part=f"Part:{parts[1].pk}")
    assert answer["errors"] == []
    assert answer["revision"]["report"]["counts"] == {"look": 1, "settled": 1}
    settled = next(one for one in report(ask, revision)["items"] if one["state"] == "SETTLED")
    assert (settled["settlement"]["what"], settled["settlement"]["part"]["number"]) == ("PART", parts[1].number)
    assert settled["settlement"]["colour"] == {"name": "Test red"}

    answer = undo(ask, token, item)
    assert (answer["errors"], answer["revision"]["report"]["counts"]) == ([], {"look": 2, "settled": 0})
    assert undo(ask, token, item)["errors"][0]["code"] == "NOT_SETTLED"


def test_a_notice_is_accepted_and_asked_again(
    ask: Any, revision: Revision, ada: User, token_of: Callable[..., str]
) -> None:
    token = token_of(ada)
    item = report(ask, revision)["items"][1]["id"]
    assert settle(ask, token, item=item, choice="OPTIONAL")["errors"][0]["code"] == "SETTLE_CHOICE"
    assert settle(ask, token, item=item, choice="ACCEPTED")["revision"]["report"]["counts"]["settled"] == 1
    assert undo(ask, token, item)["revision"]["report"]["counts"]["settled"] == 0


def test_nobody_else_settles(ask: Any, revision: Revision, ada: User, ben: User, token_of: Callable[..., str]) -> None:
    for item in [one["id"] for one in report(ask, revision)["items"][:2]]:
        for token, code in (
            (token_of(ben), "NOT_YOURS"),
            (token_of(ada, "read"), "SCOPE_MISSING"),
            ("", "UNAUTHENTICATED"),
        ):
            assert settle(ask, token, item=item, choice="ACCEPTED")["errors"][0]["code"] == code
            assert undo(ask, token, item)["errors"][0]["code"] == code
    assert Settlement.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"item": "BomLine:x"}, "BAD_ID"),
        ({"item": "BomLine:99999999"}, "NO_SUCH_LOT"),
        ({"item": "Notice:x-y"}, "BAD_ID"),
        ({"item": "Notice:"}, "BAD_ID"),
        ({"item": "Notice:99999999-ab"}, "NO_SUCH_REVISION"),
        ({"item": "Notice:{revision}-\0"}, "NO_SUCH_NOTICE"),
        ({"item": "BomLine:{line}", "choice": "PART"}, "SETTLE_PART"),
        ({"item": "BomLine:{line}", "choice": "PART", "part": "Part:99999999"}, "NO_SUCH_PART"),
        ({"item": "BomLine:{line}", "choice": "PART", "part": "Colour:1"}, "BAD_ID"),
        ({"item": "BomLine:{line}", "colour": "Colour:99999999"}, "NO_SUCH_COLOUR"),
    ],
)
def test_what_cannot_be_is_refused_by_its_code(
    ask: Any, revision: Revision, ada: User, token_of: Callable[..., str], given: dict[str, str], code: str
) -> None:
    values = {"revision": revision.pk, "line": revision.bom_lines.get(position=2).pk}
    asked = {"choice": "ACCEPTED"} | {name: value.format(**values) for name, value in given.items()}
    assert [error["code"] for error in settle(ask, token_of(ada), **asked)["errors"]] == [code]
    assert Settlement.objects.count() == 0


def test_a_hundred_items_cost_no_more_queries(
    ask: Any, revision: Revision, parts: list[Part], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for position in range(3, 103):
        make_unknown(revision, position, parts)
    with django_assert_max_num_queries(3):  # the revision, its lines, the candidates' parts
        assert len(report(ask, revision)["items"]) == 50


def test_items_may_be_asked_by_state(ask: Any, revision: Revision) -> None:
    query = "query ($id: ID!) { revision(id: $id) { report { items(state: NOTE, first: 5) { code } } } }"
    answer = ask(query, {"id": f"Revision:{revision.pk}"})
    assert answer["data"]["revision"]["report"]["items"] == [{"code": "BENT_PART"}]


def test_what_was_settled_is_listed_and_forgotten(
    ask: Any, revision: Revision, parts: list[Part], ada: User, ben: User, token_of: Callable[..., str]
) -> None:
    token = token_of(ada)
    item = report(ask, revision)["items"][0]["id"]
    settle(ask, token, item=item, choice="PART", part=f"Part:{parts[1].pk}")
    settled = ask(operation("RememberedSettlements"), token=token)["data"]["viewer"]["settlements"]
    (one,) = settled["nodes"]
    assert (settled["totalCount"], one["system"], one["reference"]) == (1, "ldraw", "grille-2")
    assert (one["colourSystem"], one["referenceColour"], one["what"]) == ("", "", "PART")
    assert (one["part"]["number"], one["colour"]) == (parts[1].number, None)
    theirs = ask(operation("RememberedSettlements"), token=token_of(ben))["data"]["viewer"]["settlements"]
    assert theirs["nodes"] == []

    for by, code in (
        (token_of(ben), "NO_SUCH_ANSWER"),
        (token_of(ada, "read"), "SCOPE_MISSING"),
        ("", "UNAUTHENTICATED"),
    ):
        answer = ask(operation("ForgetSettlement"), {"id": one["id"]}, token=by)["data"]["forgetSettlement"]
        assert (answer["forgotten"], answer["errors"][0]["code"]) == (None, code)
    assert Settlement.objects.count() == 1

    answer = ask(operation("ForgetSettlement"), {"id": one["id"]}, token=token)["data"]["forgetSettlement"]
    assert answer == {"forgotten": one["id"], "errors": []}
    assert Settlement.objects.count() == 0
    assert report(ask, revision)["counts"]["settled"] == 1  # the build keeps it
    answer = ask(operation("ForgetSettlement"), {"id": "Part:1"}, token=token)["data"]["forgetSettlement"]
    assert answer["errors"][0]["code"] == "BAD_ID"


def test_a_hundred_settlements_cost_no_more_queries(
    ask: Any, revision: Revision, parts: list[Part], ada: User, token_of: Callable[..., str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for at in range(100):
        Settlement.objects.create(
            owner=ada, system="ldraw", reference=f"x{at}", what="part", part=parts[at % 2], made_at=timezone.now(),
            colour=Colour.objects.get(number=990_004),
        )  # fmt: skip
    token = token_of(ada)
    with django_assert_max_num_queries(7):
        found = ask(operation("RememberedSettlements"), {"first": 100}, token=token)["data"]["viewer"]["settlements"]
    assert (len(found["nodes"]), found["totalCount"]) == (100, 100)


def test_what_was_settled_elsewhere_is_taken_over(
    client: Client, parts: list[Part], ben: User, token_of: Callable[..., str], tmp_path: Path
) -> None:
    asked = {"colour_system": "", "reference_colour": "", "colour": None, "made_at": "2026-01-02T03:04:05+00:00"}
    tile = {"system": "ldraw", "reference": "grille-2", "what": "part", "part": parts[1].number, **asked}
    (tmp_path / "answers.json").write_text(json.dumps([tile, tile | {"reference": "x", "part": "no-such-part"}]))

    def send(token: str, data: bytes) -> Any:
        query = {"query": operation("TakeSettlements"), "variables": {"input": {"file": None}}}
        sent = {"operations": json.dumps(query), "map": '{"0": ["variables.input.file"]}'}
        file = SimpleUploadedFile("answers.json", data)
        answer = client.post("/graphql/", sent | {"0": file}, headers={"Authorization": f"Bearer {token}"})
        return answer.json()["data"]["takeSettlements"]

    told = (tmp_path / "answers.json").read_bytes()
    assert send(token_of(ben, "read"), told)["errors"][0]["code"] == "SCOPE_MISSING"
    assert send(token_of(ben), b"{}")["errors"][0] | {"message": ""} == {
        "code": "ANSWERS",
        "field": "file",
        "message": "",
    }
    assert send(token_of(ben), told) == {"remembered": 1, "leftOut": 1, "errors": []}
    assert [(one.owner, one.reference, one.part) for one in Settlement.objects.all()] == [(ben, "grille-2", parts[1])]
    said = StringIO()
    call_command("import_answers", str(tmp_path / "answers.json"), owner=ben.username, stdout=said)
    assert said.getvalue().startswith("0 remembered, 2 left out")
    with pytest.raises(CommandError, match="There is no member nobody"):
        call_command("import_answers", str(tmp_path / "answers.json"), owner="nobody")
