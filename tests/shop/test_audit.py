"""The audit: nothing to say while all is well, and the right words for each thing that is not."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from shop.models import LedgerAccount, Payback
from shop.services.ledger.audit import audit
from shop.services.ledger.checks import CHECKS
from shop.services.ledger.checks.check import Check
from shop.services.ledger.payouts import pay_out
from shop.services.ledger.refunds import RefundOf, book_refund
from shop.services.ordering.cancelling import cancel_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from shop.services.payments.paybacks import plan_paybacks, send_payback
from tests.shop.money_rows import make_order, make_paid

pytestmark = pytest.mark.django_db
Hand = Callable[..., None]
FEES = {"design_fee": "2.00", "royalty": "0.40", "platform": "0.40", "payment": "0.35", "tax": "0.77"}


@pytest.fixture
def by_hand() -> Hand:
    """SQL past all triggers and constraints of others' rows, as a restored backup might bring it."""

    def run(sql: str, *arguments: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
            cursor.execute(sql, arguments)
            cursor.execute("SET LOCAL session_replication_role = origin")

    return run


def found() -> set[str]:
    return {finding.code for finding in audit().findings}


def test_nothing_is_found_while_nothing_happened() -> None:
    report = audit()
    assert (report.is_clean, len(report.checks)) == (True, len(CHECKS))


def test_nothing_is_found_in_orders_of_every_state() -> None:
    make_order()
    make_paid(fees=FEES, stores=2)
    cancel_order(order=(gone := make_order()), by=gone.shopper)
    back = make_paid(fees=FEES)
    cancel_order(order=back, by=back.shopper)
    late = make_order()
    payment = begin_payment(order=late, by=late.shopper)
    cancel_order(order=late, by=late.shopper)
    confirm_payment(payment.pk)
    assert audit().findings == []
    for payback in Payback.objects.all():
        send_payback(payback.pk)
    pay_out(account=LedgerAccount.objects.filter(kind="store").order_by("pk")[0])
    assert audit().findings == []


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        (
            "UPDATE shop_ledgerentry SET amount = amount + 0.01 WHERE reason = 'parts'",
            {"UNBALANCED", "SHARED_OUT_WRONGLY"},
        ),
        ("DELETE FROM shop_ledgerentry WHERE reason = 'tax'", {"UNBALANCED", "SHARED_OUT_WRONGLY"}),
        (
            "DELETE FROM shop_ledgerentry WHERE transaction_id IN "
            "(SELECT id FROM shop_ledgertransaction WHERE kind = 'charge'); "
            "DELETE FROM shop_ledgertransaction WHERE kind = 'charge'",
            {"NOT_CHARGED", "SHOPPER_NOT_EVEN"},
        ),
        (
            "INSERT INTO shop_ledgertransaction (kind, key, order_id, at, note) "
            "SELECT 'charge', 'again', id, now(), '' FROM shop_order",
            {"CHARGED_TWICE", "CHARGED_OTHERWISE"},
        ),
        ("UPDATE shop_order SET state = 'placed', paid_at = NULL", {"CHARGED_UNPAID"}),
        ("UPDATE shop_order SET total = total + 1", {"CHARGED_OTHERWISE", "PAID_WITHOUT_PAYMENT"}),
        (
            "UPDATE shop_ledgerentry SET account_id = "
            "(SELECT id FROM shop_ledgeraccount WHERE kind = 'platform') WHERE reason = 'design_fee'",
            {"SHARED_OUT_WRONGLY"},
        ),
        ("UPDATE shop_order SET refunded = 1", {"REFUND_UNLIKE_ORDER"}),
        (
            "DELETE FROM shop_ledgerentry WHERE reason = 'payment' AND account_id IN "
            "(SELECT id FROM shop_ledgeraccount WHERE kind IN ('bank', 'shopper'))",
            {"PAYMENT_NOT_BOOKED", "SHOPPER_NOT_EVEN"},
        ),
        ("UPDATE shop_payment SET captured_amount = captured_amount - 1", {"PAYMENT_HOLDS_OTHERWISE"}),
        ("UPDATE shop_payment SET status = 'waiting', captured_amount = 0", {"PAID_WITHOUT_PAYMENT"}),
        ("UPDATE shop_ledgeraccount SET currency = 'USD'", {"OTHER_CURRENCY", "CHARGED_OTHERWISE"}),
        ("UPDATE shop_offer SET reserved = 3", {"RESERVED_OTHERWISE"}),
        (
            "UPDATE shop_quote SET total = total - 0.01",
            {"QUOTE_DOES_NOT_ADD_UP", "CHARGED_OTHERWISE"},
        ),
        ("UPDATE shop_quote SET basket = basket - 0.01", {"BASKET_DOES_NOT_ADD_UP"}),
        ("UPDATE shop_quoteline SET line_price = line_price + 1", {"PARCEL_DOES_NOT_ADD_UP"}),
        ("UPDATE shop_shipment SET shipping = shipping + 1", {"SHIPMENT_UNLIKE_QUOTE"}),
        (
            "DELETE FROM shop_orderline; DELETE FROM shop_shipment",
            {"SHIPMENT_UNLIKE_QUOTE"},
        ),
        ("DELETE FROM shop_orderline", {"LINES_UNLIKE_PARCEL"}),
    ],
)
def test_what_a_hand_in_the_database_did_is_named(by_hand: Hand, sql: str, codes: set[str]) -> None:
    make_paid(fees=FEES)
    assert found() == set()
    by_hand(sql)
    assert found() == codes


