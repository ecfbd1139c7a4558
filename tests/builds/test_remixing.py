"""Remixes and their lineage."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Attachment, BomLine, Build, Revision
from builds.selectors import lineage, remixes_of, search_builds
from builds.services import attachments, publish, remix
from common.errors import Conflict, NotFound
from common.files import keep

MakeBuild = Callable[..., Build]


@pytest.fixture
def original(owner: User, make_build: MakeBuild) -> Build:
    return make_build(owner, "Trainer", published=True, tags=["space"], licence="CC-BY-NC-4.0")


def test_a_remix_is_a_draft_of_ones_own_with_everything_that_was_derived(stranger: User, original: Build) -> None:
    source = original.revisions.get()

    made = remix.remix_build(revision=source, by=stranger, title="Courier")

    copy = made.revisions.get()
    assert (made.owner, made.state, made.title, made.licence) == (stranger, "draft", "Courier", "CC-BY-NC-4.0")
    assert made.remix_of == source
    assert [tag.slug for tag in made.tags.all()] == ["space"]
    assert (copy.number, copy.file, copy.state, copy.published_at) == (1, source.file, "ready", None)
    hidden = {"id", "revision_id"}
    lines = [
        [{key: value for key, value in row.items() if key not in hidden} for row in revision.bom_lines.values()]
        for revision in (source, copy)
    ]
    assert lines[0] == lines[1] != []
    assert list(source.assets.values_list("kind", "file")) == list(copy.assets.values_list("kind", "file")) != []


def test_the_original_is_untouched(stranger: User, original: Build) -> None:
    before = (Build.objects.values().get(), Revision.objects.values().get(), list(BomLine.objects.values()))

    remix.remix_build(revision=original.revisions.get(), by=stranger)

    after = (
        Build.objects.filter(pk=original.pk).values().get(),
        Revision.objects.filter(build=original).values().get(),
        list(BomLine.objects.filter(revision__build=original).values()),
    )
    assert after == before


def test_programs_come_along_and_pictures_stay(owner: User, stranger: User, original: Build) -> None:
    attachments.attach_file(build=original, by=owner, file_name="drive.py", file=keep(b"print(1)\n"))
    attachments.attach_file(build=original, by=owner, file_name="front.png", file=keep(b"\x89PNG\r\n\x1a\n..."))

    made = remix.remix_build(revision=original.revisions.get(), by=stranger)

    assert [one.file_name for one in made.attachments.all()] == ["drive.py"]
    assert Attachment.objects.filter(build=original).count() == 2


def test_drafts_cannot_be_remixed(owner: User, stranger: User, make_build: MakeBuild) -> None:
    revision = make_build(owner).revisions.get()

    with pytest.raises(NotFound):
        remix.remix_build(revision=revision, by=stranger)
    with pytest.raises(Conflict):
        remix.remix_build(revision=revision, by=owner)

    assert Build.objects.count() == 1


def test_lineage_is_shown_on_both_sides(owner: User, stranger: User, original: Build) -> None:
    source = original.revisions.get()
    made = remix.remix_build(revision=source, by=stranger)
    publish.publish_build(build=made, by=stranger)
    third = remix.remix_build(revision=made.revisions.get(), by=owner)

    assert lineage(third, owner).ancestors == (source, made.revisions.get())
    assert list(lineage(original).remixes) == [made]
    assert list(lineage(made).remixes) == []
    assert list(lineage(made, owner).remixes) == [third]


def test_a_draft_remix_is_no_news_to_others(owner: User, stranger: User, original: Build) -> None:
    made = remix.remix_build(revision=original.revisions.get(), by=stranger)

    for viewer in (None, owner):
        assert not remixes_of(original, viewer).exists()
        assert search_builds(viewer).get(pk=original.pk).remix_count == 0  # type: ignore[attr-defined]
    assert list(remixes_of(original, stranger)) == [made]

    publish.publish_build(build=made, by=stranger)

    assert search_builds(None).get(pk=original.pk).remix_count == 1  # type: ignore[attr-defined]


def test_an_ancestor_that_was_withdrawn_leaves_a_gap(owner: User, stranger: User, original: Build) -> None:
    source = original.revisions.get()
    made = remix.remix_build(revision=source, by=stranger)
    publish.publish_build(build=made, by=stranger)

    publish.withdraw_build(build=original, by=owner)

    assert lineage(made, stranger).ancestors == (None,)
    assert lineage(made, owner).ancestors == (source,)


def test_a_long_lineage_takes_three_queries(
    owner: User, original: Build, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build = original
    for number in range(5):
        build = remix.remix_build(revision=build.revisions.get(), by=owner, title=f"Remix {number}")
        publish.publish_build(build=build, by=owner)

    with django_assert_num_queries(3):
        found = lineage(build)
        owners = [one.build.owner.username for one in found.ancestors if one is not None]
        list(found.remixes)

    assert owners == ["builder"] * 5
