"""Offers of a part that the catalogue lets go into another are found under that one."""

from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from parts.models import Part
from parts.services.catalogue.ldraw_merging import merge_parts
from parts.services.estimate import PricedLot, price_lots
from shop.models import AskedPrice, Offer, Store
from shop.selectors.market import market
from shop.selectors.offers import offers_for
from shop.services.merged_parts import follow_merged_parts
from tests.factories import make_colour, make_part
from tests.parts.library_texts import drawn, imported, moved, place
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def old() -> Part:
    return make_part("3001old", "Brick 2 × 4 old")


@pytest.fixture
def brick() -> Part:
    return make_part("3001")


def lots(part: Part) -> list[tuple[str, int]]:
    return sorted(Offer.objects.filter(part=part).values_list("lot_key", "quantity"))


def test_baskets_the_market_and_estimates_find_them(store: Store, old: Part, brick: Part) -> None:
    red = make_colour()
    offer = make_offer(store, old, red, quantity=7, price=Decimal("0.20"))
    AskedPrice.objects.create(
        offer=offer, part=old, colour=red, condition="new", currency="EUR", price="0.20", quantity=7,
        asked_on="2026-11-20",
    )  # fmt: skip

    assert merge_parts([(old.pk, brick.pk)]) == 1

    assert [(row.id, row.part_id) for row in offers_for([(brick.pk, red.pk)])] == [(offer.pk, brick.pk)]
    found = market(brick, red)
    assert (found.new.pieces, [day.median for day in found.asked]) == (7, [Decimal("0.20")])
    old.refresh_from_db()
    prices = price_lots([PricedLot(part, red, 5) for part in (brick, old)])
    assert [(price.basis, price.unit_price) for price in prices] == [("offer", Decimal("0.2000"))] * 2


def test_a_newer_parts_library_takes_offers_along(store: Store, tmp_path: Path) -> None:
    library: dict[str, str | bytes] = {
        "7000": drawn("Brick 2 x 3", place("box.dat")), "7001": drawn("Plate 2 x 3", place("box.dat", 1)),
    }  # fmt: skip
    imported(tmp_path / "old", library)
    first, second = (Part.objects.get(numbers__number=n, numbers__rule="own") for n in ("7000", "7001"))
    make_offer(store, first, quantity=3)
    imported(tmp_path / "new", library | {"7000": moved("7001")})
    assert (lots(first), lots(second)) == ([], [("", 3)])


def test_a_lot_that_the_store_has_of_both_stays_two_lots(store: Store, old: Part, brick: Part) -> None:
    make_offer(store, brick, quantity=1)
    make_offer(store, old, quantity=2)
    make_offer(store, old, quantity=4, condition="used")
    make_offer(make_store(name="Other", slug="other"), old, quantity=8)
    merge_parts([(old.pk, brick.pk)])
    assert lots(brick) == [("", 1), ("", 4), ("", 8), ("3001old", 2)]


def test_lots_of_two_parts_that_become_one_are_told_apart(store: Store, old: Part, brick: Part) -> None:
    older = make_part("3001older")
    for quantity, part in enumerate((old, older), 1):
        make_offer(store, part, quantity=quantity)
    merge_parts([(old.pk, brick.pk), (older.pk, brick.pk)])
    assert lots(brick) == [("", 1), ("3001older", 2)]


def test_no_lot_number_of_a_store_stops_the_catalogue(store: Store, old: Part, brick: Part) -> None:
    make_offer(store, brick, quantity=1)
    make_offer(store, brick, quantity=2, lot_key="3001old")
    make_offer(store, old, quantity=3)
    make_offer(store, old, quantity=4, lot_key="3001old")
    merge_parts([(old.pk, brick.pk)])
    assert lots(brick) == [("", 1), ("3001old", 2), ("3001old 3001old", 4)]
    assert lots(old) == [("", 3)]


def test_many_offers_move_in_a_fixed_number_of_queries(
    store: Store, old: Part, brick: Part, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_offer(store, old, make_colour(number, f"Colour {number}"))
    Part.objects.filter(pk=old.pk).update(merged_into=brick)
    with django_assert_num_queries(12):  # savepoint, locks, twice offers, prices, lots of requests and carts, savepoint
        assert follow_merged_parts() == 30
    assert follow_merged_parts() == 0
