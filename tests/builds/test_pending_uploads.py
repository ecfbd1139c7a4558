"""Uploads that are announced, sent to the storage and completed."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from accounts.models import User
from builds.models import Build, BuildImport, PendingUpload, Revision
from builds.services import uploads
from builds.services.importing import run_import
from builds.services.pending import LIFE, MAX_OPEN
from common.errors import Conflict, Denied, Invalid, NotFound
from common.files import MAX_SIZE, read_file
from tests.brickcore.bundles.bundle_samples import bundled

CAR = b"0 A car\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"


def announce_and_send(owner: User, data: bytes = CAR, **given: object) -> str:
    arguments = {"owner": owner, "file_name": "car.ldr", "size": len(data), **given}
    pending, target = uploads.announce_upload(**arguments)  # type: ignore[arg-type]
    answer = Client().generic(target.method, target.url, data, headers=target.headers)
    assert answer.status_code == 204
    return pending.key


def test_what_was_sent_becomes_a_build(owner: User) -> None:
    key = announce_and_send(owner, sha256=hashlib.sha256(CAR).hexdigest().upper())

    revision = uploads.complete_upload(key=key, by=owner, title="Red car", tags=["space"])

    assert (revision.build.title, revision.number, revision.file_name) == ("Red car", 1, "car.ldr")
    assert read_file(revision.file) == CAR


def test_completing_again_gives_the_same_revision(owner: User) -> None:
    key = announce_and_send(owner)

    first = uploads.complete_upload(key=key, by=owner)
    second = uploads.complete_upload(key=key, by=owner)

    assert first == second
    assert Revision.objects.count() == 1


def test_what_was_sent_becomes_the_next_revision(owner: User) -> None:
    build = uploads.complete_upload(key=announce_and_send(owner), by=owner).build

    revision = uploads.complete_upload(key=announce_and_send(owner, CAR * 2), by=owner, build=build, note="two")

    assert (revision.build, revision.number, revision.note) == (build, 2, "two")


def test_a_key_is_its_owners_alone(owner: User, stranger: User) -> None:
    key = announce_and_send(owner)

    with pytest.raises(NotFound):
        uploads.complete_upload(key=key, by=stranger)

    assert not Build.objects.exists()


def test_nobody_completes_into_anothers_published_build(owner: User, stranger: User, published: Build) -> None:
    key = announce_and_send(stranger)

    with pytest.raises(Denied):
        uploads.complete_upload(key=key, by=stranger, build=published)

    assert Revision.objects.count() == 1


@pytest.fixture
def published(owner: User, make_build: Callable[..., Build]) -> Build:
    build: Build = make_build(owner, published=True)
    return build


def test_an_expired_upload_is_refused(owner: User) -> None:
    key = announce_and_send(owner)
    PendingUpload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Conflict) as error:
        uploads.complete_upload(key=key, by=owner)

    assert error.value.code == "UPLOAD_EXPIRED"
    assert not Build.objects.exists()


def test_nothing_is_completed_before_it_has_arrived(owner: User) -> None:
    pending, _target = uploads.announce_upload(owner=owner, file_name="car.ldr", size=10)

    with pytest.raises(NotFound) as error:
        uploads.complete_upload(key=pending.key, by=owner)

    assert error.value.code == "UPLOAD_NOT_ARRIVED"


def test_fewer_bytes_than_announced_are_refused(owner: User) -> None:
    pending, target = uploads.announce_upload(owner=owner, file_name="car.ldr", size=len(CAR))
    Client().put(target.url, CAR[:-1], headers=target.headers)

    with pytest.raises(Invalid) as error:
        uploads.complete_upload(key=pending.key, by=owner)

    assert error.value.code == "SIZE_DIFFERS"
    assert not Build.objects.exists()


def test_other_bytes_than_announced_are_refused(owner: User) -> None:
    key = announce_and_send(owner, sha256="0" * 64)

    with pytest.raises(Invalid) as error:
        uploads.complete_upload(key=key, by=owner)

    assert error.value.code == "SHA256_DIFFERS"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"size": 0}, "FILE_EMPTY"),
        ({"size": -1}, "FILE_EMPTY"),
        ({"size": (50 << 20) + 1}, "FILE_TOO_LARGE"),
        ({"sha256": "abc"}, "SHA256"),
        ({"file_name": "/"}, "FILE_NAME"),
    ],
)
def test_announcements_that_make_no_sense_are_refused(owner: User, given: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as error:
        uploads.announce_upload(**{"owner": owner, "file_name": "car.ldr", "size": 10, **given})  # type: ignore[arg-type]

    assert error.value.code == code
    assert not PendingUpload.objects.exists()


def test_a_member_has_few_uploads_open_at_once(owner: User, stranger: User) -> None:
    keys = [announce_and_send(owner) for _ in range(MAX_OPEN)]
    with pytest.raises(Conflict) as caught:
        announce_and_send(owner)
    assert caught.value.code == "TOO_MANY_ANNOUNCED"
    announce_and_send(stranger)
    uploads.complete_upload(key=keys[0], by=owner)
    announce_and_send(owner)


@pytest.mark.django_db(transaction=True)
def test_what_came_for_an_old_announcement_goes_with_it(owner: User) -> None:
    old = announce_and_send(owner)
    PendingUpload.objects.update(expires_at=timezone.now() - 2 * LIFE)
    new = announce_and_send(owner)
    assert [default_storage.exists(f"incoming/{key}") for key in (old, new)] == [False, True]
    assert list(PendingUpload.objects.values_list("key", flat=True)) == [new]


def test_a_builds_zip_may_come_this_way_and_be_larger(owner: User, stranger: User) -> None:
    with pytest.raises(Invalid):
        uploads.announce_upload(owner=owner, file_name="car.ldr", size=MAX_SIZE + 1)
    assert uploads.announce_upload(owner=owner, file_name="Car.ZIP", size=MAX_SIZE + 1)[0].size == MAX_SIZE + 1
    key = announce_and_send(owner, bundled(), file_name="car.zip")
    with pytest.raises(NotFound):
        uploads.import_uploaded(key=key, by=stranger)

    given = uploads.import_uploaded(key=key, by=owner)
    run_import(given.pk)

    given.refresh_from_db()
    assert given.state == BuildImport.State.DONE
    assert given.build is not None
    assert (given.build.title, given.build.owner) == ("Small car", owner)
    with pytest.raises(NotFound):  # the key is spent
        uploads.import_uploaded(key=key, by=owner)


def test_what_has_become_a_revision_is_no_import(owner: User) -> None:
    key = announce_and_send(owner)
    uploads.complete_upload(key=key, by=owner)
    with pytest.raises(Conflict):
        uploads.import_uploaded(key=key, by=owner)
