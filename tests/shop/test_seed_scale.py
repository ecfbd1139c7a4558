"""Markets of any size for load tests: the same ones each time, and never by accident on a site that people use."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from parts.models import PartColour
from shop.models import AskedPrice, Offer, ShippingStep, Store
from tests.factories import make_colour, make_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue() -> None:
    for part in range(20):
        for number, name in ((4, "Red"), (0, "Black")):
            PartColour.objects.create(part=make_part(f"p{part}"), colour=make_colour(number, name), set_count=part)


def rows() -> list[Any]:
    return list(
        Offer.objects.order_by("lot_key").values("store__slug", "part__number", "quantity", "price", "condition")
    )


@pytest.mark.usefixtures("catalogue")
def test_the_same_numbers_make_the_same_market(settings: Settings, capsys: Any) -> None:
    settings.DEBUG = True
    call_command("seed_scale", stores=5, offers=300)
    first = rows()
    call_command("seed_scale", stores=5, offers=300)
    assert rows() == first
    assert (Store.objects.count(), ShippingStep.objects.count(), len(first)) == (5, 5, 300)
    assert AskedPrice.objects.count() == 300
    assert "5 stores with 300 offers" in capsys.readouterr().out
    Offer.objects.all().delete()
    call_command("seed_scale", stores=5, offers=300)
    assert rows() == first


@pytest.mark.usefixtures("catalogue")
def test_a_site_that_people_use_is_left_alone(settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_scale", stores=1, offers=1)
    assert not Store.objects.exists()
    call_command("seed_scale", stores=1, offers=1, force=True)
    assert Offer.objects.count() == 1


@pytest.mark.parametrize(("stores", "offers"), [(0, 5), (-1, 5), (1, -1), (10**9, 1)])
def test_numbers_that_make_no_market_are_refused(settings: Settings, stores: int, offers: int) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError):
        call_command("seed_scale", stores=stores, offers=offers)
    assert not Store.objects.exists()


def test_without_a_catalogue_it_says_so(settings: Settings) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="catalogue"):
        call_command("seed_scale", stores=1, offers=1)
