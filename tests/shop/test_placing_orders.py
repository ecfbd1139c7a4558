"""Ordering a quote: once a key, at the prices that it holds, with all of its stock or none."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common.errors import Conflict, Invalid, NotFound
from shop.models import Offer, Order, OrderEvent, OrderLine, Pledge, Quote, QuoteLine, SharedRun, Shipment
from shop.services.ordering.placing import MOST_UNPAID, place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_build, make_revision, make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store, stock_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
SAVEPOINT = 2  # set and released, since a test is a transaction itself
QUERIES = 6  # shopper with earlier orders, quote, order, all that hangs on it, letter, stock


@pytest.fixture(autouse=True)
def empty_queue(db: None) -> None:
    """Unmanaged tables are not emptied between tests."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def nothing_was_ordered() -> bool:
    rows: Any = (Order, Shipment, OrderLine, OrderEvent, ProcrastinateJob)
    return not any(model.objects.exists() for model in rows) and not Offer.objects.exclude(reserved=0).exists()


def test_an_order_has_a_parcel_from_each_store_and_reserves_its_stock() -> None:
    shopper, stores = make_user(), [make_store(), make_store()]
    plates, beams = make_offer(stores[0], 10, "0.055", remarks="A12"), make_offer(stores[1], 7, "0.58")
    quote = make_quote(shopper, [(plates, 9), (beams, 7)])
    before = timezone.now()
    order = place_order(by=shopper, quote=quote, address=HOME, key="one")
    assert (order.state, order.total, order.currency) == ("placed", quote.total, "EUR")
    assert (order.email, order.city, order.country) == ("shopper@example.org", "Rotterdam", "NL")
    assert before + timedelta(minutes=30) <= order.reserved_until <= timezone.now() + timedelta(minutes=30)
    sent = [(one.store, one.state, one.goods, one.shipping) for one in order.shipments.order_by("id")]
    shipping = Decimal("3.00")
    assert sent == [
        (stores[1], "placed", Decimal("4.06"), shipping),
        (stores[0], "placed", Decimal("0.50"), shipping),
    ]
    line = OrderLine.objects.get(offer=plates)
    assert (line.quantity, line.unit_price, line.line_price, line.remarks) == (
        9,
        Decimal("0.055"),
        Decimal("0.50"),
        "A12",
    )
    assert stock_of(plates, beams) == [(10, 9), (7, 7)]
    assert [(event.before, event.after, event.by) for event in order.events.all()] == [("", "placed", shopper)] * 3
    assert ProcrastinateJob.objects.filter(
        task_name="shop.send_mail", args={"letter": "placed", "pk": order.pk}
    ).exists()


@pytest.mark.parametrize(("stores", "lots"), [(1, 1), (5, 8)])
def test_the_statements_of_an_order_do_not_grow_with_it(stores: int, lots: int, django_assert_num_queries: Any) -> None:
    shopper = make_user()
    offers = [make_offer(store) for store in [make_store() for _ in range(stores)] for _ in range(lots)]
    quote = make_quote(shopper, [(offer, 2) for offer in offers])
    with django_assert_num_queries(QUERIES + SAVEPOINT):
        place_order(by=shopper, quote=quote, address=HOME, key="one")


def test_the_same_key_and_body_return_the_same_order() -> None:
    shopper, offer = make_user(), make_offer(make_store())
    quote = make_quote(shopper, [(offer, 2)])
    first = place_order(by=shopper, quote=quote, address=HOME, key="one")
    again = place_order(by=shopper, quote=quote, address=replace(HOME, name="  A   Shopper"), key="one")
    assert (again.pk, Order.objects.count(), stock_of(offer)) == (first.pk, 1, [(10, 2)])
    quote.expires_at = timezone.now() - timedelta(days=1)
    quote.save()
    assert place_order(by=shopper, quote=quote, address=HOME, key="one").pk == first.pk


def test_the_same_key_with_another_body_is_refused() -> None:
    shopper, offer = make_user(), make_offer(make_store())
    quote, other = make_quote(shopper, [(offer, 2)]), make_quote(shopper, [(offer, 3)])
    first = place_order(by=shopper, quote=quote, address=HOME, key="one")
    for body in ({"quote": other, "address": HOME}, {"quote": quote, "address": replace(HOME, street="Kade 2")}):
        with pytest.raises(Conflict) as refused:
            place_order(by=shopper, key="one", **body)  # type: ignore[arg-type]
        assert refused.value.code == "KEY_REUSED"
        assert first.code in refused.value.message
    assert (Order.objects.count(), stock_of(offer)) == (1, [(10, 2)])


