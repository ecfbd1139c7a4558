"""What Stripe is asked, over a transport that goes nowhere."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest
from payments.core import PROVIDER_CACHE
from pytest_django import Settings
from stripe import APIConnectionError, HTTPClient

from common.errors import Unavailable
from shop.models import Order, Payback, Payment
from shop.services.ordering.cancelling import cancel_order
from shop.services.payments.beginning import begin_payment, where_to_pay
from shop.services.payments.confirming import confirm_payment
from shop.services.payments.paybacks import send_payback
from shop.services.payments.providers import StripeProvider
from tests.shop.money_rows import make_order, stripe_payment

pytestmark = pytest.mark.django_db
PAGE = {"id": "cs_1", "object": "checkout.session", "url": "https://checkout.stripe.com/c/pay/cs_1", "expires_at": 9e9}
SILENCE = APIConnectionError("nobody there")  # type: ignore[no-untyped-call]
REFUND = {"id": "re_1", "object": "refund", "status": "pending"}


class Transport(HTTPClient):
    """Answers as told, and remembers what was asked."""

    name = "none"

    def __init__(self, status: int, answer: object) -> None:
        super().__init__()
        self.status, self.answer = status, answer
        self.asked: list[tuple[str, str, dict[str, str], dict[str, str]]] = []

    def request(self, method: str, url: str, headers: Any, post_data: Any = None, **_rest: Any) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        form = {key: values[0] for key, values in parse_qs(post_data or "").items()}
        self.asked.append((method, url, dict(headers), form))
        return json.dumps(self.answer), self.status, {}

    def _sleep_time_seconds(self, *_args: Any, **_rest: Any) -> float:
        return 0.0

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def transport(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, object], Transport]:
    settings.PAYMENT_PROVIDER = "stripe"

    def answering(status: int, answer: object) -> Transport:
        provider = StripeProvider(api_key="sk_test_1", endpoint_secret="whsec_1")
        provider.http_client = Transport(status, answer)
        monkeypatch.setitem(PROVIDER_CACHE, "stripe", provider)
        return provider.http_client

    return answering


@pytest.fixture(autouse=True)
def order_page(settings: Settings) -> None:
    settings.SITE_URL = "https://brickfolk.example"


def begun(order: Order) -> Payment:
    return begin_payment(order=order, by=order.shopper)


def test_the_page_is_asked_for_with_what_our_row_says(transport: Any) -> None:
    line, order = transport(200, PAGE), make_order()
    payment = begun(order)
    assert where_to_pay(payment=payment, by=order.shopper) == PAGE["url"]
    (method, url, headers, form) = line.asked[0]
    assert (method, url) == ("post", "https://api.stripe.com/v1/checkout/sessions")
    assert headers["Idempotency-Key"] == f"session-{payment.token}"
    assert form["line_items[0][price_data][unit_amount]"] == "862"
    assert form["line_items[0][price_data][currency]"] == "eur"
    assert form["client_reference_id"] == payment.token
    assert form["success_url"] == f"https://brickfolk.example/shop/orders/{order.code}/"
    assert int(form["expires_at"]) >= payment.created.timestamp() + 1800
    payment.refresh_from_db()
    assert payment.transaction_id == "cs_1"
    assert json.loads(payment.extra_data)["session"] == {key: PAGE[key] for key in ("id", "url", "expires_at")}


def test_asked_again_the_same_page_is_shown(transport: Any) -> None:
    line, order = transport(200, PAGE), make_order()
    for _time in range(2):
        assert where_to_pay(payment=begun(order), by=order.shopper) == PAGE["url"]
    assert len(line.asked) == 1


def test_a_page_that_is_over_is_not_shown_again(transport: Any) -> None:
    transport(200, PAGE | {"expires_at": 1})
    order = make_order()
    first = begun(order)
    where_to_pay(payment=first, by=order.shopper)
    second = begun(order)
    first.refresh_from_db()
    assert (second != first, first.status) == (True, "cancelled")


@pytest.mark.parametrize(
    ("status", "answer", "ended"),
    [
        (500, {"error": {"type": "api_error", "message": "broken"}}, True),
        (401, {"error": {"type": "invalid_request_error", "message": "no such key"}}, True),
        (400, {"error": {"type": "invalid_request_error", "message": "amount too small"}}, True),
        (200, {"id": "cs_1", "object": "checkout.session"}, True),
        (0, SILENCE, False),
    ],
)
def test_without_a_page_the_shopper_is_told_and_may_try_again(
    transport: Any, status: int, answer: object, ended: bool
) -> None:
    transport(status, answer)
    order = make_order()
    payment = begun(order)
    with pytest.raises(Unavailable, match="PROVIDER_SILENT"):
        where_to_pay(payment=payment, by=order.shopper)
    transport(200, PAGE)
    again = begun(order)
    assert (again != payment) == ended
    assert where_to_pay(payment=again, by=order.shopper) == PAGE["url"]


def owed(order: Order) -> Payback:
    payment = stripe_payment(order, extra_data='{"payment_intent": "pi_1"}')
    confirm_payment(payment.pk)
    cancel_order(order=order, by=order.shopper)
    return Payback.objects.get()


def test_money_is_sent_back_under_a_key_of_its_own(transport: Any) -> None:
    line, payback = transport(200, REFUND), owed(make_order())
    assert send_payback(payback.pk).state == "sent"
    (_method, url, headers, form) = line.asked[0]
    assert url == "https://api.stripe.com/v1/refunds"
    assert headers["Idempotency-Key"] == f"payback-{payback.payment.token}-{payback.pk}"
    assert (form["payment_intent"], form["amount"]) == ("pi_1", "862")
    assert form["metadata[payback]"] == str(payback.pk)
    payback.refresh_from_db()
    assert (payback.number, payback.amount) == ("re_1", Decimal("8.62"))


def test_a_silent_provider_is_asked_again_under_the_same_key(transport: Any) -> None:
    payback = owed(make_order())
    transport(0, SILENCE)
    with pytest.raises(Unavailable):
        send_payback(payback.pk)
    payback.refresh_from_db()
    assert payback.state == "waiting"
    line = transport(200, REFUND)
    send_payback(payback.pk)
    assert line.asked[0][2]["Idempotency-Key"] == f"payback-{payback.payment.token}-{payback.pk}"


def test_a_refusal_for_good_is_kept_for_somebody_to_see(transport: Any) -> None:
    payback = owed(make_order())
    transport(400, {"error": {"type": "invalid_request_error", "message": "charge was disputed"}})
    assert send_payback(payback.pk).state == "failed"
    payback.refresh_from_db()
    assert payback.problem == "charge was disputed"


def test_without_the_providers_number_nothing_is_asked(transport: Any) -> None:
    line, payback = transport(200, REFUND), owed(make_order())
    Payment.objects.update(extra_data="")
    assert send_payback(payback.pk).state == "failed"
    assert line.asked == []
