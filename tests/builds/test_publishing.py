"""Publishing, withdrawing, editing and deleting."""

from collections.abc import Callable

import pytest

from accounts.models import User
from builds.models import Build, Licence, Revision
from builds.services import edit, publish, uploads
from common.errors import Conflict, Denied, Invalid, NotFound
from common.models import StoredFile


def test_publishing_shows_the_newest_ready_revision(
    owner: User, car: StoredFile, make_build: Callable[..., Build]
) -> None:
    build = make_build(owner)
    uploads.add_revision(build=build, by=owner, file_name="car.ldr", file=car)

    published = publish.publish_build(build=build, by=owner)

    assert published.state == Build.State.PUBLISHED
    assert published.shown_revision is not None
    assert published.shown_revision.number == 1
    assert published.shown_revision.published_at is not None


def test_a_build_without_a_ready_revision_cannot_be_published(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, ready=False)

    with pytest.raises(Conflict) as error:
        publish.publish_build(build=build, by=owner)

    assert error.value.code == "NOT_READY"
    assert Build.objects.get().state == Build.State.DRAFT


def test_publishing_twice_changes_nothing(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, published=True)
    before = (build.published_at, build.shown_revision)

    again = publish.publish_build(build=build, by=owner)

    assert (again.published_at, again.shown_revision) == before


def test_withdrawing_and_publishing_again_makes_nothing_newer(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, published=True)

    publish.withdraw_build(build=build, by=owner)
    again = publish.publish_build(build=build, by=owner)

    assert again.published_at == build.published_at


@pytest.mark.parametrize("published", [False, True])
def test_a_stranger_changes_nothing(
    owner: User, stranger: User, make_build: Callable[..., Build], published: bool
) -> None:
    build = make_build(owner, published=published)
    before = Build.objects.values().get()
    refused = Denied if published else NotFound

    for attempt in (
        lambda: publish.publish_build(build=build, by=stranger),
        lambda: publish.withdraw_build(build=build, by=stranger),
        lambda: edit.edit_build(build=build, by=stranger, title="Mine"),
        lambda: edit.delete_draft(build=build, by=stranger),
    ):
        with pytest.raises(refused):
            attempt()

    assert Build.objects.values().get() == before


def test_editing_changes_what_is_given_and_keeps_the_slug(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, tags=["space"], description="Fast.")

    edited = edit.edit_build(build=build, by=owner, title="Slow car", licence="CC0-1.0")

    assert (edited.title, edited.slug, edited.licence) == ("Slow car", "car", Licence.CC0)
    assert edited.description == "Fast."
    assert [tag.slug for tag in edited.tags.all()] == ["space"]


def test_a_refused_edit_changes_nothing(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, tags=["space"])

    with pytest.raises(Invalid):
        edit.edit_build(build=build, by=owner, title="New", tags=["!"])

    build.refresh_from_db()
    assert build.title == "Car"
    assert [tag.slug for tag in build.tags.all()] == ["space"]


def test_a_draft_is_deleted_with_all_that_is_derived(owner: User, make_build: Callable[..., Build]) -> None:
    edit.delete_draft(build=make_build(owner), by=owner)

    assert not Build.objects.exists()
    assert not Revision.objects.exists()


def test_what_was_published_is_not_deleted(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, published=True)
    publish.withdraw_build(build=build, by=owner)

    with pytest.raises(Conflict) as error:
        edit.delete_draft(build=build, by=owner)

    assert error.value.code == "WAS_PUBLISHED"
    assert Build.objects.filter(pk=build.pk).exists()
