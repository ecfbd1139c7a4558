"""The demo."""

from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounts.models import User
from accounts.services.members import DEMO_PASSWORD
from builds.models import Build, Revision
from builds.selectors import lineage
from builds.services import demo
from shop.models import Store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Revisions become ready without a child: what the pipeline does is tested elsewhere."""

    def finish(revision_id: int) -> None:
        Revision.objects.filter(pk=revision_id).update(state="ready")

    monkeypatch.setattr("builds.services.demo.process_revision", finish)


def test_the_demo_has_published_builds_a_robot_with_its_program_and_a_remix(settings: Settings) -> None:
    settings.DEBUG = True

    call_command("seed_demo")

    builds = {build.title: build for build in Build.objects.all()}
    assert len(builds) >= 5
    assert {build.state for build in builds.values()} == {"published"}
    robots = [build for build in builds.values() if build.attachments.filter(kind="program").exists()]
    assert any(build.tags.filter(slug="robot").exists() for build in robots)
    remixes = [build for build in builds.values() if build.remix_of_id]
    assert remixes
    for remix in remixes:
        (parent,) = lineage(remix).ancestors
        assert parent is not None
        assert remix in lineage(parent.build).remixes
        assert remix.revisions.order_by("-number")[0].file != parent.file
    assert User.objects.get(username="demo").check_password(DEMO_PASSWORD)


def test_who_keeps_a_store_is_named_with_the_password_and_can_sign_in(settings: Settings, capsys: Any) -> None:
    settings.DEBUG = True
    call_command("seed_demo")
    said = capsys.readouterr().out.partition("So do the keepers of the stores: ")[2]
    keepers = said.partition(".")[0].split(", ")
    assert sorted(keepers) == sorted({store.owner.username for store in Store.objects.select_related("owner")})
    assert all(User.objects.get(username=name).check_password(DEMO_PASSWORD) for name in keepers)


def test_seeding_again_changes_nothing() -> None:
    call_command("seed_demo")
    before = (list(Build.objects.order_by("pk").values()), list(Revision.objects.order_by("pk").values()))

    call_command("seed_demo")

    assert (list(Build.objects.order_by("pk").values()), list(Revision.objects.order_by("pk").values())) == before


def test_seeding_goes_on_where_it_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("builds.services.demo.publish_build", lambda **_build: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            call_command("seed_demo")
    assert Build.objects.get().state == "draft"

    call_command("seed_demo")

    assert Build.objects.count() == len(demo.demo_builds())
    assert set(Build.objects.values_list("state", flat=True)) == {"published"}


def test_outside_of_development_nobody_signs_in_as_the_demo(settings: Settings) -> None:
    settings.DEBUG = False

    call_command("seed_demo")

    assert not User.objects.get(username="demo").has_usable_password()
