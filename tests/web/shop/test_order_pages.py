"""An order's page and the list of them: what was ordered, how each parcel stands, and who may see it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from shop.models import Order, OrderMessage, Shipment
from shop.services.ordering.paying import order_paid
from shop.services.ordering.placing import place_order
from shop.services.ordering.shipments import ship, start_picking
from tests.shop.ordering_rows import HOME, make_offer, make_quote, make_store

pytestmark = pytest.mark.django_db


def make_order(shopper: User, stores: int = 2, key: str = "key") -> Order:
    offers = [make_offer(make_store(), quantity=20, price="0.50") for _store in range(stores)]
    quote = make_quote(shopper, [(offer, 4) for offer in offers])
    return place_order(by=shopper, quote=quote, address=HOME, key=key)


def read(client: Client, order: Order) -> str:
    return client.get(f"/shop/orders/{order.code}/").content.decode()


def parcels(order: Order) -> list[Shipment]:
    return list(order.shipments.select_related("store__owner").order_by("pk"))


def test_a_placed_order_waits_to_be_paid(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper)
    page = read(shoppers, order)
    assert "The order waits to be paid" in page
    assert f"€{order.total}" in page
    assert "Kade 1" in page
    assert "Cancel the order" in page


def test_each_parcel_shows_how_far_it_is(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper)
    order_paid(order.pk, at=timezone.now())
    first = parcels(order)[0]
    ship(shipment=first, by=first.store.owner, carrier="Post", tracking="3S123")
    page = read(shoppers, order)
    assert "shipped in part" in page
    assert "3S123" in page
    assert page.count('class="is-done"') == 2  # paid and picked
    assert page.count('class="is-here"') == 2  # shipped; the other one is paid
    assert f"{first.store.name}: shipped" in page


def test_once_a_store_picks_it_cannot_be_cancelled(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper)
    order_paid(order.pk, at=timezone.now())
    first = parcels(order)[0]
    start_picking(shipment=first, by=first.store.owner)
    assert "Cancel the order" not in read(shoppers, order)
    shoppers.post(f"/shop/orders/{order.code}/cancel/")
    order.refresh_from_db()
    assert order.state == Order.State.PAID


def test_cancelling_before_it_is_paid(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper)
    shoppers.post(f"/shop/orders/{order.code}/cancel/")
    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED
    page = read(shoppers, order)
    assert "cancelled" in page
    assert "Pay €" not in page


def test_a_message_reaches_the_store_that_it_is_for(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper)
    first = parcels(order)[0]
    shoppers.post(f"/shop/orders/{order.code}/parcels/{first.pk}/message/", {"text": "Is it on its way?\n<b>"})
    assert OrderMessage.objects.get().shipment == first
    assert "Is it on its way?\n&lt;b&gt;" in read(shoppers, order)


def test_an_empty_message_is_refused_beside_its_field(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper)
    first = parcels(order)[0]
    response = shoppers.post(f"/shop/orders/{order.code}/parcels/{first.pk}/message/", {"text": "  "})
    assert response.status_code == 400
    assert f'id="message-{first.pk}-error"' in response.content.decode()


def test_a_parcel_of_another_order_cannot_be_written_about(shoppers: Client, shopper: User) -> None:
    one, other = make_order(shopper), make_order(shopper, key="other")
    foreign = parcels(other)[0].pk
    assert shoppers.post(f"/shop/orders/{one.code}/parcels/{foreign}/message/", {"text": "x"}).status_code == 404
    assert not OrderMessage.objects.exists()


def test_the_shopper_says_that_it_has_arrived(shoppers: Client, shopper: User) -> None:
    order = make_order(shopper, stores=1)
    order_paid(order.pk, at=timezone.now())
    parcel = parcels(order)[0]
    ship(shipment=parcel, by=parcel.store.owner)
    assert "It has arrived" in read(shoppers, order)
    shoppers.post(f"/shop/orders/{order.code}/parcels/{parcel.pk}/arrived/")
    assert parcels(order)[0].state == Shipment.State.DELIVERED


@pytest.mark.parametrize("deed", ["", "cancel/", "parcels/1/message/", "parcels/1/arrived/"])
def test_an_order_is_its_shoppers_alone(strangers: Client, visitor: Client, shopper: User, deed: str) -> None:
    order = make_order(shopper)
    address = f"/shop/orders/{order.code}/{deed}"
    assert (strangers.post(address) if deed else strangers.get(address)).status_code == 404
    assert visitor.get(address).status_code in {302, 405}
    order.refresh_from_db()
    assert order.state == Order.State.PLACED


def test_a_stores_owner_does_not_see_the_order_of_their_parcel(shopper: User, shoppers: Client) -> None:
    order = make_order(shopper)
    order_paid(order.pk, at=timezone.now())
    client = Client()
    client.force_login(parcels(order)[0].store.owner)
    assert client.get(f"/shop/orders/{order.code}/").status_code == 404


def test_the_page_asks_the_database_a_fixed_number_of_times(
    shoppers: Client, shopper: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for stores in (1, 5):
        order = make_order(shopper, stores=stores, key=str(stores))
        with django_assert_num_queries(9):  # session, member, order, parcels, lines, messages, events, money, version
            read(shoppers, order)


def test_the_list_asks_a_fixed_number_of_times_and_shows_the_sums(
    shoppers: Client, shopper: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 4):
        while Order.objects.count() < count:
            make_order(shopper, key=str(Order.objects.count()))
        with django_assert_num_queries(4):  # session, member, orders, parcels with their stores
            page = shoppers.get("/shop/orders/").content.decode()
        assert page.count("waits to be paid") == count
    assert f"€{Order.objects.first().total:.2f}" in page  # type: ignore[union-attr]
    assert Order.objects.first().total > Decimal(0)  # type: ignore[union-attr]


def test_somebody_elses_orders_are_not_listed(strangers: Client, shopper: User) -> None:
    make_order(shopper)
    assert "No order yet" in strangers.get("/shop/orders/").content.decode()
