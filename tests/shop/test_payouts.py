"""Paying out what was earned, and statements of it."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from common.errors import Conflict
from shop.models import LedgerAccount, Payout, QuoteCharge
from shop.selectors.ledger import balance
from shop.selectors.statements import earned_by_build, statement
from shop.services.ledger.payouts import pay_out, pay_out_all
from shop.services.ledger.refunds import RefundOf, book_refund
from shop.services.ledger.statement_files import statement_csv
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_build, make_user
from tests.shop.money_rows import account, make_order, make_paid
from tests.shop.ordering_rows import HOME, at_once, make_offer, make_quote

pytestmark = pytest.mark.django_db


def store_account() -> LedgerAccount:
    make_paid()
    return account("store")


def test_all_of_a_balance_is_paid_out_once() -> None:
    store = store_account()
    payout = pay_out(account=store)
    assert (payout.amount, balance(store)) == (Decimal("7.10"), Decimal(0))
    assert payout.up_to_id == store.entries.order_by("pk")[2].pk
    with pytest.raises(Conflict, match="NOTHING_DUE"):
        pay_out(account=store)


def test_less_than_the_least_amount_waits(settings: Settings) -> None:
    store = store_account()
    settings.PAYOUT_MINIMUM = Decimal("7.11")
    with pytest.raises(Conflict, match="NOTHING_DUE"):
        pay_out(account=store)


def test_only_stores_and_designers_are_paid_out() -> None:
    make_paid()
    with pytest.raises(Conflict, match="NOT_PAID_OUT"):
        pay_out(account=account("platform"))


def test_until_a_day_only_what_was_booked_before_is_paid_out() -> None:
    store = store_account()
    with pytest.raises(Conflict, match="NOTHING_DUE"):
        pay_out(account=store, until=timezone.now() - timedelta(days=1))
    assert pay_out(account=store, until=timezone.now() + timedelta(days=1)).amount == Decimal("7.10")


def test_the_same_days_are_not_paid_out_twice_from_what_was_earned_later() -> None:
    owner = store_account().store
    assert owner is not None
    until = timezone.now()
    pay_out(account=account("store"), until=until)
    shopper = make_user()
    order = place_order(by=shopper, quote=make_quote(shopper, [(make_offer(owner, 50), 50)]), address=HOME, key="later")
    confirm_payment(begin_payment(order=order, by=shopper).pk)
    with pytest.raises(Conflict, match="NOTHING_DUE"):
        pay_out(account=account("store"), until=until)
    assert pay_out(account=account("store")).amount == Decimal("9.20")


def test_what_was_taken_back_since_is_not_paid_out() -> None:
    order = make_paid()
    then = timezone.now()
    book_refund(order=order, of=[RefundOf("parts", Decimal("2.00"))], key="one", at=then + timedelta(hours=1))
    assert pay_out(account=account("store"), until=then + timedelta(minutes=1)).amount == Decimal("5.10")


def test_taken_back_after_a_payout_the_store_owes_it_and_gets_less_next_time() -> None:
    order = make_paid()
    store = account("store")
    pay_out(account=store)
    book_refund(order=order, of=[RefundOf("parts")], key="one")
    assert balance(store) == Decimal("-2.90")
    with pytest.raises(Conflict, match="NOTHING_DUE"):
        pay_out(account=store)


@pytest.mark.django_db(transaction=True)
def test_paid_out_by_many_at_once_it_is_paid_out_once() -> None:
    store = store_account()
    done = at_once([lambda: pay_out(account=store).amount] * 6)
    assert sorted(map(str, done)) == ["7.10"] + ["NOTHING_DUE"] * 5
    assert balance(store) == 0


def test_all_accounts_are_paid_out_or_told_of() -> None:
    make_paid(stores=2, fees={"design_fee": "6.00", "royalty": "0.50"})
    dry = pay_out_all(dry_run=True)
    assert not Payout.objects.exists()
    done = pay_out_all()
    assert [(one.account, one.amount) for one in dry] == [(one.account, one.amount) for one in done]
    assert sorted(one.amount for one in done) == [Decimal("6.00"), Decimal("7.10"), Decimal("7.10")]
    assert pay_out_all() == []


def test_the_command_pays_out(capsys: Any) -> None:
    store_account()
    call_command("pay_out", "--dry-run")
    assert not Payout.objects.exists()
    call_command("pay_out", "--until", f"{timezone.now():%Y-%m-%d}")
    assert "EUR       7.10  store" in capsys.readouterr().out
    assert Payout.objects.count() == 1


def test_a_statement_goes_from_opening_to_closing(django_assert_num_queries: Any) -> None:
    order = make_paid()
    store = account("store")
    with django_assert_num_queries(1):
        before = statement(store)
    assert (before.opening, before.closing, before.groups[0].order) == (Decimal(0), Decimal("7.10"), order.code)
    assert [(line.reason, line.amount) for line in before.groups[0].lines] == [
        ("parts", Decimal("2.90")),
        ("shipping", Decimal("3.00")),
        ("picking", Decimal("1.20")),
    ]
    now = timezone.now()
    pay_out(account=store)
    book_refund(order=order, of=[RefundOf("picking")], key="one")
    with django_assert_num_queries(2):
        after = statement(store, since=now)
    assert (after.opening, after.closing) == (Decimal("7.10"), Decimal("-1.20"))
    assert [line.amount for line in after.payouts] == [Decimal("-7.10")]
    assert [(group.order, group.amount) for group in after.groups] == [(order.code, Decimal("-1.20"))]


def test_a_statement_as_a_table_adds_up() -> None:
    store = store_account()
    pay_out(account=store)
    rows = list(csv.reader(io.StringIO(statement_csv(statement(store)))))
    assert rows[0] == ["date", "order", "what", "for", "amount", "currency", "note"]
    assert [row[2] for row in rows[1:]] == ["opening", "charge", "charge", "charge", "payout", "closing"]
    assert sum((Decimal(row[4]) for row in rows[1:-1]), Decimal(0)) == Decimal(rows[-1][4])


def test_designers_see_what_each_build_earned(django_assert_num_queries: Any) -> None:
    build = make_build()
    orders = [make_order(fees={"design_fee": "2.00", "royalty": "0.50"}) for _ in range(2)]
    for charge in QuoteCharge.objects.filter(kind__in=["design_fee", "royalty"]):
        charge.designer, charge.reason = build.owner, {"inputs": {"build": build.pk}}
        charge.save()
    for order in orders:
        confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    with django_assert_num_queries(2):
        (earned,) = earned_by_build(build.owner)
    assert (earned.build, earned.orders, earned.fees, earned.royalties) == (build, 2, Decimal("4.00"), Decimal("1.00"))
