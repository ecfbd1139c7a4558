"""The database keeps revisions what they were, whoever writes."""

from collections.abc import Callable

import pytest
from django.db import Error, transaction
from django.utils import timezone

from accounts.models import User
from builds.models import Build, Revision
from common.files import keep


@pytest.fixture
def revision(owner: User, make_build: Callable[..., Build]) -> Revision:
    build: Build = make_build(owner)
    return build.revisions.get()


@pytest.mark.parametrize("field", ["number", "file_name", "file_id", "build_id", "created_at"])
def test_what_was_uploaded_cannot_be_rewritten(
    owner: User, revision: Revision, make_build: Callable[..., Build], field: str
) -> None:
    other = {
        "number": 7,
        "file_name": "other.ldr",
        "file_id": keep(b"0 other\n").pk,
        "build_id": make_build(owner, "Another").pk,
        "created_at": timezone.now(),
    }
    before = Revision.objects.filter(pk=revision.pk).values().get()

    with pytest.raises(Error, match="never changes"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(**{field: other[field]})

    assert Revision.objects.filter(pk=revision.pk).values().get() == before


def test_state_and_figures_can_be_written(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(state="failed", part_count=3, note="wheels")

    revision.refresh_from_db()
    assert (revision.state, revision.part_count, revision.note) == ("failed", 3, "wheels")


def test_a_published_revision_cannot_be_deleted_even_with_its_build(
    owner: User, make_build: Callable[..., Build]
) -> None:
    build = make_build(owner, published=True)

    with pytest.raises(Error, match="was published"), transaction.atomic():
        Build.objects.filter(pk=build.pk).delete()

    assert Revision.objects.filter(build=build).count() == 1


def test_the_date_of_publishing_stays(owner: User, make_build: Callable[..., Build]) -> None:
    build = make_build(owner, published=True)

    with pytest.raises(Error, match="keeps the date"), transaction.atomic():
        Revision.objects.filter(build=build).update(published_at=None)


def test_a_draft_revision_can_be_deleted(revision: Revision) -> None:
    revision.delete()

    assert not Revision.objects.exists()
