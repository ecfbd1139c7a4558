"""Twenty of the same request at once: as one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from builds.models import Build, Revision
from builds.services import uploads
from builds.services.publish import publish_build
from builds.services.remix import remix_build
from common.errors import ServiceError
from tests.factories import make_build, make_published, make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20
BRICK = b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat"


def at_once(call: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the refusal that it raised."""

    def one(_place: int) -> Any:
        try:
            return call()
        except ServiceError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, range(TIMES)))


def test_one_upload_becomes_one_build() -> None:
    owner = make_user()
    pending, target = uploads.announce_upload(owner=owner, file_name="car.ldr", size=len(BRICK))
    Client().generic(target.method, target.url, BRICK, headers=target.headers)
    made = at_once(lambda: uploads.complete_upload(key=pending.key, by=owner).pk)
    assert len(set(made)) == 1
    assert (Build.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_build_is_published_once() -> None:
    revision = make_revision(make_build())
    moments = at_once(lambda: publish_build(build=revision.build, by=revision.build.owner).published_at)
    assert len(set(moments)) == 1


def test_remixes_get_slugs_of_their_own() -> None:
    build, member = make_published(), make_user()
    assert build.shown_revision is not None
    revision = build.shown_revision
    slugs = at_once(lambda: remix_build(revision=revision, by=member).slug)
    assert len(set(slugs)) == TIMES


def test_revisions_get_numbers_in_a_row() -> None:
    build = make_build()
    file = make_revision(make_build()).file
    numbers = at_once(lambda: uploads.add_revision(build=build, by=build.owner, file_name="car.ldr", file=file).number)
    assert sorted(numbers) == list(range(1, TIMES + 1))


def test_no_more_uploads_wait_than_a_member_may_have() -> None:
    owner, file = make_user(), make_revision(make_build()).file
    for _ in range(15):
        uploads.create_build(owner=owner, file_name="car.ldr", file=file)
    at_once(lambda: uploads.create_build(owner=owner, file_name="car.ldr", file=file).pk)
    assert Revision.objects.filter(build__owner=owner).count() == 20
