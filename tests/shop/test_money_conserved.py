"""Whatever happens in whatever order: no cent comes from nowhere, and nobody gets more than they earned."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import ServiceError
from shop.models import LedgerAccount, LedgerEntry, Order, Payback, Payment, Payout
from shop.selectors.ledger import balance, charges_left
from shop.services.ledger.audit import audit
from shop.services.ledger.payouts import pay_out
from shop.services.ledger.refunds import RefundOf, book_refund
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment, end_payment
from shop.services.payments.paybacks import note_foreign_payback, plan_paybacks, send_payback, undo_payback
from tests.factories import make_user
from tests.shop.money_rows import make_order, stripe_payment

KINDS = ["parts", "shipping", "picking", "design_fee", "royalty", "platform", "payment", "tax", None]
FEES = {"design_fee": "2.01", "royalty": "0.33", "platform": "0.40", "payment": "0.35", "tax": "0.77"}
CENTS = st.integers(0, 500).map(lambda cents: Decimal(cents) / 100)
PLACE = st.integers(0, 5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), PLACE),
        st.tuples(st.just("other"), PLACE),
        st.tuples(st.just("confirm"), PLACE),
        st.tuples(st.just("end"), PLACE),
        st.tuples(st.just("refund"), PLACE, st.sampled_from(KINDS), st.one_of(st.none(), CENTS)),
        st.tuples(st.just("plan"), PLACE),
        st.tuples(st.just("send"), PLACE),
        st.tuples(st.just("foreign"), PLACE, CENTS),
        st.tuples(st.just("undo"), PLACE),
        st.tuples(st.just("pay_out"), PLACE),
    ),
    max_size=25,
)


def pick(rows: Any, place: int) -> Any:
    """One of the rows; a refusal where there is none."""
    found = list(rows.order_by("pk"))
    if not found:
        raise ServiceError("NONE", "there is none")
    return found[place % len(found)]


def refund(place: int, kind: str | None, amount: Decimal | None) -> None:
    order = pick(Order.objects, place)
    with transaction.atomic():
        before = order.refunded
        booked = book_refund(order=order, of=[RefundOf(kind, amount)], key=f"{LedgerEntry.objects.count()}")
        taken = booked.entries.filter(reason="refund").aggregate(rest=Sum("amount", default=0))["rest"]
        Order.objects.filter(pk=order.pk).update(refunded=before + taken)


DEEDS: dict[str, Callable[..., Any]] = {
    "begin": lambda place: begin_payment(order=(order := pick(Order.objects, place)), by=order.shopper),
    "other": lambda place: stripe_payment(pick(Order.objects, place)),
    "confirm": lambda place: confirm_payment(pick(Payment.objects, place).pk),
    "end": lambda place: end_payment(pick(Payment.objects, place).pk, status="rejected"),
    "refund": refund,
    "plan": lambda place: plan_paybacks(pick(Order.objects, place)),
    "send": lambda place: send_payback(pick(Payback.objects.filter(payment__variant="dummy"), place).pk),
    "foreign": lambda place, amount: note_foreign_payback(
        pick(Payment.objects, place).pk, amount=amount + Decimal("0.01"), number=f"re_{Payback.objects.count()}"
    ),
    "undo": lambda place: undo_payback(pick(Payback.objects.filter(state="sent"), place).pk, problem="came back"),
    "pay_out": lambda place: pay_out(account=pick(LedgerAccount.objects.filter(kind__in=["store", "designer"]), place)),
}


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_every_sequence_conserves(steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic(), override_settings(PAYOUT_MINIMUM=Decimal("0.50")):
        shopper = make_user()
        first, _second = [make_order(FEES, stores=2, shopper=shopper) for _order in range(2)]
        confirm_payment(begin_payment(order=first, by=shopper).pk)
        for name, *values in steps:
            try:
                with transaction.atomic():
                    DEEDS[name](*values)
            except ServiceError:
                continue
            assert books_are_even()
        check()
        assert {finding.code for finding in audit().findings} <= {"SHOPPER_NOT_EVEN", "PAYBACK_STUCK"}
        transaction.set_rollback(True)  # the next example begins with an empty database


def books_are_even() -> bool:
    sums = LedgerEntry.objects.values_list("account__currency").annotate(rest=Sum("amount")).order_by()
    return {rest for _currency, rest in sums} <= {Decimal(0)}


def check() -> None:
    """Lines of a price, payouts, and the money itself."""
    for order in Order.objects.all():
        assert all(0 <= line.left <= line.charge.amount for line in charges_left(order))
    for payout in Payout.objects.select_related("account"):
        earned = LedgerEntry.objects.filter(account=payout.account, pk__lt=last_of(payout))
        assert earned.aggregate(rest=Sum("amount"))["rest"] == payout.amount
    bank = LedgerAccount.objects.filter(kind="bank").first()
    held = Payment.objects.aggregate(rest=Sum("captured_amount", default=0))["rest"]
    out = Payout.objects.aggregate(rest=Sum("amount", default=0))["rest"]
    assert (-balance(bank) if bank else 0) == held - out


def last_of(payout: Payout) -> int:
    """The number of the entry with which it left the account."""
    return payout.transaction.entries.get(account=payout.account).pk


@pytest.mark.django_db
def test_all_that_a_paid_order_brings_is_paid_out_or_the_sites() -> None:
    order = make_order(FEES, stores=2)
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    with override_settings(PAYOUT_MINIMUM=Decimal("0.01")):
        paid = sum(pay_out(account=one).amount for one in LedgerAccount.objects.filter(kind__in=["store", "designer"]))
    site = sum(
        (balance(one) for one in LedgerAccount.objects.filter(kind__in=["platform", "payment", "tax"])), Decimal(0)
    )
    assert paid + site == order.total
