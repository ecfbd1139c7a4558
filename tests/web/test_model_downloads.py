"""Models in other formats: asked for, waited for, handed out, or refused with the reason."""

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from builds.models import AssetWish, Build, Revision
from builds.selectors.download_grants import grant_for
from builds.selectors.downloads import DOWNLOADS, downloads_of
from tests.factories import ALL_STAGES, make_asset, make_build, make_line, make_published, make_revision

ADDRESS = "/builds/crane/revisions/1/"


@pytest.fixture
def crane(owner: User, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.delenv("LDD_MAPPING", raising=False)
    build = make_published(owner, slug="crane")
    Revision.objects.filter(build=build).update(format="ldraw")
    return build


def jobs() -> list[str]:
    return [job.args["kind"] for job in ProcrastinateJob.objects.filter(task_name="builds.write_model_file")]


def test_what_is_not_made_yet_is_asked_for_once_and_waited_for(crane: Build, visitor: Client) -> None:
    answers = [visitor.get(f"{ADDRESS}model.stl/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert answers[0].headers["Retry-After"] == "3"
    assert 'http-equiv="refresh" content="3"' in answers[0].content.decode()
    assert jobs() == ["stl"]


def test_what_is_made_comes_by_a_signed_link_under_the_builds_name(crane: Build, visitor: Client) -> None:
    make_asset(crane.shown_revision, "stl", b"solid")  # type: ignore[arg-type]
    answer = visitor.get(f"{ADDRESS}model.stl/", follow=True)
    assert b"".join(answer.streaming_content) == b"solid"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="crane.stl"'
    assert jobs() == []


def test_what_cannot_be_made_says_why_and_is_not_asked_for_again(crane: Build, visitor: Client) -> None:
    visitor.get(f"{ADDRESS}model.3mf/")
    AssetWish.objects.update(failure={"code": "TOO_MANY_TRIANGLES", "message": "Too many.", "hint": "Take the GLB."})
    answer = visitor.get(f"{ADDRESS}model.3mf/")
    assert answer.status_code == 409
    assert "Too many." in answer.content.decode()
    assert "Take the GLB." in answer.content.decode()
    assert jobs() == ["3mf"]


def test_a_draft_is_written_for_nobody_else(owner: User, strangers: Client) -> None:
    make_revision(make_build(owner, slug="crane"), format="ldraw")
    assert strangers.get(f"{ADDRESS}model.stl/").status_code == 404
    assert jobs() == []


@pytest.mark.parametrize(
    ("form", "figures", "names"),
    [
        ("ldraw", {}, {"model.glb", "model.mpd", "model.stl", "model.obj", "model.ply", "model.3mf"}),
        ("stl", {}, {"model.glb", "model.stl", "model.obj", "model.ply", "model.3mf"}),
        ("bsx", {"shown": {"absent": "bsx"}}, set()),
        ("ldraw", {"shown": {"failed": True}}, {"model.mpd", "model.stl", "model.obj", "model.ply", "model.3mf"}),
    ],
)
def test_each_kind_of_file_can_be_had_as_what_can_hold_it(
    crane: Build, form: str, figures: dict[str, object], names: set[str]
) -> None:
    revision = crane.shown_revision
    assert revision is not None
    revision.format, revision.stage_figures = form, ALL_STAGES | figures
    assert {one.name for one in downloads_of(revision) if one.group == "model"} == names


def test_before_the_file_is_read_there_is_only_the_file_itself(crane: Build) -> None:
    assert crane.shown_revision is not None
    crane.shown_revision.stage_figures = {"received": {"bytes": 1}}
    assert [one.name for one in downloads_of(crane.shown_revision)] == ["original"]


def test_ldds_format_is_offered_where_a_mapping_is_named(crane: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDD_MAPPING", "ldraw.xml")
    revision = Revision.objects.get(build=crane)
    assert "model.lxfml" in {one.name for one in downloads_of(revision)}


@pytest.mark.parametrize("name", [one.name for one in DOWNLOADS.values() if one.group == "list"])
def test_every_list_is_handed_out_as_a_file(crane: Build, visitor: Client, name: str) -> None:
    make_line(Revision.objects.get(build=crane))
    answer = visitor.get(f"{ADDRESS}{name}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="crane-{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(answer.content) > 20


def test_a_grant_opens_one_file_of_one_revision_and_no_other(owner: User, visitor: Client) -> None:
    revision = make_revision(make_build(owner, slug="crane"))
    make_line(revision)
    grant = grant_for(revision, DOWNLOADS["parts.csv"])
    assert visitor.get(f"{ADDRESS}parts.csv/", {"grant": grant}).status_code == 200
    assert visitor.get(f"{ADDRESS}parts.bsx/", {"grant": grant}).status_code == 404
    assert visitor.get(f"{ADDRESS}parts.csv/", {"grant": grant + "x"}).status_code == 404
    make_revision(make_build(owner, slug="tower"))
    assert visitor.get("/builds/tower/revisions/1/parts.csv/", {"grant": grant}).status_code == 404


def test_the_menu_groups_them(crane: Build, visitor: Client) -> None:
    make_line(Revision.objects.get(build=crane))
    page = visitor.get("/builds/crane/").content.decode()
    for head in ("As it was uploaded", "The model", "The parts list"):
        assert f">{head}</h3>" in page
    assert f'href="{ADDRESS}model.stl/" rel="nofollow"' in page
