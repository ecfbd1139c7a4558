"""Files made from parts on demand: what is current, what is asked for, and how often."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from parts.models import PartAsset
from parts.services.assets import (
    A_JOB,
    PATIENCE,
    AssetKey,
    Wanted,
    ask_for,
    assets_of,
    forget_asset,
    keep_asset,
    recipe_of,
    still_wanted,
)
from tests.factories import make_colour, make_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def brick() -> Wanted:
    return Wanted(make_part(shape_digest="a" * 64), make_colour())


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parts.services.assets.library_place", lambda: "/somewhere/complete.zip")


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="parts.draw_pictures").order_by("id"))


def kept(wanted: Wanted, content: bytes | None = b"png") -> PartAsset:
    return keep_asset(wanted, recipe_of(wanted, "a library"), content)


def state(wanted: Wanted) -> str:
    return assets_of([wanted], ask=False)[wanted.key].state


def test_what_is_missing_is_asked_for_by_one_job(brick: Wanted) -> None:
    red_plate = Wanted(make_part("3024", "Plate 1 x 1"), make_colour())
    found = assets_of([brick, red_plate])
    assert [one.state for one in found.values()] == ["waiting", "waiting"]
    (job,) = jobs()
    assert job.args == {"wanted": [[one.part.pk, one.colour.pk, 128] for one in (brick, red_plate)]}
    assert (job.queue_name, job.priority, job.lock) == ("background", -1, "parts.files")


def test_who_looks_again_soon_asks_for_nothing_more(brick: Wanted) -> None:
    assets_of([brick])
    assets_of([brick])
    assert len(jobs()) == 1


def test_what_did_not_come_for_a_minute_is_asked_for_again(brick: Wanted) -> None:
    assets_of([brick])
    PartAsset.objects.update(asked_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    assets_of([brick])
    assert len(jobs()) == 2
    assert PartAsset.objects.count() == 1


def test_looking_without_asking_leaves_no_trace(brick: Wanted) -> None:
    assert state(brick) == "waiting"
    assert not jobs()
    assert not PartAsset.objects.exists()


def test_what_was_made_by_the_current_recipe_is_ready(brick: Wanted) -> None:
    asset = kept(brick)
    found = assets_of([brick])[brick.key]
    assert (found.state, found.asset, found.recipe) == ("ready", asset, asset.recipe)
    assert not jobs()


def test_where_there_is_nothing_to_make_nobody_asks_again(brick: Wanted) -> None:
    kept(brick, None)
    assert assets_of([brick])[brick.key].state == "nothing"
    assert not jobs()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.part.__class__.objects.update(shape_digest="b" * 64),
        lambda one: one.colour.__class__.objects.update(rgb="#B40001"),
        lambda one: one.colour.__class__.objects.update(finish="chrome"),
    ],
)
def test_another_shape_or_colour_is_made_anew_and_the_old_file_shown_meanwhile(
    brick: Wanted, change: Callable[[Wanted], object]
) -> None:
    asset = kept(brick)
    change(brick)
    brick.part.refresh_from_db()
    brick.colour.refresh_from_db()
    found = assets_of([brick])[brick.key]
    assert (found.state, found.asset) == ("waiting", asset)
    assert len(jobs()) == 1


def test_another_name_or_category_makes_nothing_anew(brick: Wanted) -> None:
    kept(brick)
    brick.part.name = "Brick, two by four"
    assert state(brick) == "ready"


def test_without_a_library_the_size_shapes_a_part(brick: Wanted) -> None:
    before = recipe_of(brick, "")
    brick.part.shape_digest = "b" * 64
    assert recipe_of(brick, "") == before
    brick.part.name = "Brick 2 x 6"
    assert recipe_of(brick, "") != before


def test_each_width_and_kind_is_a_file_of_its_own(brick: Wanted) -> None:
    kept(brick)
    assert state(Wanted(brick.part, brick.colour, width=512)) == "waiting"
    assert state(Wanted(brick.part, brick.colour, PartAsset.Kind.MODEL, 0)) == "waiting"


def test_300_files_are_one_query_and_asking_for_them_two_more(
    brick: Wanted, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wanted = [Wanted(make_part(f"p{at}", f"Part {at}"), brick.colour) for at in range(A_JOB)]
    with django_assert_num_queries(3):
        assets_of(wanted)
    with django_assert_num_queries(1):
        assets_of(wanted)


def test_more_than_300_are_several_jobs_and_more_than_1000_are_left_for_later() -> None:
    colour = make_colour()
    part = make_part()
    ask_for(AssetKey(part.pk, colour.pk, width=width) for width in range(1, 1202))
    assert [len(job.args["wanted"]) for job in jobs()] == [300, 300, 300, 100]


def test_a_worker_passes_over_what_is_there_and_what_is_gone(brick: Wanted) -> None:
    kept(brick)
    large = (brick.part.pk, brick.colour.pk, 512)
    keys = [large, (brick.part.pk, brick.colour.pk, 128), (0, brick.colour.pk, 128), (brick.part.pk, 0, 128)]
    assert [one.key[:2] + one.key[3:] for one in still_wanted(PartAsset.Kind.PICTURE, keys)] == [large]


def test_a_file_whose_bytes_are_gone_is_made_again(brick: Wanted) -> None:
    forget_asset(kept(brick))
    assert state(brick) == "waiting"
    assert len(jobs()) == 1
