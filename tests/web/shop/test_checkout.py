"""Ordering a quote on its page: once a form, for the price of the quote, whatever else is sent."""

import re

import pytest
from django.test import Client

from accounts.models import User
from common.errors import Unavailable
from shop.models import Order, Quote
from tests.shop.ordering_rows import make_offer, make_quote, make_store
from web.views.shop import checkout

pytestmark = pytest.mark.django_db
TO = {
    "name": "A Shopper", "street": "Kade 1", "extra": "", "postcode": "3011 AA", "city": "Rotterdam", "region": "",
    "email": "shopper@example.org", "key": "a-key",
}  # fmt: skip


@pytest.fixture
def quote(shopper: User) -> Quote:
    offer = make_offer(make_store("Brick Harbour"), quantity=10, price="0.10")
    quote = make_quote(shopper, [(offer, 8)])
    for charge in quote.charges.all():
        inputs = {"store": "Brick Harbour", "lots": 1, "pieces": 8, "percent": "0", "fixed": "0", "base": "parts"}
        charge.reason = {"rule": charge.kind, "inputs": inputs, "date": "2026-11-20"}
        charge.save()
    return quote


def test_the_form_shows_the_lines_and_has_a_key_of_its_own(shoppers: Client, quote: Quote) -> None:
    keys = set()
    for _time in range(2):
        page = shoppers.get(f"/shop/quotes/{quote.code}/order/").content.decode()
        key = re.search(r'name="key" value="([\w-]{32})"', page)
        assert key is not None
        keys.add(key[1])
        assert f"<b>€{quote.total}</b>" in page
    assert len(keys) == 2


def test_an_order_is_placed_for_the_quotes_price(shoppers: Client, quote: Quote) -> None:
    response = shoppers.post(f"/shop/quotes/{quote.code}/order/", TO | {"total": "0.01", "country": "US"})
    order = Order.objects.get()
    assert response["Location"] == f"/shop/orders/{order.code}/"
    assert (order.total, order.country, order.city) == (quote.total, "NL", "Rotterdam")


def test_the_same_form_sent_again_is_the_same_order(shoppers: Client, quote: Quote) -> None:
    answers = [shoppers.post(f"/shop/quotes/{quote.code}/order/", TO)["Location"] for _time in range(3)]
    assert len(set(answers)) == 1
    assert Order.objects.count() == 1


def test_the_same_key_with_another_address_is_refused(shoppers: Client, quote: Quote) -> None:
    shoppers.post(f"/shop/quotes/{quote.code}/order/", TO)
    response = shoppers.post(f"/shop/quotes/{quote.code}/order/", TO | {"city": "Delft"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "This form was sent before with another address" in page
    assert "key was used" not in page
    assert Order.objects.get().city == "Rotterdam"


def test_a_store_that_is_busy_leaves_the_form_as_it_was(
    shoppers: Client, quote: Quote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_given: object) -> Order:
        raise Unavailable("STORE_BUSY", "A store is changing its stock.")

    monkeypatch.setattr(checkout, "place_order", busy)
    response = shoppers.post(f"/shop/quotes/{quote.code}/order/", TO)
    page = response.content.decode()
    assert response.status_code == 503
    assert "A store is changing its stock." in page
    assert 'value="Kade 1"' in page
    assert 'value="a-key"' in page


@pytest.mark.parametrize("field", ["name", "street", "city", "email"])
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_ordered(
    shoppers: Client, quote: Quote, field: str
) -> None:
    response = shoppers.post(f"/shop/quotes/{quote.code}/order/", TO | {field: " "})
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert 'value="3011 AA"' in page  # what was written stays
    assert not Order.objects.exists()


def test_what_was_sold_meanwhile_is_named(shoppers: Client, quote: Quote) -> None:
    quote.parcels.get().lines.get().offer.delete()  # type: ignore[union-attr]
    response = shoppers.post(f"/shop/quotes/{quote.code}/order/", TO)
    assert response.status_code == 409
    assert "1 lot was sold meanwhile: Brick 2 x 4, Red." in response.content.decode()
    assert not Order.objects.exists()


def test_an_ordered_quote_leads_to_its_order(shoppers: Client, quote: Quote) -> None:
    shoppers.post(f"/shop/quotes/{quote.code}/order/", TO)
    order = Order.objects.get()
    page = shoppers.get(f"/shop/quotes/{quote.code}/").content.decode()
    assert f'href="/shop/orders/{order.code}/">Look at the order</a>' in page
    assert f'action="/shop/quotes/{quote.code}/order/"' not in page


def test_the_last_address_is_offered_again(shoppers: Client, shopper: User, quote: Quote) -> None:
    shoppers.post(f"/shop/quotes/{quote.code}/order/", TO)
    again = make_quote(shopper, [(make_offer(make_store(), quantity=3), 1)])
    for charge in again.charges.all():
        charge.reason = quote.charges.first().reason  # type: ignore[union-attr]
        charge.save()
    assert 'value="Kade 1"' in shoppers.get(f"/shop/quotes/{again.code}/order/").content.decode()


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c"])
def test_what_is_no_address_of_a_mailbox_is_told_in_our_words(shoppers: Client, quote: Quote, email: str) -> None:
    page = shoppers.post(f"/shop/quotes/{quote.code}/order/", TO | {"email": email}).content.decode()
    assert "Give an e-mail address such as you@example.org." in page
    assert not Order.objects.exists()
