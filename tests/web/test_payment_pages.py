"""Paying on our pages: the shopper alone decides, with a form of ours, about what our row says."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from shop.models import Order, Payment
from shop.services.payments.beginning import begin_payment
from tests.factories import make_user
from tests.shop.money_rows import books, make_order, stripe_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    return make_order()


@pytest.fixture
def shopper(order: Order) -> Client:
    client = Client()
    client.force_login(order.shopper)
    return client


@pytest.fixture
def page(order: Order) -> str:
    return begin_payment(order=order, by=order.shopper).get_process_url()


def state_of(order: Order) -> str:
    order.refresh_from_db()
    return order.state


def test_paying_leads_to_the_page_of_test_payments(shopper: Client, order: Order) -> None:
    answer = shopper.post(f"/shop/orders/{order.code}/pay/", {"total": "0.01", "currency": "HUF", "token": "x"})
    payment = Payment.objects.get(order=order)
    assert (answer.status_code, answer["location"]) == (302, f"/shop/payments/{payment.token}/")
    assert (payment.total, payment.currency) == (order.total, order.currency)


def test_the_page_says_that_no_money_moves_and_how_much_it_would_be(shopper: Client, page: str) -> None:
    text = shopper.get(page).content.decode()
    assert "This site runs with test payments: no money moves." in text
    assert "8.62" in text


@pytest.mark.parametrize(("choice", "state"), [("pay", "paid"), ("decline", "placed")])
def test_the_shopper_decides(shopper: Client, order: Order, page: str, choice: str, state: str) -> None:
    answer = shopper.post(page, {"choice": choice, "status": "confirmed", "total": "0.01"})
    assert (answer.status_code, answer["location"]) == (302, f"/shop/orders/{order.code}/")
    assert state_of(order) == state


@pytest.mark.parametrize(
    "form", [{}, {"choice": "confirmed"}, {"status": "confirmed", "verification_result": "confirmed"}]
)
def test_any_other_form_changes_nothing(shopper: Client, order: Order, page: str, form: dict[str, str]) -> None:
    assert shopper.post(page, form).status_code == 422
    assert state_of(order) == "placed"


def test_an_address_decides_nothing(shopper: Client, order: Order, page: str) -> None:
    assert shopper.get(page, {"verification_result": "confirmed", "choice": "pay"}).status_code == 200
    assert state_of(order) == "placed"


def test_others_find_no_payment(order: Order, page: str) -> None:
    other = Client()
    other.force_login(make_user())
    assert [other.get(page).status_code, other.post(page, {"choice": "pay"}).status_code] == [404, 404]
    assert other.post(f"/shop/orders/{order.code}/pay/").status_code == 404
    assert state_of(order) == "placed"


def test_who_is_not_signed_in_is_asked_to(order: Order, page: str) -> None:
    for address in (page, f"/shop/orders/{order.code}/pay/"):
        answer = Client().post(address, {"choice": "pay"})
        assert (answer.status_code, answer["location"].split("?")[0]) == (302, "/accounts/login/")
    assert state_of(order) == "placed"


def test_a_form_of_another_site_decides_nothing(order: Order, page: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(order.shopper)
    assert client.post(page, {"choice": "pay"}).status_code == 403
    assert state_of(order) == "placed"


def test_what_is_at_stripe_is_not_settled_here(shopper: Client, order: Order) -> None:
    payment = stripe_payment(order)
    assert shopper.post(payment.get_process_url(), {"choice": "pay"}).status_code == 302
    assert (state_of(order), books()) == ("placed", {})


def test_paying_what_is_paid_says_how_it_stands(shopper: Client, order: Order, page: str) -> None:
    shopper.post(page, {"choice": "pay"})
    answer = shopper.post(f"/shop/orders/{order.code}/pay/")
    assert answer["location"] == f"/shop/orders/{order.code}/"
    assert Payment.objects.filter(order=order).count() == 1


@pytest.mark.parametrize("address", ["/payments/process/dummy/", "/payments/process/{token}/", "/shop/payments/x/"])
def test_django_payments_own_addresses_are_not_there(order: Order, page: str, address: str) -> None:
    token = Payment.objects.get(order=order).token
    address = address.format(token=token)
    assert Client().get(address, {"verification_result": "confirmed"}).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("process_payment", args=[token])
    assert state_of(order) == "placed"
