"""The market of a lot: the same depth for shoppers and stores, by condition, with the history of its prices."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from parts.models import Part
from shop.models import Store
from shop.services.offers import OfferGiven, put_offer
from tests.factories import make_colour, make_line, make_part, make_published
from tests.shop.store_rows import make_offer, make_store
from tests.web.catalogue_rows import make_price

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(store: Store) -> Part:
    return make_part("3001", "Brick 2 x 4")


def read(client: Client, part: Part, more: str = "") -> str:
    return client.get(f"/parts/{part.pk}/market/?colour=4{more}").content.decode()


def test_offers_stand_by_condition_the_cheapest_first(visitor: Client, store: Store, part: Part) -> None:
    make_offer(store, part, price="0.30", quantity=40)
    make_offer(make_store(name="Anchor"), part, price="0.20", quantity=15, comment="washed")
    make_offer(make_store(name="Zebra"), part, price="0.10", condition="used")
    page = read(visitor, part)
    assert page.index("Anchor") < page.index("Harbour Bricks") < page.index("Zebra")
    assert "0.2000" in page
    assert "washed" in page
    assert '<td class="num soft depth__reached">55</td>' in page  # 15 and 40


def test_closed_stores_and_what_is_sold_out_are_no_market(visitor: Client, store: Store, part: Part) -> None:
    make_offer(store, part, quantity=0)
    make_offer(make_store(is_open=False), part)
    assert "No store has it" in read(visitor, part)


def test_another_currency_without_a_rate_shows_its_own_price(visitor: Client, part: Part) -> None:
    make_offer(make_store(name="Anchor", currency="USD"), part, price="0.50")
    page = read(visitor, part)
    assert "USD 0.5000" in page
    assert "0.5000" in read(visitor, part, "&currency=USD")


def test_what_was_asked_and_what_was_seen_are_two_histories(visitor: Client, store: Store, part: Part) -> None:
    colour = make_colour()
    put_offer(store=store, by=store.owner, given=OfferGiven(part.pk, colour.pk, 5, Decimal("0.12")))
    make_price(part, colour, "0.15", timezone.localdate())
    page = read(visitor, part)
    assert page.count('<figure class="chart"') == 2
    assert "Asked by stores here, as a table" in page


def test_without_a_colour_the_one_that_is_sold_is_shown(visitor: Client, store: Store, part: Part) -> None:
    assert visitor.get(f"/parts/{part.pk}/market/")["Location"] == f"/parts/{part.pk}/"
    make_offer(store, part, make_colour(2, "Green"))
    assert "Green" in visitor.get(f"/parts/{part.pk}/market/").content.decode()


@pytest.mark.parametrize("address", ["/parts/999999/market/?colour=4", "/parts/{}/market/?colour=77777"])
def test_what_the_catalogue_does_not_have_is_not_there(visitor: Client, part: Part, address: str) -> None:
    assert visitor.get(address.format(part.pk)).status_code == 404


def test_the_parts_page_leads_there(visitor: Client, part: Part) -> None:
    make_colour()
    assert f"/parts/{part.pk}/market/?colour=4" in visitor.get(f"/parts/{part.pk}/?colour=4").content.decode()


def test_a_lot_priced_by_an_offer_leads_there(visitor: Client, part: Part) -> None:
    build = make_published(slug="crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision, part=part, basis="offer", price_reason={"offers": 3, "lowest": "0.10"})
    assert f"/parts/{part.pk}/market/?colour=4" in visitor.get("/builds/crane/").content.decode()


def test_the_page_asks_the_database_a_fixed_number_of_times(
    visitor: Client, part: Part, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 8):
        for _offer in range(count):
            make_offer(make_store(), part)
        with django_assert_num_queries(6):  # part, colour, depth, seen, asked, the swatches' version
            read(visitor, part)
