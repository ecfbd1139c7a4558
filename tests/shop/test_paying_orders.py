"""What the arrival of money, and the want of it, do to an order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from common.errors import NotFound
from shop.models import Offer, Order, Payback, Store
from shop.services.ordering import expiry
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.expiry import release_expired
from shop.services.ordering.paying import order_paid
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.order_invariants import check_everything
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store, stock_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def place(*wanted: tuple[Offer, int]) -> Order:
    quote = make_quote(make_user(), wanted)
    return place_order(by=quote.shopper, quote=quote, address=HOME, key="one")


def expire(order: Order) -> Order:
    Order.objects.filter(pk=order.pk).update(reserved_until=timezone.now() - timedelta(seconds=1))
    release_expired()
    order.refresh_from_db()
    return order


def pay(order: Order, payment_id: int) -> Order:
    confirm_payment(payment_id)
    order.refresh_from_db()
    return order


def begun(order: Order) -> int:
    return int(begin_payment(order=order, by=order.shopper).pk)


def test_paid_stock_leaves_the_shelf_and_stores_may_begin() -> None:
    offers = [make_offer(make_store(), 10), make_offer(make_store(), 10)]
    order = order_paid(place((offers[0], 4), (offers[1], 3)).pk, at=NOON)
    assert (order.state, order.paid_at, stock_of(*offers)) == ("paid", NOON, [(6, 0), (7, 0)])
    assert list(order.shipments.values_list("state", "paid_at")) == [("paid", NOON)] * 2
    assert [(event.before, event.after, event.at) for event in order.events.all()][3:] == [("placed", "paid", NOON)] * 3


def test_paid_a_second_time_changes_nothing() -> None:
    offer = make_offer(make_store(), 10)
    order = place((offer, 4))
    order_paid(order.pk, at=NOON)
    again = order_paid(order.pk, at=NOON + timedelta(days=1))
    assert (again.paid_at, stock_of(offer), order.events.count()) == (NOON, [(6, 0)], 4)


def test_an_order_that_is_not_there_cannot_be_paid() -> None:
    with pytest.raises(NotFound):
        order_paid(2**62, at=NOON)


def test_an_unpaid_order_lets_go_of_its_stock_in_time() -> None:
    offer, other = make_offer(make_store(), 10), make_offer(make_store(), 10)
    order, young = place((offer, 4), (other, 1)), place((offer, 2))
    assert release_expired() == 0
    expire(order)
    assert (order.state, stock_of(offer, other)) == ("cancelled", [(10, 2), (10, 0)])
    assert set(order.shipments.values_list("state", flat=True)) == {"cancelled"}
    event = order.events.filter(shipment=None).last()
    assert event is not None
    assert (event.before, event.after, event.because, event.by) == ("placed", "cancelled", "not_paid", None)
    young.refresh_from_db()
    assert young.state == "placed"
    check_everything()


def test_many_orders_expire_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "AT_ONCE", 2)
    offer = make_offer(make_store(), 10)
    for _ in range(5):
        place((offer, 2))
    Order.objects.update(reserved_until=timezone.now() - timedelta(seconds=1))
    said = StringIO()
    call_command("release_expired", stdout=said)
    assert (said.getvalue(), stock_of(offer)) == ("5 orders released\n", [(10, 0)])


def test_a_payment_after_the_expiry_takes_the_stock_if_it_is_still_there() -> None:
    offer = make_offer(make_store(), 10)
    order = place((offer, 4))
    payment = begun(order)
    pay(expire(order), payment)
    assert (order.state, order.refunded, stock_of(offer)) == ("paid", Decimal(0), [(6, 0)])
    assert order.shipments.get().state == "paid"
    assert not Payback.objects.exists()
    check_everything()


@pytest.mark.parametrize("gone", ["sold", "closed", "withdrawn"])
def test_a_payment_after_the_expiry_goes_back_in_full_if_the_stock_is_gone(gone: str) -> None:
    offer = make_offer(make_store(), 5)
    order = place((offer, 4))
    payment = begun(order)
    expire(order)
    if gone == "sold":
        place((offer, 2))
    elif gone == "closed":
        Store.objects.update(is_open=False)
    else:
        offer.delete()
    pay(order, payment)
    assert (order.state, order.refunded) == ("refunded", order.total)
    assert order.shipments.get().state == "cancelled"
    assert order.shipments.get().paid_at is None
    assert Payback.objects.get().amount == order.total
    if gone != "withdrawn":
        assert stock_of(offer) == [(5, 2 if gone == "sold" else 0)]
    event = order.events.last()
    assert event is not None
    assert (event.after, event.because, event.amount) == ("refunded", "late", order.total)
    check_everything()


def test_a_payment_of_an_order_that_its_shopper_cancelled_goes_back() -> None:
    offer = make_offer(make_store(), 5)
    order = place((offer, 4))
    payment = begun(order)
    cancel_order(order=order, by=order.shopper)
    pay(order, payment)
    assert (order.state, order.refunded, stock_of(offer)) == ("refunded", order.total, [(5, 0)])
    assert Payback.objects.get().amount == Decimal("6.12")  # 4 x 0.10, 3.00, 1.20, fees of 1.52
    check_everything()
