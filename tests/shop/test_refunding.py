"""Taking lines of a price back, in part, in whole cents."""

from decimal import Decimal

import pytest

from common.errors import Conflict, Invalid
from shop.models import LedgerTransaction
from shop.selectors.ledger import charges_left, owed_to_shopper
from shop.services.ledger.refunds import EVERYTHING, RefundOf, book_refund
from tests.shop.money_rows import books, make_order, make_paid

pytestmark = pytest.mark.django_db
FEES = {"royalty": "0.05", "design_fee": "0.10", "platform": "0.40", "payment": "0.35", "tax": "0.77"}


def test_all_that_is_left_goes_back() -> None:
    order = make_paid(fees=FEES, stores=2)
    book_refund(order=order, of=[RefundOf("parts", Decimal("1.00"))], key="some")
    book_refund(order=order, of=EVERYTHING, key="rest")
    assert books() == {"bank": -order.total, "shopper": order.total}
    assert owed_to_shopper(order) == order.total
    assert {line.left for line in charges_left(order)} == {Decimal(0)}


def test_an_amount_is_shared_in_proportion_to_what_is_left_in_whole_cents() -> None:
    order = make_paid(fees=FEES, stores=2)
    book_refund(order=order, of=[RefundOf("shipping", Decimal("0.03"))], key="cents")
    left = [line.left for line in charges_left(order) if line.charge.kind == "shipping"]
    assert left == [Decimal("2.98"), Decimal("2.99")]


def test_only_the_named_stores_lines_are_touched() -> None:
    order = make_paid(stores=2)
    first = order.shipments.order_by("pk")[0].store_id
    book_refund(
        order=order, of=[RefundOf("parts", Decimal("2.90"), first), RefundOf("shipping", store_id=first)], key="x"
    )
    left = {(line.charge.kind, line.charge.store_id): line.left for line in charges_left(order)}
    assert (left["parts", first], left["shipping", first], left["picking", first]) == (
        Decimal(0),
        Decimal(0),
        Decimal("1.20"),
    )
    assert {left[kind, store] for kind, store in left if store != first and kind == "parts"} == {Decimal("2.90")}


def test_the_same_key_refunds_once() -> None:
    order = make_paid()
    for _time in range(2):
        book_refund(order=order, of=[RefundOf("parts", Decimal("1.00"))], key="one")
    assert owed_to_shopper(order) == Decimal("1.00")


def test_more_than_is_left_is_refused_and_nothing_is_booked() -> None:
    order = make_paid()
    with pytest.raises(Conflict, match="REFUND_TOO_MUCH"):
        book_refund(order=order, of=[RefundOf("tax"), RefundOf("parts", Decimal("2.91"))], key="one")
    assert not LedgerTransaction.objects.filter(kind="refund").exists()


def test_what_was_never_charged_is_not_refunded() -> None:
    with pytest.raises(Conflict, match="REFUND_TOO_MUCH"):
        book_refund(order=make_order(), of=[RefundOf("parts", Decimal("0.01"))], key="one")


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "NaN", "Infinity", "-Infinity", "1E+30"])
def test_amounts_that_are_none_are_refused(amount: str) -> None:
    with pytest.raises(Invalid, match="REFUND_AMOUNT"):
        book_refund(order=make_paid(), of=[RefundOf("parts", Decimal(amount))], key="one")


@pytest.mark.parametrize("key", ["", "k" * 81])
def test_a_refund_has_a_key(key: str) -> None:
    with pytest.raises(Invalid, match="REFUND_KEY"):
        book_refund(order=make_paid(), of=EVERYTHING, key=key)
