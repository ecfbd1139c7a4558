"""Reading a table again as its builder says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from brickcore.content import AskedColumns
from brickcore.pipeline.job import parse_job
from builds.models import Build, Revision
from builds.services.rereading import read_again
from builds.services.workplace import child_command
from common.errors import Conflict, Denied, Invalid, NotFound

MakeBuild = Callable[..., Build]
COLUMNS = AskedColumns(part=1, system="bricklink", quantity=3, colour=2, colour_system="lego", head=1)


@pytest.fixture
def table(owner: User, make_build: MakeBuild) -> Revision:
    build = make_build(owner)
    revision = build.revisions.get()
    revision.format = "csv"
    revision.save()
    return revision


def test_the_same_bytes_with_another_reading_are_the_next_revision(table: Revision, owner: User) -> None:
    then = read_again(revision=table, by=owner, columns=COLUMNS)
    assert (then.number, then.file, then.file_name, then.state) == (2, table.file, table.file_name, "waiting")
    assert then.reading == {
        "columns": {
            "part": 1, "system": "bricklink", "quantity": 3, "colour": 2, "colour_system": "lego", "head": 1,
        }
    }  # fmt: skip
    table.refresh_from_db()
    assert table.reading == {}


def test_the_child_is_told_the_columns(table: Revision, owner: User, tmp_path: Path) -> None:
    then = read_again(revision=table, by=owner, columns=COLUMNS)
    command = child_command("derive", tmp_path, then.file_name, then.reading)
    assert parse_job(command[command.index(str(tmp_path / "model")) :]).columns == COLUMNS
    plain = child_command("derive", tmp_path, table.file_name, table.reading)
    assert "--columns" not in plain


def test_a_table_that_could_not_be_read_may_be_read_again(owner: User, make_build: MakeBuild) -> None:
    revision = make_build(owner).revisions.get()
    revision.state, revision.error = Revision.State.FAILED, {"code": "NO_COLUMNS", "message": "…"}
    revision.save()
    assert read_again(revision=revision, by=owner, columns=COLUMNS).number == 2


def test_what_is_no_table_has_no_columns(owner: User, make_build: MakeBuild) -> None:
    revision = make_build(owner).revisions.get()
    with pytest.raises(Conflict) as refused:
        read_again(revision=revision, by=owner, columns=COLUMNS)
    assert refused.value.code == "NOT_A_TABLE"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"system": "ebay"}, "system"),
        ({"system": ""}, "system"),
        ({"colour_system": "ldd"}, "colour_system"),
        ({"part": -1}, "part"),
        ({"quantity": 200}, "quantity"),
        ({"colour": 10**12}, "colour"),
        ({"colour": 1}, "quantity"),
        ({"head": 21}, "head"),
        ({"head": -1}, "head"),
    ],
)
def test_columns_that_cannot_be_are_refused(table: Revision, owner: User, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_again(revision=table, by=owner, columns=replace(COLUMNS, **changed))
    assert (refused.value.code, refused.value.field) == ("COLUMNS", field)
    assert table.build.revisions.count() == 1


def test_nobody_else_reads_it_again(table: Revision, stranger: User) -> None:
    with pytest.raises(NotFound):
        read_again(revision=table, by=stranger, columns=COLUMNS)
    Revision.objects.filter(pk=table.pk).update(published_at="2026-01-01T00:00:00Z")
    Build.objects.filter(pk=table.build_id).update(state="published", published_at="2026-01-01T00:00:00Z")
    with pytest.raises(Denied):
        read_again(revision=table, by=stranger, columns=COLUMNS)
    assert table.build.revisions.count() == 1
