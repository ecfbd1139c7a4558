"""Who sees what: what a person may not see does not exist for them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from builds import selectors
from builds.models import Build, Revision
from builds.services import publish, uploads
from common.errors import NotFound
from common.models import StoredFile

NOBODY = [None, AnonymousUser()]


def test_a_draft_is_seen_by_its_owner(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner)

    assert selectors.access_build(owner, build.slug) == build
    assert selectors.access_own_build(owner, build.slug) == build
    assert selectors.access_revision(owner, build.revisions.get().pk).build == build


def test_a_draft_does_not_exist_for_others(owner: User, stranger: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner)
    for viewer in [stranger, *NOBODY]:
        for get in (
            lambda viewer=viewer: selectors.access_build(viewer, build.slug),
            lambda viewer=viewer: selectors.access_own_build(viewer, build.slug),
            lambda viewer=viewer: selectors.access_revision(viewer, build.revisions.get().pk),
            lambda viewer=viewer: selectors.access_numbered_revision(viewer, build),
        ):
            with pytest.raises(NotFound):
                get()
        assert not selectors.visible_builds(viewer).exists()
        assert not selectors.visible_revisions(viewer).exists()
        assert not selectors.search_builds(viewer, "car").exists()
        assert not selectors.builds_by_owner(owner, viewer).exists()


def test_a_draft_says_the_same_as_nothing(owner: User, stranger: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner)
    messages = []
    for slug in (build.slug, "no-such-build", "a\0b", "\ud800"):
        with pytest.raises(NotFound) as error:
            selectors.access_build(stranger, slug)
        messages.append((error.value.code, error.value.message))

    assert len(set(messages)) == 1


def test_a_published_build_is_seen_by_all_and_changed_by_its_owner_only(
    owner: User, stranger: User, make_build: Callable[..., Build]
) -> None:
    build = make_build(owner, published=True)

    for viewer in [stranger, *NOBODY]:
        assert selectors.access_build(viewer, build.slug) == build
        with pytest.raises(NotFound):
            selectors.access_own_build(viewer, build.slug)


def test_a_new_revision_of_a_published_build_is_the_owners_until_published_again(
    owner: User,
    stranger: User,
    car: StoredFile,
    make_build: Callable[..., Build],
    get_ready: Callable[[Revision], Revision],
) -> None:
    build = make_build(owner, published=True)
    second = get_ready(uploads.add_revision(build=build, by=owner, file_name="car.ldr", file=car))

    assert [revision.number for revision in selectors.revisions_of(owner, build)] == [2, 1]
    assert [revision.number for revision in selectors.revisions_of(stranger, build)] == [1]
    assert selectors.access_numbered_revision(stranger, selectors.access_build(stranger, build.slug)).number == 1
    with pytest.raises(NotFound):
        selectors.access_revision(stranger, second.pk)
    with pytest.raises(NotFound):
        selectors.access_numbered_revision(stranger, build, 2)

    publish.publish_build(build=build, by=owner)

    assert selectors.access_numbered_revision(stranger, selectors.access_build(stranger, build.slug)).number == 2
    assert selectors.access_numbered_revision(stranger, build, 1).number == 1


def test_the_owner_of_a_draft_gets_its_newest_revision(
    owner: User, car: StoredFile, make_build: Callable[..., Build]
) -> None:
    build = make_build(owner)
    uploads.add_revision(build=build, by=owner, file_name="car.ldr", file=car)

    assert selectors.access_numbered_revision(owner, build).number == 2


def test_a_withdrawn_build_is_the_owners_alone_again(
    owner: User, stranger: User, make_build: Callable[..., Build]
) -> None:
    build = make_build(owner, published=True)
    revision = build.revisions.get()

    publish.withdraw_build(build=build, by=owner)

    with pytest.raises(NotFound):
        selectors.access_build(stranger, build.slug)
    with pytest.raises(NotFound):
        selectors.access_revision(stranger, revision.pk)
    assert selectors.access_build(owner, build.slug).state == Build.State.DRAFT