def test_a_reservation_of_an_offer_that_is_gone_is_named(by_hand: Hand) -> None:
    make_order()
    by_hand("DELETE FROM shop_offer")
    assert found() == {"RESERVED_OTHERWISE"}


@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        ("UPDATE shop_payout SET amount = amount + 1", {"PAYOUT_UNLIKE_ENTRY"}),
        ("DELETE FROM shop_payout", {"PAYOUT_WITHOUT_ROW"}),
        (
            "UPDATE shop_ledgerentry SET amount = amount * 2 WHERE reason = 'payout'; "
            "UPDATE shop_payout SET amount = amount * 2",
            {"PAID_OUT_TOO_MUCH"},
        ),
    ],
)
def test_payouts_that_do_not_fit_are_named(by_hand: Hand, sql: str, codes: set[str]) -> None:
    make_paid()
    pay_out(account=LedgerAccount.objects.get(kind="store"))
    assert found() == set()
    by_hand(sql)
    assert found() == codes


def test_more_refunded_than_charged_is_named(by_hand: Hand) -> None:
    order = make_paid()
    book_refund(order=order, of=[RefundOf("picking")], key="one")
    plan_paybacks(order)
    by_hand("UPDATE shop_order SET refunded = 1.20")
    assert found() == set()
    by_hand("UPDATE shop_ledgerentry SET amount = amount * 2 WHERE amount = -1.20 OR reason = 'refund'")
    assert found() == {"REFUNDED_TOO_MUCH", "REFUND_UNLIKE_ORDER", "SHOPPER_NOT_EVEN"}


def test_money_that_does_not_go_back_is_named(by_hand: Hand) -> None:
    order = make_paid()
    cancel_order(order=order, by=order.shopper)
    assert found() == set()
    by_hand("UPDATE shop_payback SET updated_at = now() - interval '25 hours'")
    assert found() == {"PAYBACK_STUCK"}
    by_hand("UPDATE shop_payback SET state = 'failed', problem = 'no such card', updated_at = now()")
    (finding,) = audit().findings
    assert finding.code == "PAYBACK_STUCK"
    assert "no such card" in finding.what


def test_a_finding_says_where_what_and_what_to_do(by_hand: Hand) -> None:
    order = make_paid()
    by_hand("UPDATE shop_order SET refunded = 0.50")
    (finding,) = audit().findings
    assert finding.where == f"order {order.code}"
    assert finding.what == "it says that 0.50 were refunded, the books say 0.00"
    assert finding.to_do.startswith("Look at the order's history")


def test_no_two_checks_have_one_code() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)


def test_the_command_ends_with_its_status(capsys: Any, by_hand: Hand) -> None:
    order = make_paid()
    call_command("audit_ledger")
    said = capsys.readouterr()
    assert (said.out, said.err.count("Looking for")) == (f"All adds up: {len(CHECKS)} checks.\n", len(CHECKS))
    call_command("audit_ledger", verbosity=0)
    assert capsys.readouterr() == ("", "")
    by_hand("UPDATE shop_order SET refunded = 0.50")
    with pytest.raises(SystemExit) as ended:
        call_command("audit_ledger")
    assert ended.value.code == 1
    assert f"REFUND_UNLIKE_ORDER  order {order.code}:" in capsys.readouterr().out


def test_programs_read_json(capsys: Any, by_hand: Hand) -> None:
    make_paid()
    by_hand("UPDATE shop_order SET refunded = 0.50")
    with pytest.raises(SystemExit):
        call_command("audit_ledger", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["clean"], [one["code"] for one in told["findings"]]) == (False, ["REFUND_UNLIKE_ORDER"])


@pytest.mark.django_db(transaction=True)
def test_it_looks_at_one_moment_and_can_write_nothing() -> None:
    make_paid()

    def write(_check: Check) -> None:
        LedgerAccount.objects.update(currency="USD")

    with pytest.raises(Exception, match="read-only transaction"):
        audit(on_check=write)
    assert audit().is_clean
    assert not LedgerAccount.objects.filter(currency="USD").exists()