def test_two_shoppers_may_use_the_same_key() -> None:
    offer = make_offer(make_store())
    for shopper in (make_user(), make_user()):
        place_order(by=shopper, quote=make_quote(shopper, [(offer, 2)]), address=HOME, key="one")
    assert stock_of(offer) == [(10, 4)]


def test_a_quote_is_ordered_once() -> None:
    shopper, offer = make_user(), make_offer(make_store())
    quote = make_quote(shopper, [(offer, 2)])
    order = place_order(by=shopper, quote=quote, address=HOME, key="one")
    with pytest.raises(Conflict, match=f"QUOTE_ORDERED.*{order.code}"):
        place_order(by=shopper, quote=quote, address=HOME, key="two")
    assert (Order.objects.count(), stock_of(offer)) == (1, [(10, 2)])


def test_somebody_elses_quote_does_not_exist() -> None:
    quote = make_quote(make_user(), [(make_offer(make_store()), 2)])
    with pytest.raises(NotFound, match="NO_SUCH_QUOTE"):
        place_order(by=make_user(), quote=quote, address=HOME, key="one")
    assert nothing_was_ordered()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "QUOTE_EXPIRED"),
        ({"state": "searching"}, "QUOTE_NOT_READY"),
        ({"state": "impossible"}, "QUOTE_NOT_READY"),
    ],
)
def test_a_quote_that_does_not_hold_is_refused(changed: dict[str, Any], code: str) -> None:
    shopper = make_user()
    quote = make_quote(shopper, [(make_offer(make_store()), 2)])
    Quote.objects.filter(pk=quote.pk).update(**changed)
    with pytest.raises(Conflict) as refused:
        place_order(by=shopper, quote=quote, address=HOME, key="one")
    assert refused.value.code == code
    assert nothing_was_ordered()


def test_a_quote_of_nothing_to_send_is_refused() -> None:
    shopper = make_user()
    with pytest.raises(Conflict, match="QUOTE_EMPTY"):
        place_order(by=shopper, quote=make_quote(shopper, []), address=HOME, key="one")
    assert nothing_was_ordered()


@pytest.mark.parametrize("price", ["0.50", "0.01"])
def test_the_price_of_the_quote_holds_whatever_the_store_asks_by_now(price: str) -> None:
    shopper, offer = make_user(), make_offer(make_store(), 10, "0.10")
    quote = make_quote(shopper, [(offer, 2)])
    Offer.objects.update(price=Decimal(price), multiple=5, tiers=[{"from": 2, "price": "9"}])
    order = place_order(by=shopper, quote=quote, address=HOME, key="one")
    assert (order.total, order.shipments.get().goods) == (quote.total, Decimal("0.20"))


@pytest.mark.parametrize(
    "change",
    [
        lambda offer: Offer.objects.filter(pk=offer.pk).update(quantity=1),
        pytest.param(
            lambda offer: Offer.objects.filter(pk=offer.pk).update(reserved=9),
            marks=pytest.mark.audit_finds("RESERVED_OTHERWISE"),  # by hand, so no order holds them
        ),
        lambda offer: offer.delete(),
        lambda offer: type(offer.store).objects.filter(pk=offer.store_id).update(is_open=False),
        lambda offer: Offer.objects.filter(pk=offer.pk).update(condition="used"),
    ],
    ids=["too few", "reserved", "withdrawn", "store closed", "another lot"],
)
def test_a_lot_that_is_gone_refuses_the_whole_order_and_is_named(change: Any) -> None:
    shopper = make_user()
    kept, gone = make_offer(make_store()), make_offer(make_store())
    quote = make_quote(shopper, [(kept, 2), (gone, 2)])
    change(gone)
    before = list(Offer.objects.order_by("pk").values())
    with pytest.raises(Conflict) as refused:
        place_order(by=shopper, quote=quote, address=HOME, key="one")
    assert refused.value.code == "SOLD_OUT"
    assert f"1 lot was sold meanwhile: {gone.part.name}, Red." in refused.value.message
    assert (list(Offer.objects.order_by("pk").values()), Order.objects.count()) == (before, 0)
    assert not ProcrastinateJob.objects.exists()


