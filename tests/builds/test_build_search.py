"""Finding builds."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build, Revision
from builds.selectors import popular_tags, search_builds
from builds.services import remix

MakeBuild = Callable[..., Build]


@pytest.fixture
def three(owner: User, stranger: User, make_build: MakeBuild) -> None:
    make_build(owner, "Longnose courier", published=True, tags=["space"], description="A ship with one engine.")
    make_build(stranger, "Sorting robot", published=True, tags=["mindstorms", "space"])
    make_build(owner, "Secret robot", tags=["hidden"])
    for part_count, title in ((10, "Longnose courier"), (20, "Sorting robot")):
        Revision.objects.filter(build__title=title).update(part_count=part_count)


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({}, ["Sorting robot", "Longnose courier"]),
        ({"text": "robot"}, ["Sorting robot"]),
        ({"text": "ROBO"}, ["Sorting robot"]),
        ({"text": "courier engine"}, ["Longnose courier"]),
        ({"text": "courier robot"}, []),
        ({"text": "mindst"}, ["Sorting robot"]),
        ({"text": "secret"}, []),
        ({"text": "hidden"}, []),
        ({"tag": "hidden"}, []),
        ({"tag": "space"}, ["Sorting robot", "Longnose courier"]),
        ({"owner": "builder"}, ["Longnose courier"]),
        ({"tag": "a\0b"}, []),
        ({"owner": "\ud800"}, []),
        ({"text": "\0 \ud800 robot"}, ["Sorting robot"]),
        ({"order": "parts"}, ["Sorting robot", "Longnose courier"]),
        ({"text": "'); DROP TABLE & | ! :* <->"}, []),
        ({"text": "& | ! :* ( \\ '"}, ["Sorting robot", "Longnose courier"]),
    ],
)
def test_published_builds_are_found(owner: User, three: None, given: dict[str, str], titles: list[str]) -> None:
    assert [build.title for build in search_builds(owner, **given)] == titles


def test_the_most_remixed_stand_first(owner: User, stranger: User, three: None) -> None:
    revision = Revision.objects.get(build__title="Longnose courier")
    for _time in range(2):
        made = remix.remix_build(revision=revision, by=stranger)
        Build.objects.filter(pk=made.pk).update(state="published", published_at=made.created_at)

    first = search_builds(None, order="remixes")[0]

    assert (first.title, first.remix_count) == ("Longnose courier", 2)  # type: ignore[attr-defined]


def test_tags_count_published_builds_only(three: None) -> None:
    assert [(tag.slug, tag.uses) for tag in popular_tags()] == [("space", 2), ("mindstorms", 1)]  # type: ignore[attr-defined]


def test_a_page_of_cards_takes_two_queries(
    owner: User, make_build: MakeBuild, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        make_build(owner, f"Car {number}", published=True, tags=["space"])

    with django_assert_num_queries(2):
        cards = [
            (build.title, build.owner.shown_name, build.shown_revision, [tag.name for tag in build.tags.all()])
            for build in search_builds(None, "car")
        ]

    assert len(cards) == 12
