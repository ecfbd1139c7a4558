"""What a store does for shoppers who find nothing: answers to requests, and shared runs."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build
from shop.models import Offer, PartsRequest, SharedRun, Store
from shop.services.requests import AskedLot, close_request, open_request
from shop.services.shared_runs import pledge
from tests.factories import make_colour, make_line, make_part, make_published, make_user

pytestmark = pytest.mark.django_db


def ask(shopper: User, *numbers: str, note: str = "") -> PartsRequest:
    lots = [AskedLot(make_part(number).pk, make_colour().pk, 12) for number in numbers or ("3001",)]
    return open_request(by=shopper, lots=lots, country="NL", note=note)


@pytest.fixture
def asked(store: Store) -> PartsRequest:
    return ask(make_user("ines"), "3001", "3002", note="for a bridge")


def address(asked: PartsRequest) -> str:
    return f"/shop/stores/harbour/requests/{asked.pk}/"


def test_open_requests_of_others_are_listed(keepers: Client, keeper: User, asked: PartsRequest) -> None:
    own = ask(keeper)
    page = keepers.get("/shop/stores/harbour/requests/").content.decode()
    assert "2 lots to Netherlands" in page
    assert "for a bridge" in page
    assert address(own) not in page


def test_an_answer_is_an_offer_for_that_shopper_alone(keepers: Client, visitor: Client, asked: PartsRequest) -> None:
    first = asked.lots.all()[0]
    given = {f"{first.pk}-price": "0,25", f"{first.pk}-quantity": "20", f"{first.pk}-condition": "used"}
    assert keepers.post(address(asked), given).status_code == 302
    offer = Offer.objects.get()
    assert (offer.request, offer.price, offer.quantity, offer.condition) == (asked, Decimal("0.2500"), 20, "used")
    assert "answered" in keepers.get("/shop/stores/harbour/requests/").content.decode()
    assert 'value="0.2500"' in keepers.get(address(asked)).content.decode()
    assert "Nothing is on sale here" in visitor.get("/shop/stores/harbour/").content.decode()


@pytest.mark.parametrize(("field", "value"), [("price", "x"), ("price", "0"), ("quantity", "-4"), ("price", "1.00001")])
def test_what_is_no_offer_is_refused(keepers: Client, asked: PartsRequest, field: str, value: str) -> None:
    lot = asked.lots.all()[0]
    given = {f"{lot.pk}-price": "0.25", f"{lot.pk}-quantity": "5", f"{lot.pk}-condition": "new"}
    response = keepers.post(address(asked), given | {f"{lot.pk}-{field}": value})
    assert response.status_code in {400, 422}
    assert 'class="field__error"' in response.content.decode() or 'role="alert"' in response.content.decode()
    assert not Offer.objects.exists()


def test_an_answer_without_a_price_offers_nothing(keepers: Client, asked: PartsRequest) -> None:
    response = keepers.post(address(asked), {})
    assert response.status_code == 400
    assert "An answer has 1 to 500 offers" in response.content.decode()


def test_a_closed_request_is_not_there(keepers: Client, asked: PartsRequest) -> None:
    close_request(request=asked, by=asked.shopper)
    assert keepers.get(address(asked)).status_code == 404
    assert "Nobody asks for anything" in keepers.get("/shop/stores/harbour/requests/").content.decode()


@pytest.mark.parametrize("page", ["requests", "runs"])
def test_others_have_no_way_in(rivals: Client, visitor: Client, asked: PartsRequest, page: str) -> None:
    assert rivals.get(f"/shop/stores/harbour/{page}/").status_code == 404
    assert rivals.post(address(asked), {}).status_code == 404
    assert visitor.get(f"/shop/stores/harbour/{page}/")["Location"].startswith("/accounts/login/")


def test_lists_ask_the_database_a_fixed_number_of_times(
    keepers: Client, asked: PartsRequest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _request in range(count):
            ask(make_user(), *(f"n{at}" for at in range(count)))
        with django_assert_num_queries(5):  # session, member, store, requests, which are answered
            keepers.get("/shop/stores/harbour/requests/")


@pytest.fixture
def build(store: Store) -> Build:
    build = make_published(slug="crane", title="Small crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    return build


def said(**changes: str) -> dict[str, str]:
    day = (timezone.localdate() + datetime.timedelta(days=20)).isoformat()
    given = {"build": "crane", "tiers": "3 = 20.00, 5 = 18.00", "most": "9", "closes_on": day}
    return given | changes


def test_a_run_is_opened_for_a_published_build(keepers: Client, build: Build) -> None:
    response = keepers.post("/shop/stores/harbour/runs/", said(build="https://brickfolk.example/builds/crane/"))
    run = SharedRun.objects.get()
    assert response["Location"] == f"/shop/runs/{run.pk}/"
    assert (run.threshold, run.most, run.revision) == (3, 9, build.shown_revision)
    assert run.tiers == [{"kits": "3", "price": "20.00"}, {"kits": "5", "price": "18.00"}]
    assert "0 of 3 kits pledged" in keepers.get("/shop/stores/harbour/runs/").content.decode()
    assert "Small crane" in keepers.get("/shop/stores/harbour/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("build", "none"), ("tiers", "3 = 20, 2 = 10"), ("tiers", "many"), ("tiers", "3 = 20, 5 = 30"), ("most", "2"),
     ("most", "x"), ("closes_on", "2001-01-01"), ("closes_on", "soon")],
)  # fmt: skip
def test_a_run_that_cannot_be_is_refused_beside_its_field(
    keepers: Client, build: Build, field: str, value: str
) -> None:
    response = keepers.post("/shop/stores/harbour/runs/", said(**{field: value}))
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not SharedRun.objects.exists()


def test_a_run_is_closed_early_once_it_is_reached(keepers: Client, rivals: Client, build: Build) -> None:
    keepers.post("/shop/stores/harbour/runs/", said())
    run = SharedRun.objects.get()
    close = f"/shop/stores/harbour/runs/{run.pk}/close/"
    keepers.post(close)
    pledge(run=run, by=make_user(), kits=4, country="NL")
    assert "Close it now" in keepers.get("/shop/stores/harbour/runs/").content.decode()
    assert rivals.post(close).status_code == 404
    run.refresh_from_db()
    assert run.state == "open"
    keepers.post(close)
    run.refresh_from_db()
    assert (run.state, run.kit_price) == ("reached", Decimal("20.00"))
