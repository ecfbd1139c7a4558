"""Many at once, and deaths in between: stock and money come out right."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from shop.models import Offer, Order, Quote
from shop.services.ordering import stock
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.expiry import release_expired
from shop.services.ordering.placing import place_order
from shop.services.ordering.refunds import LineGiven, refund_lines
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.order_invariants import check_everything
from tests.shop.ordering_rows import HOME, at_once, codes, make_offer, make_quote, make_store, stock_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rules_and_queue(transactional_db: None) -> None:
    """Unmanaged tables are not emptied between tests."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def expire(*orders: Order) -> None:
    past = timezone.now() - timedelta(seconds=1)
    Order.objects.filter(pk__in=[order.pk for order in orders]).update(reserved_until=past)


def pay(order: Order) -> Any:
    return confirm_payment(begin_payment(order=order, by=order.shopper).pk)


def test_of_200_shoppers_exactly_one_gets_the_last_kit() -> None:
    offers = [make_offer(make_store(), 4), make_offer(make_store(), 4)]
    quotes = [make_quote(make_user(), [(offer, 4) for offer in offers], {}) for _ in range(200)]
    answers = at_once(ordering(quotes), threads=20)
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert refused == ["SOLD_OUT"] * 199
    (order,) = Order.objects.all()
    assert stock_of(*offers) == [(4, 4), (4, 4)]
    pay(order)
    assert stock_of(*offers) == [(0, 0), (0, 0)]
    check_everything()


def test_50_identical_submissions_are_one_order() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 100)
    quote = make_quote(shopper, [(offer, 2)])
    answers = at_once([lambda: place_order(by=shopper, quote=quote, address=HOME, key="once")] * 50, threads=25)
    (order,) = Order.objects.all()
    assert codes(answers) == [order.code] * 50
    assert (stock_of(offer), ProcrastinateJob.objects.count()) == ([(100, 2)], 1)
    check_everything()


def test_of_two_bodies_with_one_key_at_once_one_is_ordered() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 100)
    quotes = [make_quote(shopper, [(offer, pieces)]) for pieces in (2, 3)]
    answers = at_once(ordering(quotes * 5))
    (order,) = Order.objects.all()
    assert sorted(codes(answers)) == sorted([order.code] * 5 + ["KEY_REUSED"] * 5)


def test_one_quote_with_many_keys_is_one_order() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 100)
    quote = make_quote(shopper, [(offer, 2)])
    answers = at_once([order for key in range(10) for order in ordering([quote], str(key))])
    (order,) = Order.objects.all()
    assert sorted(codes(answers)) == sorted([order.code] + ["QUOTE_ORDERED"] * 9)


def test_offers_are_locked_in_the_order_of_their_keys() -> None:
    """So that orders which name the same lots in different orders never wait for each other in a circle."""
    shopper, store = make_user(), make_store()
    low, high = make_offer(store, 100), make_offer(store, 100)
    quote = make_quote(shopper, [(high, 2), (low, 2)])
    with transaction.atomic():
        Offer.objects.select_for_update().get(pk=low.pk)
        waiting = threading.Thread(target=at_once, args=([lambda: _order(quote)],))
        waiting.start()
        _until_somebody_waits()
        Offer.objects.select_for_update(nowait=True).get(pk=high.pk)  # or it raises: the order would hold it already
    waiting.join(20)
    assert stock_of(low, high) == [(100, 2), (100, 2)]


def test_orders_of_the_same_lots_in_opposite_orders_all_succeed() -> None:
    store = make_store()
    offers = [make_offer(store, 1000) for _ in range(6)]
    quotes = [
        make_quote(make_user(), [(offer, 1) for offer in (offers if number % 2 else offers[::-1])], {})
        for number in range(16)
    ]
    answers = at_once(ordering(quotes), threads=8)
    assert all(isinstance(answer, Order) for answer in answers)
    assert stock_of(*offers) == [(1000, 16)] * 6
    check_everything()


def test_an_order_does_not_wait_for_ever_for_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "PATIENCE", 50)
    offer = make_offer(make_store(), 9)
    quote = make_quote(make_user(), [(offer, 2)])
    with transaction.atomic():
        Offer.objects.select_for_update().get(pk=offer.pk)
        assert at_once(ordering([quote])) == ["STORE_BUSY"]
    assert (stock_of(offer), Order.objects.count()) == ([(9, 0)], 0)
    assert _order(quote).state == "placed"


def test_an_order_that_is_being_paid_does_not_expire() -> None:
    order, offer = _placed(10, 4)
    expire(order)
    with transaction.atomic():
        Order.objects.select_for_update(no_key=True).get(pk=order.pk)  # as whoever settles its payment does
        assert at_once([release_expired]) == [0]
    assert at_once([release_expired]) == [1]
    assert stock_of(offer) == [(10, 0)]


def test_a_payment_that_waits_for_the_expiry_takes_the_stock_again() -> None:
    order, offer = _placed(10, 4)
    payment = begin_payment(order=order, by=order.shopper)
    expire(order)
    with transaction.atomic():
        assert release_expired() == 1
        paying = threading.Thread(target=at_once, args=([lambda: confirm_payment(payment.pk)],))
        paying.start()
        _until_somebody_waits()
    paying.join(20)
    order.refresh_from_db()
    assert (order.state, stock_of(offer)) == ("paid", [(6, 0)])
    check_everything()


