"""Shoppers cancel, stores cancel and give back: what the money and the stock do then, to the cent."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from common.errors import Conflict, Denied, Invalid, NotFound
from shop.models import LedgerEntry, Offer, Order, Payback, Shipment
from shop.selectors.order_states import may_be_cancelled, shown_state
from shop.services.ordering.cancelling import cancel_order, refund_order
from shop.services.ordering.placing import place_order
from shop.services.ordering.refunds import LineGiven, cancel_shipment, refund_lines, refund_shipment
from shop.services.ordering.shipments import deliver, ship, start_picking
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.order_invariants import check_everything
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store, stock_of

pytestmark = pytest.mark.django_db
FEES = {"design_fee": "2.00", "platform": "0.40", "tax": "0.50"}


@pytest.fixture
def offers(db: None) -> list[Offer]:
    return [make_offer(make_store(), 10, "1.00"), make_offer(make_store(), 10, "3.00")]


@pytest.fixture
def order(offers: list[Offer]) -> Order:
    """4 x 1.00 and 2 x 3.00: goods of 10.00, twice 3.00 and 1.20, and fees of 2.90: 21.30, paid."""
    quote = make_quote(make_user(), [(offers[0], 4), (offers[1], 2)], FEES)
    order = place_order(by=quote.shopper, quote=quote, address=HOME, key="one")
    confirm_payment(begin_payment(order=order, by=order.shopper).pk)
    return Order.objects.get(pk=order.pk)


def parcel(order: Order, offer: Offer) -> Shipment:
    return order.shipments.select_related("store__owner").get(store=offer.store)


def now(order: Order) -> tuple[str, str, Decimal]:
    order = Order.objects.get(pk=order.pk)
    return order.state, shown_state(order).value, order.refunded


def test_a_shopper_cancels_a_paid_order_and_gets_all_of_it_back(order: Order, offers: list[Offer]) -> None:
    assert may_be_cancelled(order)
    cancel_order(order=order, by=order.shopper)
    assert now(order) == ("refunded", "refunded", Decimal("21.30"))
    assert (stock_of(*offers), Payback.objects.get().amount) == ([(10, 0)] * 2, Decimal("21.30"))
    cancel_order(order=order, by=order.shopper)
    assert Payback.objects.count() == 1
    check_everything()


def test_once_a_store_picks_the_shopper_cannot_cancel(order: Order, offers: list[Offer]) -> None:
    one = parcel(order, offers[0])
    start_picking(shipment=one, by=one.store.owner)
    assert not may_be_cancelled(order)
    with pytest.raises(Conflict, match=f"ORDER_PICKING: {one.store.name}"):
        cancel_order(order=order, by=order.shopper)
    assert (now(order), stock_of(*offers)) == (("paid", "picking", Decimal(0)), [(6, 0), (8, 0)])


@pytest.mark.parametrize("who", ["stranger", "store"])
def test_only_its_shopper_cancels_an_order(who: str, order: Order, offers: list[Offer]) -> None:
    with pytest.raises(NotFound, match="NO_SUCH_ORDER"):
        cancel_order(order=order, by=make_user() if who == "stranger" else offers[0].store.owner)
    assert now(order)[0] == "paid"


@pytest.mark.parametrize(("to_shelf", "left"), [(True, 10), (False, 6)])
def test_a_store_cancels_its_parcel(to_shelf: bool, left: int, order: Order, offers: list[Offer]) -> None:
    """4.00 of 10.00 goods with shipping and picking, and four tenths of the fees: 8.20 + 0.80 + 0.16 + 0.20."""
    one = parcel(order, offers[0])
    cancel_shipment(shipment=one, by=one.store.owner, reason="  The box\nburnt ", to_shelf=to_shelf)
    assert now(order) == ("paid", "paid", Decimal("9.36"))
    assert stock_of(*offers) == [(left, 0), (8, 0)]
    one.refresh_from_db()
    assert (one.state, one.refunded) == ("cancelled", Decimal("8.20"))
    told = [(event.shipment_id, event.after, event.amount, event.note) for event in order.events.order_by("-id")[:2]]
    assert told == [
        (None, "paid", Decimal("9.36"), "The box burnt"),
        (one.pk, "cancelled", Decimal("8.20"), "The box burnt"),
    ]
    check_everything()


def test_the_last_parcel_that_is_cancelled_ends_the_order(order: Order, offers: list[Offer]) -> None:
    for offer in offers:
        cancel_shipment(shipment=parcel(order, offer), by=offer.store.owner)
    assert now(order) == ("refunded", "refunded", Decimal("21.30"))
    check_everything()


def test_some_pieces_are_given_back_with_their_share_of_the_fees(order: Order, offers: list[Offer]) -> None:
    """1.00 of 10.00 goods, and a tenth of the fees: 1.00 + 0.20 + 0.04 + 0.05."""
    one = parcel(order, offers[0])
    given = [LineGiven(one.lines.get().pk, 1)]
    for _ in range(2):  # sent twice it is one refund
        refund_lines(shipment=one, by=one.store.owner, lines=given, reason="one was cracked")
    assert now(order) == ("paid", "paid", Decimal("1.29"))
    assert (one.lines.get().refunded, stock_of(offers[0])) == (1, [(6, 0)])
    entries = LedgerEntry.objects.filter(transaction__kind="refund").values_list("reason", "amount")
    assert sorted(entries) == [
        ("design_fee", Decimal("-0.20")), ("parts", Decimal("-1.00")), ("platform", Decimal("-0.04")),
        ("refund", Decimal("1.29")), ("tax", Decimal("-0.05")),
    ]  # fmt: skip
    check_everything()


def test_a_parcel_of_which_nothing_is_left_before_it_is_sent_is_cancelled(order: Order, offers: list[Offer]) -> None:
    one = parcel(order, offers[0])
    refund_lines(shipment=one, by=one.store.owner, lines=[LineGiven(one.lines.get().pk, 4)], to_shelf=True)
    one.refresh_from_db()
    assert (one.state, now(order)[2], stock_of(offers[0])) == ("cancelled", Decimal("9.36"), [(10, 0)])
    check_everything()


def test_a_sent_parcel_is_given_back_whole(order: Order, offers: list[Offer]) -> None:
    one = parcel(order, offers[0])
    ship(shipment=one, by=one.store.owner, carrier="PostNL")
    with pytest.raises(Conflict, match="SHIPMENT_STATE"):
        cancel_shipment(shipment=one, by=one.store.owner)
    refund_lines(shipment=one, by=one.store.owner, lines=[LineGiven(one.lines.get().pk, 4)])
    assert (now(order)[1], now(order)[2]) == ("shipped_in_part", Decimal("5.16"))
    refund_shipment(shipment=one, by=one.store.owner)
    assert (now(order)[1], now(order)[2]) == ("paid", Decimal("9.36"))
    with pytest.raises(Conflict, match="SHIPMENT_ENDED"):
        refund_shipment(shipment=one, by=one.store.owner)
    check_everything()


@pytest.mark.parametrize(
    ("given", "code"),
    [((0, 5), "REFUND_QUANTITY"), ((0, -1), "REFUND_QUANTITY"), ((1, 1), "REFUND_LINE"), ((None, 1), "REFUND_LINE")],
)
def test_what_was_not_bought_is_not_given_back(
    given: tuple[int | None, int], code: str, order: Order, offers: list[Offer]
) -> None:
    one = parcel(order, offers[0])
    lines = [parcel(order, offer).lines.get().pk for offer in offers]
    place, pieces = given
    line = LineGiven(lines[place] if place is not None else 2**60, pieces)
    with pytest.raises(Invalid) as refused:
        refund_lines(shipment=one, by=one.store.owner, lines=[line])
    assert (refused.value.code, now(order)[2]) == (code, Decimal(0))


def test_what_is_given_back_is_not_taken_again(order: Order, offers: list[Offer]) -> None:
    one = parcel(order, offers[0])
    line = one.lines.get().pk
    refund_lines(shipment=one, by=one.store.owner, lines=[LineGiven(line, 2)])
    with pytest.raises(Conflict, match="REFUND_LESS"):
        refund_lines(shipment=one, by=one.store.owner, lines=[LineGiven(line, 1)])
    with pytest.raises(Invalid, match="REFUND_LINE"):
        refund_lines(shipment=one, by=one.store.owner, lines=[LineGiven(line, 3)] * 2)
    assert now(order)[2] == Decimal("2.58")


def test_the_sites_staff_gives_a_whole_order_back(order: Order, offers: list[Offer]) -> None:
    one = parcel(order, offers[0])
    ship(shipment=one, by=one.store.owner)
    deliver(shipment=one, by=order.shopper)
    for nobody in (make_user(), order.shopper, one.store.owner):
        with pytest.raises(Denied):
            refund_order(order=order, by=nobody)
    staff = make_user()
    staff.user_permissions.add(Permission.objects.get(codename="change_order"))
    refund_order(order=order, by=User.objects.get(pk=staff.pk), reason="lost in a flood")
    assert now(order) == ("refunded", "refunded", Decimal("21.30"))
    assert set(order.shipments.values_list("state", flat=True)) == {"refunded", "cancelled"}
    assert stock_of(*offers) == [(6, 0), (8, 0)]
    check_everything()
