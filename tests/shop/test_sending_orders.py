"""Parcels on their way, and who may see and move them."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from common.errors import Conflict, Invalid, NotFound, ServiceError
from shop.models import Order, OrderEvent, OrderLine, Shipment
from shop.selectors.order_states import Shown, shown_state
from shop.selectors.orders import (
    access_order,
    access_own_shipment,
    access_shipment,
    history_of,
    history_of_shipment,
    lines_of_shipment,
    orders_of,
    shipments_of_store,
)
from shop.selectors.picking import packing_slip, picking_list
from shop.services.ordering.placing import place_order
from shop.services.ordering.refunds import LineGiven, cancel_shipment, refund_lines, refund_shipment
from shop.services.ordering.shipments import deliver, ship, start_picking
from shop.services.ordering.transitions import SHIPMENT_MAY
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store

pytestmark = pytest.mark.django_db
PLACES = ["B 10", "b 9", "A10-2", "A2", "", "A10-1"]


@pytest.fixture
def order(db: None) -> Order:
    """Six lots of one store, one of another, paid."""
    first, second = make_store("Brick Harbour"), make_store("Noppenlager")
    lots = [(make_offer(first, 9, remarks=place), 2) for place in PLACES] + [(make_offer(second, 9), 1)]
    quote = make_quote(make_user(), lots)
    order = place_order(by=quote.shopper, quote=quote, address=HOME, key="one")
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    return Order.objects.get(pk=order.pk)


@pytest.fixture
def parcel(order: Order) -> Shipment:
    return order.shipments.select_related("store__owner", "order").get(store__name="Brick Harbour")


@pytest.fixture
def other(order: Order) -> Shipment:
    return order.shipments.select_related("store__owner").get(store__name="Noppenlager")


def test_a_parcel_is_picked_sent_and_delivered(order: Order, parcel: Shipment) -> None:
    owner = parcel.store.owner
    start_picking(shipment=parcel, by=owner)
    ship(shipment=parcel, by=owner, carrier=" PostNL ", tracking="3S\n123")
    sent = deliver(shipment=parcel, by=order.shopper)
    assert (sent.state, sent.carrier, sent.tracking) == ("delivered", "PostNL", "3S 123")
    told = [(event.after, event.by, event.note) for event in history_of_shipment(parcel)]
    assert told[2:] == [("picking", owner, ""), ("shipped", owner, "PostNL 3S 123"), ("delivered", order.shopper, "")]


def test_a_tracking_number_may_be_corrected(parcel: Shipment) -> None:
    owner = parcel.store.owner
    for tracking in ("3S123", "3S124", "3S124"):
        ship(shipment=parcel, by=owner, tracking=tracking)
    assert Shipment.objects.get(pk=parcel.pk).tracking == "3S124"
    assert [(one.before, one.after) for one in history_of_shipment(parcel)][2:] == [
        ("paid", "shipped"),
        ("shipped", "shipped"),
    ]


def test_the_same_step_twice_is_one(parcel: Shipment) -> None:
    for act in (start_picking, start_picking, ship, ship, deliver, deliver):
        act(shipment=parcel, by=parcel.store.owner)
    assert parcel.events.count() == 5


ACTS: dict[str, Any] = {
    "picking": start_picking, "shipped": ship, "delivered": deliver,
    "cancelled": cancel_shipment, "refunded": refund_shipment,
}  # fmt: skip


@pytest.mark.parametrize(("state", "to"), list(product(sorted(SHIPMENT_MAY), sorted(ACTS))))
def test_only_what_the_table_allows_happens(state: str, to: str, parcel: Shipment) -> None:
    Shipment.objects.filter(pk=parcel.pk).update(state=state)
    before = parcel.events.count()
    allowed = to in SHIPMENT_MAY[state]
    try:
        ACTS[to](shipment=parcel, by=parcel.store.owner)
    except Conflict as refused:
        assert not allowed
        assert refused.code in {"SHIPMENT_STATE", "SHIPMENT_ENDED"}  # noqa: PT017
    parcel.refresh_from_db()
    assert (parcel.state, parcel.events.count()) == ((to, before + 1) if allowed else (state, before))


@pytest.mark.parametrize("act", [*ACTS.values(), refund_lines])
@pytest.mark.parametrize("who", ["stranger", "other store", "shopper"])
def test_only_its_store_moves_a_parcel(act: Any, who: str, order: Order, parcel: Shipment, other: Shipment) -> None:
    by = {"stranger": make_user(), "other store": other.store.owner, "shopper": order.shopper}[who]
    if act is deliver and who == "shopper":
        return  # whoever gets it may say so
    more = {"lines": [LineGiven(OrderLine.objects.filter(shipment=parcel)[0].pk, 1)]} if act is refund_lines else {}
    with pytest.raises(NotFound, match="NO_SUCH_PARCEL"):
        act(shipment=parcel, by=by, **more)
    parcel.refresh_from_db()
    assert (parcel.state, parcel.refunded, OrderEvent.objects.filter(shipment=parcel).count()) == (
        "paid",
        Decimal(0),
        2,
    )


@pytest.mark.parametrize(("field", "most"), [("carrier", 80), ("tracking", 120)])
def test_what_is_written_on_a_parcel_is_short(field: str, most: int, parcel: Shipment) -> None:
    with pytest.raises(Invalid, match="TEXT_TOO_LONG"):
        ship(shipment=parcel, by=parcel.store.owner, **{field: "x" * (most + 1)})
    assert Shipment.objects.get(pk=parcel.pk).state == "paid"


def test_a_picking_list_follows_the_shelves(parcel: Shipment, django_assert_num_queries: Any) -> None:
    line = parcel.lines.get(remarks="b 9")
    refund_lines(shipment=parcel, by=parcel.store.owner, lines=[LineGiven(line.pk, 1)])
    with django_assert_num_queries(1):
        lots = [
            (lot.line.remarks, lot.pieces, lot.line.part.name, lot.line.colour.name) for lot in picking_list(parcel)
        ]
    assert [(place, pieces) for place, pieces, _part, _colour in lots] == [
        ("A2", 2), ("A10-1", 2), ("A10-2", 2), ("b 9", 1), ("B 10", 2), ("", 2),
    ]  # fmt: skip


def test_a_packing_slip_has_the_address_and_what_is_in_the_parcel(order: Order, parcel: Shipment) -> None:
    slip = packing_slip(access_own_shipment(parcel.store.owner, parcel.pk))
    assert (slip.code, slip.store, slip.pieces, slip.goods) == (order.code, "Brick Harbour", 12, parcel.goods)
    assert slip.address == ("A Shopper", "Kade 1", "3011 AA Rotterdam", "NL")


def test_an_order_is_its_shoppers_alone(order: Order, parcel: Shipment) -> None:
    assert access_order(order.shopper, order.code) == order
    for viewer in (make_user(), parcel.store.owner, AnonymousUser(), None):
        with pytest.raises(NotFound, match="NO_SUCH_ORDER"):
            access_order(viewer, order.code)
        assert not orders_of(viewer).exists()
    for code in ("", "B-\0", order.code.lower(), "x" * 10_000):
        with pytest.raises(NotFound):
            access_order(order.shopper, code)


def test_a_store_sees_its_own_parcel_alone(order: Order, parcel: Shipment, other: Shipment) -> None:
    owner = parcel.store.owner
    assert access_own_shipment(owner, parcel.pk) == parcel
    assert list(shipments_of_store(parcel.store)) == [parcel]
    assert {event.shipment_id for event in history_of_shipment(parcel)} == {parcel.pk}
    for viewer, pk in [(owner, other.pk), (make_user(), parcel.pk), (None, parcel.pk), (owner, 2**70), (owner, -1)]:
        for access in (access_own_shipment, access_shipment):
            with pytest.raises(NotFound, match="NO_SUCH_PARCEL"):
                access(viewer, pk)
    with pytest.raises(NotFound):
        access_own_shipment(order.shopper, parcel.pk)
    assert access_shipment(order.shopper, parcel.pk) == parcel


def test_a_store_sees_no_parcel_before_it_is_paid() -> None:
    offer = make_offer(make_store())
    quote = make_quote(make_user(), [(offer, 1)])
    parcel = place_order(by=quote.shopper, quote=quote, address=HOME, key="one").shipments.get()
    assert not shipments_of_store(offer.store).exists()
    for access in (access_own_shipment, access_shipment):
        with pytest.raises(NotFound):
            access(offer.store.owner, parcel.pk)
    with pytest.raises(ServiceError, match="NO_SUCH_PARCEL"):
        start_picking(shipment=parcel, by=offer.store.owner)
    assert access_shipment(quote.shopper, parcel.pk) == parcel


def counted(shipment: Shipment) -> tuple[int, int]:
    return getattr(shipment, "lots", -1), getattr(shipment, "pieces", -1)


def test_lists_come_with_all_that_they_show(order: Order, parcel: Shipment, django_assert_num_queries: Any) -> None:
    shopper = order.shopper
    with django_assert_num_queries(2):
        (shown,) = orders_of(shopper)
        assert (shown_state(shown), [one.store.name for one in shown.shipments.all()]) == (
            Shown.PAID, ["Brick Harbour", "Noppenlager"],
        )  # fmt: skip
    with django_assert_num_queries(1):
        assert [(one.order.code, *counted(one)) for one in shipments_of_store(parcel.store)] == [(order.code, 6, 12)]
    with django_assert_num_queries(1):
        assert len([(one.part.name, one.part.category.name, one.colour.name) for one in lines_of_shipment(parcel)]) == 6
    with django_assert_num_queries(1):
        assert len([(event.by, event.shipment and event.shipment.store.name) for event in history_of(order)]) == 6


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        (("paid", "paid"), "paid"),
        (("picking", "paid"), "picking"),
        (("shipped", "paid"), "shipped_in_part"),
        (("shipped", "picking"), "shipped_in_part"),
        (("shipped", "cancelled"), "shipped"),
        (("shipped", "shipped"), "shipped"),
        (("delivered", "paid"), "delivered_in_part"),
        (("delivered", "shipped"), "delivered_in_part"),
        (("delivered", "refunded"), "delivered"),
        (("delivered", "delivered"), "delivered"),
        (("cancelled", "paid"), "paid"),
        (("cancelled", "refunded"), "refunded"),
    ],
)
def test_an_orders_state_is_that_of_its_parcels(states: tuple[str, str], shown: str, order: Order) -> None:
    for shipment, state in zip(order.shipments.order_by("id"), states, strict=True):
        Shipment.objects.filter(pk=shipment.pk).update(state=state)
    assert shown_state(access_order(User.objects.get(pk=order.shopper_id), order.code)) == shown


@pytest.mark.parametrize("state", ["placed", "cancelled", "refunded"])
def test_an_order_without_its_money_says_so(state: str, order: Order) -> None:
    order.state = state
    assert shown_state(order) == state