def test_payments_and_expiry_at_once_lose_neither_stock_nor_money() -> None:
    offer = make_offer(make_store(), 12)
    orders = [_order(make_quote(make_user(), [(offer, 3)])) for _ in range(4)]
    payments = [begin_payment(order=order, by=order.shopper) for order in orders]
    expire(*orders)
    at_once([release_expired, *(partial(confirm_payment, payment.pk) for payment in payments), release_expired])
    assert set(Order.objects.values_list("state", flat=True)) == {"paid"}
    assert stock_of(offer) == [(0, 0)]
    check_everything()


def test_the_same_refund_sent_many_times_at_once_is_one() -> None:
    order, offer = _placed(10, 4)
    pay(order)
    shipment = order.shipments.get()
    line = shipment.lines.get()
    given = [LineGiven(line.pk, 3)]
    at_once([lambda: refund_lines(shipment=shipment, by=offer.store.owner, lines=given, to_shelf=True)] * 8)
    line.refresh_from_db()
    assert (line.refunded, stock_of(offer)) == (3, [(9, 0)])
    check_everything()


@pytest.mark.parametrize("flow", ["place", "pay", "expire", "cancel", "refund"])
def test_a_death_after_any_statement_changes_nothing_and_a_retry_succeeds(flow: str) -> None:
    """The server's side of the connection is killed after each statement in turn, the last one before COMMIT too."""
    act, done = _prepared(flow)
    check_everything()  # holds of whatever is the same as before, too
    before = _snapshot()
    statements = 0
    while True:
        try:
            with dying_after(statements + 1):
                act()
            break
        except (DatabaseError, ConnectorException):
            connection.close()
        assert _snapshot() == before
        statements += 1
    assert statements >= 6
    act()  # and once more: nothing more happens
    assert done()
    check_everything()


def _prepared(flow: str) -> tuple[Callable[[], Any], Callable[[], bool]]:
    """What to do, and whether it was done exactly once."""
    if flow == "place":
        offers = [make_offer(make_store(), 10), make_offer(make_store(), 10)]
        quote = make_quote(make_user(), [(offer, 4) for offer in offers])
        return lambda: _order(quote), lambda: stock_of(*offers) == [(10, 4)] * 2 and Order.objects.count() == 1
    order, offer = _placed(10, 4)
    state: Callable[[], str] = Order.objects.values_list("state", flat=True).get
    if flow == "expire":
        expire(order)
        return release_expired, lambda: (state(), stock_of(offer)) == ("cancelled", [(10, 0)])
    payment = begin_payment(order=order, by=order.shopper)
    if flow == "pay":
        return lambda: confirm_payment(payment.pk), lambda: (state(), stock_of(offer)) == ("paid", [(6, 0)])
    confirm_payment(payment.pk)
    if flow == "cancel":
        cancel = lambda: cancel_order(order=order, by=order.shopper)  # noqa: E731
        return cancel, lambda: (state(), stock_of(offer)) == ("refunded", [(10, 0)])
    shipment = order.shipments.get()
    given = [LineGiven(shipment.lines.get().pk, 1)]
    refund = lambda: refund_lines(shipment=shipment, by=offer.store.owner, lines=given)  # noqa: E731
    return refund, lambda: (state(), shipment.lines.get().refunded) == ("paid", 1)


@contextmanager
def dying_after(statements: int) -> Iterator[None]:
    """End the server's side of this thread's connection once so many statements have been executed."""
    left = statements

    def count(execute: Any, *given: Any) -> Any:
        nonlocal left
        result = execute(*given)
        left -= 1
        if left == 0:
            _kill(given[-1]["connection"].connection.info.backend_pid)
        return result

    connection.ensure_connection()
    with connection.execute_wrapper(count):
        yield


def _kill(pid: int) -> None:
    known = connection.get_connection_params()
    place = {name: known[name] for name in ("dbname", "user", "host", "port", "password") if known.get(name)}
    with psycopg.connect(**place, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        for _ in range(5000):  # the function itself would look again after 100 ms only
            if other.execute("SELECT pg_sleep(0.001) FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone() is None:
                return
    raise AssertionError("the server does not let go of the connection")


def _snapshot() -> list[Any]:
    tables = ["order", "shipment", "orderline", "orderevent", "offer", "payment", "payback", "ledgerentry"]
    with connection.cursor() as cursor:
        found = []
        for table in [*(f"shop_{name}" for name in tables), "procrastinate_jobs"]:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')
            found.append(cursor.fetchall())
    return found


def _until_somebody_waits() -> None:
    """Until another connection waits for a row's lock."""
    with connection.cursor() as cursor:
        for _ in range(400):
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.02)")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("nobody waits")


def ordering(quotes: Sequence[Quote], key: str = "kit") -> list[Callable[[], Any]]:
    """What orders each of the quotes."""
    return [partial(place_order, by=quote.shopper, quote=quote, address=HOME, key=key) for quote in quotes]


def _order(quote: Quote) -> Order:
    return place_order(by=quote.shopper, quote=quote, address=HOME, key="kit")


def _placed(quantity: int, pieces: int) -> tuple[Order, Offer]:
    offer = make_offer(make_store(), quantity)
    return _order(make_quote(make_user(), [(offer, pieces)])), offer
