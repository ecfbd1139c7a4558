"""A bill's lots are priced by stores' offers where they have enough, through the wiring of the running site."""

from decimal import Decimal
from typing import Any

import pytest

from builds.models import BomLine
from parts.models import Colour, Part
from parts.services.estimate import PricedLot, price_lots
from tests.factories import make_build, make_colour, make_line, make_part, make_revision
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def brick() -> Part:
    return make_part()


@pytest.fixture
def red() -> Colour:
    return make_colour()


def priced(part: Part | None, colour: Colour | None, pieces: int, **asked: str) -> tuple[str, Decimal | None, object]:
    [price] = price_lots([PricedLot(part, colour, pieces)], **asked)
    return price.basis, price.unit_price, price.reason.get("store")


def test_the_cheapest_store_that_has_enough_prices_a_lot(brick: Part, red: Colour) -> None:
    make_offer(make_store(name="Dear"), price=Decimal("0.30"))
    make_offer(make_store(name="Cheap"), price=Decimal("0.20"))
    assert priced(brick, red, 100) == ("offer", Decimal("0.2000"), "Cheap")


def test_what_one_store_lacks_is_taken_from_the_next(brick: Part, red: Colour) -> None:
    make_offer(make_store(name="Cheap"), price=Decimal("0.10"), quantity=30)
    make_offer(make_store(name="Dear"), price=Decimal("0.20"), quantity=30)
    assert priced(brick, red, 40) == ("offer", Decimal("0.1250"), "2 stores")


def test_prices_for_more_pieces_count(brick: Part, red: Colour) -> None:
    make_offer(make_store(name="Bulk"), price=Decimal("0.10"), tiers=[{"from": 50, "price": "0.0600"}])
    assert priced(brick, red, 49)[1] == Decimal("0.1000")
    assert priced(brick, red, 50)[1] == Decimal("0.0600")


def test_stores_that_have_too_few_price_nothing(brick: Part, red: Colour) -> None:
    make_offer(make_store(), quantity=10, reserved=4)
    assert priced(brick, red, 6)[0] == "offer"
    assert priced(brick, red, 7)[0] == "estimate"


def test_only_what_can_be_bought_as_it_is_asked_for_counts(brick: Part, red: Colour) -> None:
    make_offer(make_store(is_open=False))
    make_offer(make_store(), condition="used")
    make_offer(make_store(currency="USD"))
    assert priced(brick, red, 1)[0] == "estimate"
    assert priced(brick, red, 1, condition="used")[0] == "offer"
    assert priced(brick, red, 1, currency="USD")[0] == "offer"
    assert priced(brick, None, 1)[0] == "estimate"
    assert priced(None, red, 1)[0] == "unknown"


def test_two_hundred_lots_ask_once(brick: Part, red: Colour, django_assert_num_queries: Any) -> None:
    make_offer(make_store())
    parts = [make_part(f"p{n}") for n in range(200)]
    with django_assert_num_queries(2):
        prices = price_lots([PricedLot(part, red, 1) for part in (brick, *parts)])
    assert prices[0].basis == "offer"
    assert {price.basis for price in prices[1:]} == {"estimate"}


def test_a_new_offer_leaves_the_stored_prices_of_a_revision_alone(brick: Part, red: Colour) -> None:
    revision = make_revision(make_build())
    line = make_line(revision, part=brick, colour=red)
    before = BomLine.objects.filter(pk=line.pk).values().get()
    estimate = revision.estimate
    make_offer(make_store(), price=Decimal("0.01"))
    revision.refresh_from_db()
    assert (BomLine.objects.filter(pk=line.pk).values().get(), revision.estimate) == (before, estimate)
