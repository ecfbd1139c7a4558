"""Pages of what no store has: asking all of them, and kits that are made when enough are wanted."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build
from shop.models import PartsRequest, Pledge, Quote, SharedRun
from shop.services.requests import AskedLot, open_request
from shop.services.shared_runs import close_run, pledge
from tests.factories import make_colour, make_line, make_part, make_published, make_user
from tests.shop.store_rows import make_offer, make_store
from tests.web.conftest import signed_in
from tests.web.shop.quote_rows import make_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def build() -> Build:
    build = make_published(slug="crane", title="Small crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    return build


def make_run(build: Build, **fields: Any) -> SharedRun:
    values = {
        "store": fields.get("store") or make_store(name="Brick Harbour"), "revision": build.shown_revision,
        "threshold": 3, "most": 5,
        "tiers": [{"kits": "3", "price": "20.00"}, {"kits": "5", "price": "18.00"}],
        "closes_at": timezone.now() + datetime.timedelta(days=3),
    }  # fmt: skip
    return SharedRun.objects.create(**values | fields)


def test_missing_lots_are_asked_of_all_stores(shoppers: Client, shopper: User) -> None:
    part, colour = make_part(), make_colour()
    lot = f"{part.pk}:{colour.pk}"
    need = {"lot": lot, "part_id": part.pk, "name": part.name, "colour": colour.name, "quantity": 30}
    findings = {"missing": [{"lot": lot, "quantity": 12}], "because": "", "ways": []}
    quote = make_quote(shopper, state="impossible", needs=[need], findings=findings)
    assert "Ask all stores for them" in shoppers.get(f"/shop/quotes/{quote.code}/").content.decode()
    response = shoppers.post(f"/shop/quotes/{quote.code}/ask/")
    asked = PartsRequest.objects.get()
    assert response["Location"] == f"/shop/requests/{asked.pk}/"
    assert [(row.part, row.colour, row.quantity) for row in asked.lots.all()] == [(part, colour, 12)]
    assert "No store has answered yet" in shoppers.get(f"/shop/requests/{asked.pk}/").content.decode()


def make_asked(shopper: User, part_number: str = "3001") -> PartsRequest:
    lots = [AskedLot(make_part(part_number).pk, make_colour().pk, 5)]
    return open_request(by=shopper, lots=lots, country="NL")


def test_answers_are_shown_and_can_be_searched_with(shoppers: Client, shopper: User) -> None:
    asked = make_asked(shopper)
    make_offer(make_store(name="Brick Harbour", slug="harbour"), price="0.1250", request=asked, comment="washed")
    page = shoppers.get(f"/shop/requests/{asked.pk}/").content.decode()
    assert 'href="/shop/stores/harbour/">Brick Harbour</a>' in page
    assert "washed" in page
    assert '<td class="num">100</td><td class="num">0.125 EUR</td>' in page
    response = shoppers.post(f"/shop/requests/{asked.pk}/quote/")
    assert response["Location"] == f"/shop/quotes/{Quote.objects.get().code}/"
    assert Quote.objects.get().needs[0]["quantity"] == 5


def test_a_request_is_its_shoppers_alone(strangers: Client, stranger: User, visitor: Client, shopper: User) -> None:
    asked = make_asked(shopper)
    make_store(owner=stranger)  # who sells may see it, on the pages of the store
    for deed in ("close/", "quote/"):
        assert strangers.post(f"/shop/requests/{asked.pk}/{deed}").status_code == 404
    assert strangers.get(f"/shop/requests/{asked.pk}/").status_code == 404
    assert visitor.get("/shop/requests/").status_code == 302
    asked.refresh_from_db()
    assert asked.state == PartsRequest.State.OPEN


def test_requests_are_listed_and_closed(
    shoppers: Client, shopper: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 4):
        while PartsRequest.objects.count() < count:
            make_asked(shopper, f"30{count}")
        with django_assert_num_queries(3):  # session, member, requests
            assert shoppers.get("/shop/requests/").content.decode().count("0 answers") == count
    asked = PartsRequest.objects.first()
    assert asked is not None
    shoppers.post(f"/shop/requests/{asked.pk}/close/")
    assert "closed" in shoppers.get(f"/shop/requests/{asked.pk}/").content.decode()


def test_a_run_says_how_far_it_is(visitor: Client, build: Build) -> None:
    run = make_run(build)
    page = visitor.get(f"/shop/runs/{run.pk}/").content.decode()
    assert "3 kits are missing until it is made." in page
    assert "Sign in to pledge" in page
    assert '<th scope="row">3</th><td class="num">20.00</td>' in page
    assert "Small crane" in visitor.get("/shop/runs/").content.decode()


def test_a_pledge_is_given_changed_and_withdrawn(shoppers: Client, shopper: User, build: Build) -> None:
    run = make_run(build)
    for kits in ("1", "2"):
        shoppers.post(f"/shop/runs/{run.pk}/pledge/", {"kits": kits, "country": "NL"})
    assert Pledge.objects.get().kits == 2
    page = shoppers.get(f"/shop/runs/{run.pk}/").content.decode()
    assert "1 kit is missing until it is made." in page
    assert "Change the pledge" in page
    shoppers.post(f"/shop/runs/{run.pk}/withdraw/")
    assert Pledge.objects.get().state == Pledge.State.WITHDRAWN


@pytest.mark.parametrize(("kits", "country"), [("0", "NL"), ("6", "NL"), ("x", "NL"), ("1", ""), ("1", "ZZ")])
def test_a_pledge_that_makes_no_sense_is_refused_in_the_form(
    shoppers: Client, build: Build, kits: str, country: str
) -> None:
    run = make_run(build)
    response = shoppers.post(f"/shop/runs/{run.pk}/pledge/", {"kits": kits, "country": country})
    assert response.status_code == 422
    assert "note--bad" in response.content.decode() or "field__error" in response.content.decode()
    assert not Pledge.objects.exists()


def test_a_run_that_is_reached_leads_to_a_quote_that_claims_no_search(
    shoppers: Client, shopper: User, build: Build
) -> None:
    run = make_run(build)
    pledge(run=run, by=shopper, kits=2, country="NL")
    pledge(run=run, by=make_user(), kits=1, country="NL")
    close_run(run=run, by=run.store.owner)
    quote = Quote.objects.get(shopper=shopper)
    assert f"/shop/quotes/{quote.code}/" in shoppers.get(f"/shop/runs/{run.pk}/").content.decode()
    page = shoppers.get(f"/shop/quotes/{quote.code}/").content.decode()
    assert "A kit costs €20.00, the same for all who pledged." in page
    assert "No basket is cheaper" not in page
    assert "Search 30 s more" not in page


def test_runs_are_listed_without_a_query_for_each(
    build: Build, shopper: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(shopper)
    for count in (1, 4):
        while SharedRun.objects.count() < count:
            pledge(run=make_run(build, store=make_store()), by=shopper, kits=1, country="NL")
        with django_assert_num_queries(4):  # session, member, pledges, runs
            client.get("/shop/runs/")


def test_a_run_that_is_over_asks_nothing_of_a_visitor(
    visitor: Client, shoppers: Client, shopper: User, build: Build
) -> None:
    run = make_run(build)
    pledge(run=run, by=make_user(), kits=3, country="NL")
    close_run(run=run, by=run.store.owner)
    assert "This run takes no more pledges." in visitor.get(f"/shop/runs/{run.pk}/").content.decode()
    assert "You pledged for none." in shoppers.get(f"/shop/runs/{run.pk}/").content.decode()