def test_lines_of_one_offer_need_its_stock_together() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 5)
    quote = make_quote(shopper, [(offer, 3), (offer, 3)])
    with pytest.raises(Conflict, match="SOLD_OUT"):
        place_order(by=shopper, quote=quote, address=HOME, key="one")
    Offer.objects.update(quantity=6)
    place_order(by=shopper, quote=quote, address=HOME, key="one")
    assert stock_of(offer) == [(6, 6)]


def test_a_refused_key_may_be_used_again() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 1)
    quote = make_quote(shopper, [(offer, 2)])
    with pytest.raises(Conflict, match="SOLD_OUT"):
        place_order(by=shopper, quote=quote, address=HOME, key="one")
    Offer.objects.update(quantity=2)
    assert place_order(by=shopper, quote=quote, address=HOME, key="one").state == "placed"


def test_a_shopper_cannot_hold_the_stock_of_orders_without_end() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 100)
    for number in range(MOST_UNPAID):
        place_order(by=shopper, quote=make_quote(shopper, [(offer, 1)]), address=HOME, key=f"k{number}")
    with pytest.raises(Conflict, match="ORDERS_UNPAID"):
        place_order(by=shopper, quote=make_quote(shopper, [(offer, 1)]), address=HOME, key="more")
    assert stock_of(offer) == [(100, MOST_UNPAID)]


@pytest.mark.parametrize("key", ["", "x" * 81, "a\nb", "schlüssel", "a\0b"])
def test_a_key_is_short_and_plain(key: str) -> None:
    shopper = make_user()
    with pytest.raises(Invalid, match="ORDER_KEY"):
        place_order(by=shopper, quote=make_quote(shopper, [(make_offer(make_store()), 1)]), address=HOME, key=key)
    assert nothing_was_ordered()


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"name": "  "}, "ADDRESS_MISSING", "name"),
        ({"street": ""}, "ADDRESS_MISSING", "street"),
        ({"name": "x" * 121}, "ADDRESS_TOO_LONG", "name"),
        ({"city": "x" * 10_000_000}, "ADDRESS_TOO_LONG", "city"),
        ({"street": "Kade 1\nBcc: all@example.org"}, "ADDRESS_UNPRINTABLE", "street"),
        ({"name": "a\0b"}, "ADDRESS_UNPRINTABLE", "name"),
        ({"name": "\ud800"}, "ADDRESS_UNPRINTABLE", "name"),
        ({"name": "A\u202ereppohS"}, "ADDRESS_UNPRINTABLE", "name"),
        ({"email": "not an address"}, "ADDRESS_EMAIL", "email"),
        ({"email": "a@b.example, c@d.example"}, "ADDRESS_EMAIL", "email"),
        ({"country": "DE"}, "ADDRESS_COUNTRY", "country"),
        ({"country": "Netherlands" * 100}, "ADDRESS_TOO_LONG", "country"),
    ],
)
def test_an_address_is_checked(changed: dict[str, str], code: str, field: str) -> None:
    shopper = make_user()
    quote = make_quote(shopper, [(make_offer(make_store()), 1)])
    with pytest.raises(Invalid) as refused:
        place_order(by=shopper, quote=quote, address=replace(HOME, **changed), key="one")
    assert (refused.value.code, refused.value.field) == (code, field)
    assert nothing_was_ordered()


def test_a_country_may_be_written_small() -> None:
    shopper = make_user()
    quote = make_quote(shopper, [(make_offer(make_store()), 1)])
    assert place_order(by=shopper, quote=quote, address=replace(HOME, country="nl"), key="one").country == "NL"
    assert QuoteLine.objects.count() == 1


def test_what_a_store_makes_for_a_shared_run_needs_no_stock() -> None:
    shopper, offer = make_user(), make_offer(make_store(), 5)
    quote = make_quote(shopper, [(offer, 9)])
    QuoteLine.objects.update(offer=None)
    with pytest.raises(Conflict, match="SOLD_OUT"):  # as of offers that are gone
        place_order(by=shopper, quote=quote, address=HOME, key="one")
    revision = make_revision(make_build())
    run = SharedRun.objects.create(
        store=offer.store, revision=revision, tiers=[], threshold=1, most=9, closes_at=timezone.now()
    )
    Pledge.objects.create(run=run, shopper=shopper, country="NL", quote=quote, state="due")
    order = place_order(by=shopper, quote=quote, address=HOME, key="one")
    confirm_payment(begin_payment(order=order, by=shopper).pk)
    order.refresh_from_db()
    assert order.state == "paid"
    assert stock_of(offer) == [(5, 0)]
