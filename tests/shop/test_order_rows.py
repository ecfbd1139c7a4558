"""What the database itself holds of an order's lines, and how little it writes for one."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from parts.models import Part
from shop.models import Offer, Order, OrderLine, QuoteLine
from shop.services.ordering.cancelling import cancel_order
from shop.services.ordering.placing import place_order
from tests.factories import make_colour, make_part, make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store, stock_of

pytestmark = pytest.mark.django_db


def ordered(*wanted: tuple[Offer, int]) -> Order:
    shopper = make_user()
    return place_order(by=shopper, quote=make_quote(shopper, wanted), address=HOME, key="one")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("part", lambda: make_part("other")),
        ("colour", lambda: make_colour(990_003, "Zed green")),
        ("condition", lambda: "used"),
        ("quantity", lambda: 3),
        ("line_price", lambda: "0.01"),
        ("unit_price", lambda: "0.01"),
    ],
)
def test_a_line_that_the_quote_does_not_have_is_refused_by_the_database(name: str, value: Any) -> None:
    order = ordered((make_offer(make_store()), 2))
    with pytest.raises(IntegrityError, match="none of its quote"), transaction.atomic():
        OrderLine.objects.filter(shipment__order=order).update(**{name: value()})
    row = OrderLine.objects.values().get()
    with pytest.raises(IntegrityError, match="none of its quote"), transaction.atomic():
        OrderLine.objects.create(
            **row | {"id": None, (name if name not in {"part", "colour"} else f"{name}_id"): _key(value())}
        )
    OrderLine.objects.filter(shipment__order=order).update(refunded=1, remarks="moved")
    assert OrderLine.objects.get().refunded == 1


def _key(value: Any) -> Any:
    return getattr(value, "pk", value)


def test_a_line_of_another_orders_parcel_is_refused_by_the_database() -> None:
    store = make_store()
    first, second = ordered((make_offer(store), 2)), ordered((make_offer(store), 2))
    with pytest.raises(IntegrityError, match="none of its quote"), transaction.atomic():
        OrderLine.objects.filter(shipment__order=first).update(shipment=second.shipments.get())


def test_a_part_that_was_ordered_cannot_be_deleted() -> None:
    offer = make_offer(make_store())
    order = ordered((offer, 2))
    with pytest.raises(ProtectedError):
        offer.part.delete()
    OrderLine.objects.update(offer=None)
    QuoteLine.objects.update(offer=None)
    offer.delete()
    with pytest.raises(IntegrityError, match="shop_quoteline"), transaction.atomic():
        _delete_by_hand(offer.part)
    assert OrderLine.objects.get(shipment__order=order).part == offer.part


def _delete_by_hand(part: Part) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM parts_part WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE", [part.pk])


def test_reserving_and_releasing_some_of_a_lot_writes_no_index_of_offers() -> None:
    offers = [make_offer(make_store(), 10), make_offer(make_store(), 10)]
    before = _updates()
    order = ordered(*((offer, 2) for offer in offers))
    cancel_order(order=order, by=order.shopper)
    assert stock_of(*offers) == [(10, 0)] * 2
    assert [now - then for now, then in zip(_updates(), before, strict=True)] == [4, 4]


def _updates() -> tuple[int, int]:
    """Rows of offers updated in this transaction: all, and those of which the row alone was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'shop_offer'")
        row: tuple[int, int] = cursor.fetchone()
    return row
