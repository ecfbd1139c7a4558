"""Making builds and revisions."""

from collections.abc import Callable

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from builds.models import Build, Revision
from builds.services import revisions, uploads
from common.errors import Conflict, Denied, Invalid, NotFound
from common.files import keep
from common.models import StoredFile


def jobs() -> list[int]:
    return [job.args["revision_id"] for job in ProcrastinateJob.objects.filter(task_name="builds.process_revision")]


def test_a_build_its_revision_and_its_job_come_together(owner: User, car: StoredFile) -> None:
    build = uploads.create_build(
        owner=owner, file_name="long_nose-courier.mpd", file=car, tags=["Space", "space ", "Small car"]
    )

    revision = build.revisions.get()
    assert (build.title, build.slug, build.state) == ("Long nose courier", "long-nose-courier", "draft")
    assert (revision.number, revision.file, revision.file_name) == (1, car, "long_nose-courier.mpd")
    assert (revision.state, revision.stage, revision.progress) == ("waiting", "received", 0)
    assert sorted(build.tags.values_list("slug", flat=True)) == ["small-car", "space"]
    assert jobs() == [revision.pk]


def test_a_rollback_drops_the_job_with_the_rows(owner: User, car: StoredFile) -> None:
    with transaction.atomic():
        uploads.create_build(owner=owner, file_name="car.ldr", file=car)
        transaction.set_rollback(True)

    assert not Build.objects.exists()
    assert jobs() == []


@pytest.mark.parametrize(
    ("file_name", "title"),
    [
        ("small-crane.mpd", "Small crane"),
        ("small_crane.mpd", "Small crane"),
        ("7140-1 - X-Wing fighter.mpd", "7140-1 - X-Wing fighter"),
    ],
)
def test_without_a_title_the_file_gives_one(owner: User, car: StoredFile, file_name: str, title: str) -> None:
    assert uploads.create_build(owner=owner, file_name=file_name, file=car).title == title


def test_equal_titles_get_different_slugs_that_stay(owner: User, stranger: User, car: StoredFile) -> None:
    slugs = [
        uploads.create_build(owner=member, file_name="a.ldr", file=car, title="Red Car").slug
        for member in (owner, stranger, owner)
    ]

    assert slugs[0] == "red-car"
    assert len(set(slugs)) == 3
    assert all(slug.startswith("red-car-") for slug in slugs[1:])


def test_a_slug_taken_meanwhile_is_replaced(owner: User, car: StoredFile, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads.create_build(owner=owner, file_name="a.ldr", file=car, title="Red Car")
    slugs = iter(["red-car", "red-car", "red-car-two"])
    monkeypatch.setattr(revisions, "free_slug", lambda title: next(slugs))

    assert uploads.create_build(owner=owner, file_name="a.ldr", file=car, title="Red Car").slug == "red-car-two"


def test_a_title_without_latin_letters_has_a_slug(owner: User, car: StoredFile) -> None:
    assert uploads.create_build(owner=owner, file_name="a.ldr", file=car, title="赤い車").slug == "build"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\models\\my car.ldr", "my car.ldr"),
        ("/abs/car.mpd", "car.mpd"),
        ("car\x00\x1b[31m.ldr", "car[31m.ldr"),
        ("--out", "--out"),
        ("x" * 300 + ".ldr", "x" * 251 + ".ldr"),
    ],
)
def test_file_names_are_kept_without_folders_and_control_characters(
    owner: User, car: StoredFile, sent: str, kept: str
) -> None:
    build = uploads.create_build(owner=owner, file_name=sent, file=car, title="Car")

    assert build.revisions.get().file_name == kept


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"file_name": "/"}, "file_name"),
        ({"file_name": ".."}, "file_name"),
        ({"title": "x" * 121}, "title"),
        ({"description": "x" * 20_001}, "description"),
        ({"licence": "mine"}, "licence"),
        ({"tags": ["!!!"]}, "tags"),
        ({"tags": ["x" * 41]}, "tags"),
        ({"tags": [f"tag{n}" for n in range(11)]}, "tags"),
    ],
)
def test_details_that_make_no_sense_are_refused_and_nothing_is_made(
    owner: User, car: StoredFile, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as error:
        uploads.create_build(**{"owner": owner, "file_name": "car.ldr", "file": car, **given})  # type: ignore[arg-type]

    assert error.value.field == field
    assert not Build.objects.exists()
    assert jobs() == []


def test_an_empty_file_is_refused(owner: User) -> None:
    with pytest.raises(Invalid) as error:
        uploads.create_build(owner=owner, file_name="car.ldr", file=keep(b""))

    assert error.value.code == "FILE_EMPTY"
    assert not Build.objects.exists()


def test_revisions_count_up(owner: User, car: StoredFile, make_build: Callable[..., Build]) -> None:
    build = make_build(owner)

    second = uploads.add_revision(build=build, by=owner, file_name="car2.ldr", file=car, note=" shorter \n nose ")

    assert (second.number, second.note) == (2, "shorter nose")
    assert jobs() == list(Revision.objects.order_by("number").values_list("pk", flat=True))


def test_nobody_adds_a_revision_to_anothers_build(
    owner: User, stranger: User, car: StoredFile, make_build: Callable[..., Build]
) -> None:
    draft, published = make_build(owner, "One"), make_build(owner, "Two", published=True)

    with pytest.raises(NotFound):
        uploads.add_revision(build=draft, by=stranger, file_name="car.ldr", file=car)
    with pytest.raises(Denied):
        uploads.add_revision(build=published, by=stranger, file_name="car.ldr", file=car)

    assert Revision.objects.count() == 2


def test_one_member_cannot_fill_the_queue(
    owner: User, stranger: User, car: StoredFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "MAX_UNFINISHED", 2)
    for _number in range(2):
        uploads.create_build(owner=owner, file_name="car.ldr", file=car)

    with pytest.raises(Conflict) as error:
        uploads.create_build(owner=owner, file_name="car.ldr", file=car)

    assert error.value.code == "TOO_MANY_AT_ONCE"
    uploads.create_build(owner=stranger, file_name="car.ldr", file=car)


def test_texts_that_the_database_cannot_keep_lose_only_that(owner: User, car: StoredFile) -> None:
    build = uploads.create_build(
        owner=owner, file_name="car.ldr", file=car, title="Red\0 car\ud800", description="a\0\ud800b", tags=["sp\0ace"]
    )
    revision = uploads.add_revision(build=build, by=owner, file_name="c\ud800.ldr", file=car, note="n\0\udfff")

    build.refresh_from_db()
    assert (build.title, build.description, build.tags.get().name) == ("Red car", "ab", "space")
    assert (revision.file_name, revision.note) == ("c.ldr", "n")
