"""What the provider says: signed, once, in any order, about what we know."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from common.errors import Denied, Invalid
from shop.models import LedgerTransaction, Payback, Payment, PaymentNotice
from shop.selectors.ledger import owed_to_shopper
from shop.services.ledger.refunds import RefundOf, book_refund
from shop.services.ordering.cancelling import cancel_order
from shop.services.payments.notices import take_notice
from shop.services.payments.paybacks import plan_paybacks
from tests.shop.money_rows import (
    SECRET,
    books,
    event_of,
    make_order,
    refund_of,
    session_of,
    signature_of,
    stripe_payment,
)  # fmt: skip
from tests.shop.ordering_rows import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
COMPLETED = "checkout.session.completed"
EXPIRED = "checkout.session.expired"
ADDRESS = "/shop/payments/notices/stripe/"


@pytest.fixture(autouse=True)
def secret(settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRET = SECRET


def send(body: bytes, **signed: Any) -> Any:
    """As Stripe does: no cookie, no token."""
    client = Client(enforce_csrf_checks=True)
    headers = {"Stripe-Signature": signed.pop("signature", None) or signature_of(body, **signed)}
    return client.generic("POST", ADDRESS, body, content_type="application/json", headers=headers)


def tell(kind: str, about: dict[str, Any], number: str = "") -> int:
    return int(send(event_of(kind, about, number)).status_code)


def paid() -> Payment:
    payment = stripe_payment(make_order())
    assert tell(COMPLETED, session_of(payment)) == 200
    payment.refresh_from_db()
    return payment


def nothing_happened(payment: Payment) -> bool:
    payment.refresh_from_db()
    payment.order.refresh_from_db()
    return (payment.status, payment.order.state, books()) == ("waiting", "placed", {})


def test_a_signed_notice_pays_the_order() -> None:
    payment = paid()
    payment.order.refresh_from_db()
    assert (payment.status, payment.order.state) == ("confirmed", "paid")
    assert books()["bank"] == -payment.total
    notice = PaymentNotice.objects.get()
    assert (notice.payment, notice.kind) == (payment, COMPLETED)


def test_a_replayed_notice_changes_nothing() -> None:
    payment = stripe_payment(make_order())
    body = event_of(COMPLETED, session_of(payment))
    assert [send(body).status_code for _time in range(3)] == [200, 200, 200]
    assert (PaymentNotice.objects.count(), LedgerTransaction.objects.count()) == (1, 2)


def test_the_same_news_under_another_number_changes_nothing() -> None:
    payment = paid()
    assert tell("checkout.session.async_payment_succeeded", session_of(payment)) == 200
    assert LedgerTransaction.objects.count() == 2


@pytest.mark.parametrize(
    "signed", [{"secret": "whsec_guessed"}, {"age": 400}, {"signature": "t=1,v1=00"}, {"signature": "no"}]
)
def test_a_forged_or_old_notice_is_refused(signed: dict[str, Any]) -> None:
    payment = stripe_payment(make_order())
    answer = send(event_of(COMPLETED, session_of(payment)), **signed)
    assert (answer.status_code, answer.json()["code"]) == (403, "NOTICE_SIGNATURE")
    assert nothing_happened(payment)
    assert not PaymentNotice.objects.exists()


def test_a_notice_that_was_changed_on_its_way_is_refused() -> None:
    payment = stripe_payment(make_order())
    body = event_of(COMPLETED, session_of(payment))
    answer = send(body.replace(b'"paid"', b'"PAID"'), signature=signature_of(body))
    assert answer.status_code == 403
    assert nothing_happened(payment)


def test_without_a_secret_no_notice_is_believed(settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRET = ""
    body = event_of(COMPLETED, session_of(stripe_payment(make_order())))
    with pytest.raises(Denied, match="NOTICE_SIGNATURE"):
        take_notice(body=body, signature=signature_of(body, secret=""))


NONSENSE = [
    b"", b"[]", b"{", b"null", b'{"id": "evt_1"}', b"[" * 100_000,
    b'{"id": 7, "type": "x", "data": {"object": {}}}', b'{"id": "evt_1", "type": "x", "data": {"object": []}}',
    b'{"id": "a\\u0000b", "type": "x", "data": {"object": {}}}',
]  # fmt: skip


@pytest.mark.parametrize("body", NONSENSE)
def test_signed_nonsense_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid, match="NOTICE_FORM"):
        take_notice(body=body, signature=signature_of(body))


def test_a_body_that_is_no_text_is_refused() -> None:
    assert send(b"\xff\xfe", signature="t=1,v1=00").status_code == 403


def test_a_notice_that_is_too_large_is_not_read() -> None:
    answer = send(b" " * (256 * 1024 + 1), signature="t=1,v1=00")
    assert (answer.status_code, answer.json()["code"]) == (413, "NOTICE_TOO_LARGE")


def test_notices_are_posted() -> None:
    assert Client().get(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "change",
    [{"amount_total": 1}, {"amount_total": "862"}, {"amount_total": None}, {"currency": "usd"}, {"currency": 3}],
)
def test_another_amount_or_currency_pays_nothing_and_is_sent_again(change: dict[str, Any]) -> None:
    payment = stripe_payment(make_order())
    answer = send(event_of(COMPLETED, session_of(payment, **change)))
    assert (answer.status_code, answer.json()["code"]) == (409, "OTHER_AMOUNT")
    assert nothing_happened(payment)
    assert not PaymentNotice.objects.exists()


def test_money_on_its_way_is_no_money() -> None:
    payment = stripe_payment(make_order())
    assert tell(COMPLETED, session_of(payment, payment_status="unpaid")) == 200
    assert nothing_happened(payment)
    assert tell("checkout.session.async_payment_succeeded", session_of(payment)) == 200
    payment.refresh_from_db()
    assert payment.status == "confirmed"


def test_an_end_that_comes_after_success_changes_nothing() -> None:
    payment = paid()
    assert tell(EXPIRED, session_of(payment, payment_status="unpaid")) == 200
    assert tell("checkout.session.async_payment_failed", session_of(payment, payment_status="unpaid")) == 200
    payment.refresh_from_db()
    assert payment.status == "confirmed"


def test_success_that_comes_after_an_end_counts() -> None:
    payment = stripe_payment(make_order())
    assert tell(EXPIRED, session_of(payment, payment_status="unpaid")) == 200
    payment.refresh_from_db()
    assert payment.status == "cancelled"
    assert tell(COMPLETED, session_of(payment)) == 200
    payment.refresh_from_db()
    assert payment.status == "confirmed"


def test_success_may_come_before_our_page_knows_its_session() -> None:
    payment = stripe_payment(make_order(), transaction_id="")
    assert tell(COMPLETED, session_of(payment, id="cs_new")) == 200
    payment.refresh_from_db()
    assert (payment.status, payment.transaction_id) == ("confirmed", "cs_new")


@pytest.mark.parametrize(
    "change", [{"client_reference_id": "somebody-else"}, {"client_reference_id": None}, {"id": "cs_other"}]
)
def test_a_session_that_is_not_ours_is_noted_and_answered(change: dict[str, Any]) -> None:
    payment = stripe_payment(make_order())
    assert tell(COMPLETED, session_of(payment, **change)) == 200
    assert nothing_happened(payment)
    assert PaymentNotice.objects.get().payment is None


def test_a_test_payment_is_not_paid_by_stripe() -> None:
    payment = stripe_payment(make_order(), variant="dummy")
    assert tell(COMPLETED, session_of(payment)) == 200
    assert nothing_happened(payment)


def test_unknown_kinds_are_noted_and_answered() -> None:
    assert tell("customer.created", {"id": "cus_1"}) == 200
    assert PaymentNotice.objects.get().kind == "customer.created"


@pytest.mark.audit_finds("SHOPPER_NOT_EVEN")
def test_a_refund_before_its_payment_is_sent_again_later() -> None:
    payment = stripe_payment(make_order())
    body = event_of("refund.created", refund_of(payment, "1.00"))
    answer = send(body)
    assert (answer.status_code, answer.json()["code"]) == (409, "NOT_PAID_YET")
    assert nothing_happened(payment)
    assert tell(COMPLETED, session_of(payment)) == 200
    assert send(body).status_code == 200
    payment.refresh_from_db()
    assert payment.captured_amount == payment.total - 1


@pytest.mark.audit_finds("REFUND_UNLIKE_ORDER")
def test_a_refund_at_the_providers_own_pages_is_booked_once_and_not_sent_again() -> None:
    payment = paid()
    refund = refund_of(payment, "1.16", metadata={})
    assert [tell("refund.created", refund), tell("refund.updated", refund)] == [200, 200]
    assert owed_to_shopper(payment.order) == Decimal("-1.16")
    book_refund(order=payment.order, of=[RefundOf("parts", Decimal("1.16"))], key="one")
    assert plan_paybacks(payment.order) == []
    assert owed_to_shopper(payment.order) == 0


def test_a_refund_of_more_than_there_is_is_refused() -> None:
    payment = paid()
    assert tell("refund.created", refund_of(payment, "8.63")) == 409
    payment.refresh_from_db()
    assert payment.captured_amount == payment.total


def test_the_notice_of_our_own_refund_may_come_before_the_answer() -> None:
    payment = paid()
    cancel_order(order=payment.order, by=payment.order.shopper)
    payback = Payback.objects.get()
    refund = refund_of(payment, str(payback.amount), metadata={"payment": payment.token, "payback": str(payback.pk)})
    assert tell("refund.created", refund) == 200
    payback.refresh_from_db()
    assert (payback.state, payback.number, Payback.objects.count()) == ("sent", refund["id"], 1)
    assert books() == {}


@pytest.mark.audit_finds("PAYBACK_STUCK")
@pytest.mark.parametrize("status", ["failed", "canceled"])
def test_a_refund_that_failed_is_owed_again_and_waits_for_somebody(status: str) -> None:
    payment = paid()
    cancel_order(order=payment.order, by=payment.order.shopper)
    payback = Payback.objects.get()
    refund = refund_of(payment, str(payback.amount), metadata={"payment": payment.token, "payback": str(payback.pk)})
    assert tell("refund.created", refund) == 200
    assert tell("refund.updated", refund | {"status": status, "failure_reason": "expired_or_canceled_card"}) == 200
    assert tell("refund.failed", refund | {"status": status}) == 200
    payback.refresh_from_db()
    assert (payback.state, payback.problem) == ("failed", "expired_or_canceled_card")
    assert owed_to_shopper(payment.order) == payback.amount
    assert plan_paybacks(payment.order) == []


@pytest.mark.audit_finds("PAYBACK_STUCK")
def test_a_failure_may_come_before_the_refund_itself() -> None:
    payment = paid()
    cancel_order(order=payment.order, by=payment.order.shopper)
    payback = Payback.objects.get()
    refund = refund_of(payment, str(payback.amount), metadata={"payment": payment.token, "payback": str(payback.pk)})
    assert tell("refund.failed", refund | {"status": "failed"}) == 200
    assert tell("refund.created", refund | {"status": "pending"}) == 200
    payback.refresh_from_db()
    assert payback.state == "failed"


def test_what_failed_and_was_sent_by_hand_is_even() -> None:
    payment = paid()
    cancel_order(order=payment.order, by=payment.order.shopper)
    payback = Payback.objects.get()
    refund = refund_of(payment, str(payback.amount), metadata={"payment": payment.token, "payback": str(payback.pk)})
    assert tell("refund.failed", refund | {"status": "failed"}) == 200
    assert tell("refund.created", refund_of(payment, str(payback.amount), metadata={})) == 200
    assert sorted(Payback.objects.values_list("state", flat=True)) == ["by_hand", "sent"]
    assert owed_to_shopper(payment.order) == 0
    assert books() == {}


@pytest.mark.django_db(transaction=True)
def test_one_notice_at_once_is_taken_once() -> None:
    payment = stripe_payment(make_order())
    body = event_of(COMPLETED, session_of(payment))
    signature = signature_of(body)
    assert len(set(at_once([lambda: take_notice(body=body, signature=signature).pk] * 6))) == 1
    assert (PaymentNotice.objects.count(), LedgerTransaction.objects.count()) == (1, 2)


def test_nothing_of_the_shopper_is_kept_of_a_notice() -> None:
    payment = stripe_payment(make_order())
    assert tell(COMPLETED, session_of(payment, customer_details={"email": "a@example.org"})) == 200
    payment.refresh_from_db()
    assert json.loads(payment.extra_data) == {"payment_intent": f"pi_{payment.pk}"}


def test_without_a_secret_of_ours_no_notice_is_believed(settings: Settings) -> None:
    payment = stripe_payment(make_order())
    settings.STRIPE_WEBHOOK_SECRET = ""
    body = event_of(COMPLETED, session_of(payment))
    assert send(body, secret="").status_code == 403
    assert nothing_happened(payment)
    assert not PaymentNotice.objects.exists()
