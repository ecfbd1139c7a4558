"""What members do with builds of their own over the API: edited, given files, stopped, begun again, deleted."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from builds.models import Build
from parts.models import Category
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation

MakeBuild = Callable[..., Build]


def test_a_build_says_something_else_of_itself(ask: Ask, make_build: MakeBuild, ada: User, token_of: Any) -> None:
    make_build(ada, "tower")
    given = {"input": {"slug": "tower", "title": "The tower", "tags": ["tall"], "licence": "CC0"}}
    payload = ask(operation("EditBuild"), given, token=token_of(ada))["data"]["editBuild"]
    assert payload["errors"] == []
    assert payload["build"] == {
        "slug": "tower", "title": "The tower", "description": "", "licence": "CC0-1.0", "tags": ["tall"],
    }  # fmt: skip


def test_a_program_is_put_beside_a_build_and_taken_away(
    client: Client, ask: Ask, make_build: MakeBuild, ada: User, ben: User, token_of: Any
) -> None:
    make_build(ada, "robot")
    fields = {
        "operations": json.dumps({"query": operation("AttachFile"), "variables": {"slug": "robot", "file": None}}),
        "map": json.dumps({"0": ["variables.file"]}),
        "0": SimpleUploadedFile("drive.py", b"print(1)\n"),
    }
    headers = {"Authorization": f"Bearer {token_of(ada)}"}
    payload = client.post("/graphql/", fields, headers=headers).json()["data"]["attachFile"]
    assert payload["errors"] == []
    kept = payload["attachment"]
    assert (kept["kind"], kept["fileName"], kept["bytes"]) == ("program", "drive.py", 9)
    given = {"slug": "robot", "id": kept["id"]}
    thief = ask(operation("RemoveAttachment"), given, token=token_of(ben))["data"]["removeAttachment"]
    assert (thief["build"], len(thief["errors"])) == (None, 1)
    gone = ask(operation("RemoveAttachment"), given, token=token_of(ada))["data"]["removeAttachment"]
    assert (gone["errors"], gone["build"]) == ([], {"slug": "robot", "attachments": []})


def test_work_is_stopped_and_begun_again(ask: Ask, make_build: MakeBuild, ada: User, ben: User, token_of: Any) -> None:
    revision = make_build(ada, "tower").revisions.get()
    type(revision).objects.filter(pk=revision.pk).update(state="working")
    given = {"id": f"Revision:{revision.pk}"}
    for name in ("CancelRevision", "RetryRevision"):
        [thief] = ask(operation(name), given, token=token_of(ben))["data"].values()
        assert (thief["revision"], len(thief["errors"])) == (None, 1)
    stopped = ask(operation("CancelRevision"), given, token=token_of(ada))["data"]["cancelRevision"]
    assert (stopped["errors"], stopped["revision"]["state"]) == ([], "CANCELLED")
    again = ask(operation("RetryRevision"), given, token=token_of(ada))["data"]["retryRevision"]
    assert (again["errors"], again["revision"]["state"]) == ([], "WAITING")


def test_a_table_is_read_again_with_other_columns(
    ask: Ask, make_build: MakeBuild, ada: User, ben: User, token_of: Any
) -> None:
    revision = make_build(ada, "tower").revisions.get()
    chosen: dict[str, object] = {"revision": f"Revision:{revision.pk}", "part": 2, "system": "BRICKLINK", "quantity": 1}

    def sent(by: User, **more: object) -> Any:
        answer = ask(operation("ReadTableAgain"), {"input": chosen | more}, token=token_of(by))
        return answer["data"]["readTableAgain"]

    assert [one["code"] for one in sent(ada)["errors"]] == ["NOT_A_TABLE"]
    type(revision).objects.filter(pk=revision.pk).update(format="csv")
    assert len(sent(ben)["errors"]) == 1
    assert [(one["code"], one["field"]) for one in sent(ada, part=0)["errors"]] == [("COLUMNS", "part")]
    assert [(one["code"], one["field"]) for one in sent(ada, colour=2)["errors"]] == [("COLUMNS", "quantity")]
    read = sent(ada, colour=3, colourSystem="LEGO", head=0)
    assert (read["errors"], read["revision"]["number"]) == ([], 2)
    assert revision.build.revisions.get(number=2).reading == {
        "columns": {"part": 1, "system": "bricklink", "quantity": 0, "colour": 2, "colour_system": "lego", "head": 0}
    }


def test_a_draft_is_deleted_and_nothing_else(ask: Ask, make_build: MakeBuild, ada: User, token_of: Any) -> None:
    make_build(ada, "shown")
    make_build(ada, "drawer", state="draft")
    refused = ask(operation("DeleteDraft"), {"slug": "shown"}, token=token_of(ada))["data"]["deleteDraft"]
    assert (refused["slug"], len(refused["errors"])) == (None, 1)
    gone = ask(operation("DeleteDraft"), {"slug": "drawer"}, token=token_of(ada))["data"]["deleteDraft"]
    assert gone == {"slug": "drawer", "errors": []}
    assert [build.slug for build in Build.objects.all()] == ["shown"]


@pytest.mark.django_db
def test_shelves_and_colours_are_listed_page_by_page(ask: Ask, red: Any) -> None:
    Category.objects.create(name="Zz shelf", slug="zz-shelf")
    for query, kind, row in (
        (operation("Categories"), "categories", {"name": "Zz shelf", "slug": "zz-shelf"}),
        (operation("Colours"), "colours", {"number": red.number, "name": "Test red"}),
    ):
        found, after = [], None
        while True:
            page = ask(query, {"first": 3, "after": after})["data"][kind]
            found += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        assert len(found) == page["totalCount"]
        assert any(row.items() <= one.items() for one in found)
