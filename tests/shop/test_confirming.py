"""Payments: begun by the shopper, settled once, sent back where no order needs them."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from common.errors import Conflict, NotFound, Unavailable
from shop.models import LedgerTransaction, Order, Payback, Payment
from shop.selectors.ledger import owed_to_shopper
from shop.services.ledger.audit import audit
from shop.services.ledger.refunds import RefundOf, book_refund
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.expiry import release_expired
from shop.services.payments.beginning import begin_payment, where_to_pay
from shop.services.payments.confirming import Received, confirm_payment, end_payment
from shop.services.payments.paybacks import plan_paybacks, resend_paybacks, send_payback
from shop.services.payments.testing import settle_test_payment
from tests.factories import make_user
from tests.shop.money_rows import books, make_order, make_paid, stripe_payment
from tests.shop.ordering_rows import at_once

pytestmark = pytest.mark.django_db


def begun(order: Order) -> Payment:
    return begin_payment(order=order, by=order.shopper)


def waiting() -> list[tuple[int, Decimal]]:
    return [(one.payment_id, one.amount) for one in Payback.objects.filter(state="waiting")]


def send_all() -> None:
    for payback in Payback.objects.filter(state="waiting"):
        send_payback(payback.pk)


def test_a_payment_is_about_what_the_order_comes_to() -> None:
    order = make_order()
    payment = begun(order)
    assert (payment.total, payment.currency, payment.status, payment.variant) == (
        order.total,
        "EUR",
        "waiting",
        "dummy",
    )


def test_begun_twice_it_is_one_payment() -> None:
    order = make_order()
    assert begun(order) == begun(order)


def test_only_the_shopper_begins_and_settles_it() -> None:
    order, other = make_order(), make_user()
    payment = begun(order)
    calls: list[Callable[[], Any]] = [
        lambda: begin_payment(order=order, by=other),
        lambda: where_to_pay(payment=payment, by=other),
        lambda: settle_test_payment(payment=payment, by=other, succeed=True),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    payment.refresh_from_db()
    assert payment.status == "waiting"


def test_an_order_that_expired_is_not_paid() -> None:
    order = make_order()
    Order.objects.update(reserved_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict, match="ORDER_EXPIRED"):
        begun(order)


def test_a_paid_order_is_not_paid_again() -> None:
    with pytest.raises(Conflict, match="ORDER_NOT_OPEN"):
        begun(make_paid())


def test_a_site_without_a_provider_says_so(settings: Settings) -> None:
    order = make_order()
    settings.PAYMENT_PROVIDER = ""
    with pytest.raises(Unavailable, match="NO_PAYMENTS"):
        begun(order)


def test_a_test_payment_pays_the_order_and_says_so_in_the_books() -> None:
    order = make_order()
    settle_test_payment(payment=begun(order), by=order.shopper, succeed=True)
    order.refresh_from_db()
    assert order.state == "paid"
    assert order.paid_at is not None
    assert list(LedgerTransaction.objects.filter(order=order).values_list("kind", flat=True)) == ["payment", "charge"]
    assert books()["bank"] == -order.total


def test_a_declined_payment_changes_nothing_and_another_one_may_be_begun() -> None:
    order = make_order()
    first = begun(order)
    settle_test_payment(payment=first, by=order.shopper, succeed=False)
    order.refresh_from_db()
    assert (order.state, books()) == ("placed", {})
    assert begun(order) != first


def test_what_is_declined_cannot_succeed_afterwards_on_the_page() -> None:
    order = make_order()
    payment = begun(order)
    settle_test_payment(payment=payment, by=order.shopper, succeed=False)
    payment.refresh_from_db()
    with pytest.raises(Conflict, match="PAYMENT_ENDED"):
        settle_test_payment(payment=payment, by=order.shopper, succeed=True)
    assert books() == {}


def test_a_site_that_takes_real_money_has_no_test_payments(settings: Settings) -> None:
    order = make_order()
    payment = begun(order)
    settings.PAYMENT_PROVIDER = "stripe"
    with pytest.raises(NotFound):
        settle_test_payment(payment=payment, by=order.shopper, succeed=True)


def test_confirmed_twice_it_is_booked_once() -> None:
    order = make_paid()
    payment = Payment.objects.get(order=order)
    assert confirm_payment(payment.pk).status == "confirmed"
    assert LedgerTransaction.objects.count() == 2


def test_an_end_after_success_changes_nothing() -> None:
    payment = Payment.objects.get(order=make_paid())
    for status in ("rejected", "cancelled", "error"):
        assert end_payment(payment.pk, status=status).status == "confirmed"


def test_success_after_an_end_counts_for_the_money_is_there() -> None:
    order = make_order()
    payment = begun(order)
    end_payment(payment.pk, status="cancelled")
    assert confirm_payment(payment.pk).status == "confirmed"
    order.refresh_from_db()
    assert order.state == "paid"


@pytest.mark.parametrize("received", [Received(Decimal("0.01"), "EUR"), Received(Decimal("8.62"), "USD")])
def test_another_amount_or_currency_confirms_nothing(received: Received) -> None:
    order = make_order()
    assert order.total == Decimal("8.62")
    payment = begun(order)
    with pytest.raises(Conflict, match="OTHER_AMOUNT"):
        confirm_payment(payment.pk, received=received)
    payment.refresh_from_db()
    assert (payment.status, books()) == ("waiting", {})


def test_a_second_payment_of_an_order_goes_back() -> None:
    order = make_order()
    first, second = stripe_payment(order), begun(order)
    confirm_payment(first.pk)
    assert confirm_payment(second.pk).status == "refunded"
    assert waiting() == [(second.pk, order.total)]
    assert ProcrastinateJob.objects.filter(task_name="shop.send_payback").count() == 1
    send_all()
    assert waiting() == []
    assert books()["bank"] == -order.total
    assert owed_to_shopper(order) == 0
    second.refresh_from_db()
    assert second.captured_amount == 0


def test_money_for_an_order_that_its_shopper_cancelled_goes_back() -> None:
    order = make_order()
    payment = begun(order)
    cancel_order(order=order, by=order.shopper)
    assert confirm_payment(payment.pk).status == "refunded"
    send_all()
    order.refresh_from_db()
    assert (order.state, books()) == ("refunded", {})


def test_money_for_an_expired_order_brings_it_back_while_its_stock_is_there() -> None:
    order = make_order()
    payment = begun(order)
    Order.objects.update(reserved_until=timezone.now() - timedelta(seconds=1))
    assert release_expired() == 1
    assert confirm_payment(payment.pk).status == "confirmed"
    order.refresh_from_db()
    assert (order.state, waiting()) == ("paid", [])


def test_a_refund_is_sent_once_however_often_it_is_asked_for() -> None:
    order = make_paid()
    book_refund(order=order, of=[RefundOf("parts", Decimal("1.16"))], key="one")
    (payback,) = plan_paybacks(order)
    assert plan_paybacks(order) == []
    assert resend_paybacks() == 1
    assert [send_payback(payback.pk).state, send_payback(payback.pk).state] == ["sent", "sent"]
    assert plan_paybacks(order) == []
    assert books()["bank"] == Decimal("1.16") - order.total
    payment = Payment.objects.get(order=order)
    assert (payment.captured_amount, payment.status) == (order.total - Decimal("1.16"), "confirmed")


def test_a_payment_of_which_all_went_back_is_refunded() -> None:
    order = make_paid()
    cancel_order(order=order, by=order.shopper)
    send_all()
    payment = Payment.objects.get(order=order)
    assert (payment.status, payment.captured_amount, books()) == ("refunded", 0, {})


@pytest.mark.django_db(transaction=True)
def test_confirmed_by_many_at_once_it_is_booked_once() -> None:
    order = make_order()
    payment = begun(order)
    assert set(at_once([lambda: confirm_payment(payment.pk).status] * 6)) == {"confirmed"}
    assert LedgerTransaction.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_payments_at_once_one_pays_and_one_goes_back() -> None:
    order = make_order()
    payments = [stripe_payment(order), begun(order)]
    calls = [lambda pk=payment.pk: confirm_payment(pk).status for payment in payments]
    assert sorted(at_once(calls)) == ["confirmed", "refunded"]
    assert [amount for _payment, amount in waiting()] == [order.total]


@pytest.mark.django_db(transaction=True)
def test_a_payment_and_a_change_of_mind_at_once_end_in_one_way_or_the_other() -> None:
    order = make_order()
    payment = begun(order)
    at_once([lambda: confirm_payment(payment.pk).status, lambda: cancel_order(order=order, by=order.shopper).state])
    send_all()
    order.refresh_from_db()
    assert (order.state, books()) == ("refunded", {})


@pytest.mark.django_db(transaction=True)
def test_begun_by_many_at_once_it_is_one_payment() -> None:
    order = make_order()
    assert len(set(at_once([lambda: begin_payment(order=order, by=order.shopper).pk] * 6))) == 1


class Died(Exception):
    """The process ends here."""


def dying_at(number: int) -> Callable[..., Any]:
    """Let so many statements through, and none after them."""
    left = itertools.repeat(None, number)

    def run(execute: Callable[..., Any], *call: Any) -> Any:
        if next(left, Died) is Died:
            raise Died
        return execute(*call)

    return run


def dies_everywhere(deed: Callable[[], Any], is_untouched: Callable[[], bool]) -> int:
    """Do it, dying at each statement in turn, until it comes through; returns how often it died."""
    for number in range(100):
        try:
            with transaction.atomic(), connection.execute_wrapper(dying_at(number)):
                deed()
        except Died:
            assert is_untouched()
        else:
            return number
    raise AssertionError("it never came through")


def test_dying_at_any_statement_of_confirming_changes_nothing() -> None:
    order = make_order(stores=2)
    payment = begun(order)

    def is_untouched() -> bool:
        return (Payment.objects.get().status, Order.objects.get().state, books()) == ("waiting", "placed", {})

    assert dies_everywhere(lambda: confirm_payment(payment.pk), is_untouched) > 15
    assert (Order.objects.get().state, audit().findings) == ("paid", [])


def test_dying_at_any_statement_of_sending_back_sends_once() -> None:
    order = make_paid()
    cancel_order(order=order, by=order.shopper)
    (payback,) = Payback.objects.all()
    before = books()

    def is_untouched() -> bool:
        return (Payback.objects.get().state, books()) == ("waiting", before)

    assert dies_everywhere(lambda: send_payback(payback.pk), is_untouched) > 8
    assert (Payback.objects.get().state, books(), audit().findings) == ("sent", {}, [])
