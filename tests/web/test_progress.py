"""The stages of an upload, as a fragment that asks for itself again."""

from django.test import Client

from accounts.models import User
from builds.models import Revision
from tests.factories import ALL_STAGES, make_asset, make_build, make_revision

SOME = {name: ALL_STAGES[name] for name in ("received", "read", "counted")}


def working(owner: User, **fields: object) -> Revision:
    return make_revision(make_build(owner, slug="crane"), state="working", stage_figures=SOME, progress=20, **fields)


def test_it_asks_again_while_there_is_work_and_stops_after(owner: User, owners: Client) -> None:
    revision = working(owner)
    address = "/builds/crane/revisions/1/progress/"
    page = owners.get(address).content.decode()
    assert 'hx-trigger="load delay:700ms"' in page
    assert 'aria-valuenow="20"' in page
    assert "1,503 parts, 214 lots" in page
    Revision.objects.filter(pk=revision.pk).update(state="ready", progress=100, stage_figures=ALL_STAGES)
    page = owners.get(address).content.decode()
    assert "hx-get" not in page
    assert "Everything is made" in page


def test_a_stage_that_failed_is_said_though_the_parts_are_counted(owner: User, owners: Client) -> None:
    without_view = ALL_STAGES | {"shown": {"failed": True, "message": "The 3D view asks for too many triangles."}}
    make_revision(make_build(owner, slug="crane"), stage_figures=without_view)
    page = owners.get("/builds/crane/revisions/1/progress/").content.decode()
    assert "not everything could be made" in page
    assert "Everything is made" not in page
    assert "The 3D view asks for too many triangles." in page
    assert "not everything could be made" in owners.get("/builds/crane/").content.decode()


def test_the_page_hears_when_there_is_more_to_show(owner: User, owners: Client) -> None:
    revision = working(owner)
    address = "/builds/crane/revisions/1/progress/?have=working-000"
    assert "HX-Trigger" not in owners.get(address).headers
    Revision.objects.filter(pk=revision.pk).update(stage_figures=SOME | {"identified": {"lots": 214, "known": 213}})
    assert owners.get(address).headers["HX-Trigger"] == "revision-moved"
    make_asset(revision, "glb")
    assert owners.get("/builds/crane/revisions/1/progress/?have=working-100").headers["HX-Trigger"] == "revision-moved"


def test_a_file_is_received_before_a_worker_takes_it(owner: User, owners: Client) -> None:
    make_revision(make_build(owner, slug="crane"), state="waiting", stage="received", stage_figures={}, progress=0)
    page = owners.get("/builds/crane/revisions/1/progress/").content.decode()
    assert 'data-stage="Received" data-state="done"' in page
    assert 'data-stage="Read" data-state="here"' in page


def test_the_progress_of_a_draft_is_its_owners_alone(owner: User, strangers: Client) -> None:
    working(owner)
    assert strangers.get("/builds/crane/revisions/1/progress/").status_code == 404


def test_without_a_script_the_page_loads_itself_again(owner: User, owners: Client) -> None:
    working(owner)
    assert (
        '<noscript><meta http-equiv="refresh" content="4"></noscript>' in owners.get("/builds/crane/").content.decode()
    )


def test_stopping_keeps_what_was_found(owner: User, owners: Client, strangers: Client) -> None:
    revision = working(owner)
    strangers.post("/builds/crane/revisions/1/cancel/")
    revision.refresh_from_db()
    assert revision.state == "working"
    response = owners.post("/builds/crane/revisions/1/cancel/", follow=True)
    revision.refresh_from_db()
    assert (revision.state, revision.stage_figures) == ("cancelled", SOME)
    assert "You stopped the work on this file" in response.content.decode()
