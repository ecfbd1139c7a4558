"""A store's parcels: the list, picking, sending, giving back, messages; and that they are nobody else's."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from shop.models import OrderMessage, Shipment, Store
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from tests.factories import make_user
from tests.shop.ordering_rows import HOME, make_offer, make_quote
from tests.web.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(db: None) -> User:
    return make_user("shopper", display_name="A Shopper")


def make_parcel(
    store: Store, buyer: User, places: tuple[str, ...] = ("B2", "A10", "A9"), paid: bool = True
) -> Shipment:
    offers = [make_offer(store, quantity=20, price="0.50", remarks=place) for place in places]
    quote = make_quote(buyer, [(offer, 4) for offer in offers])
    order = place_order(by=buyer, quote=quote, address=HOME, key=str(quote.pk))
    if paid:
        confirm_payment(begin_payment(order=order, by=buyer).pk)
    return order.shipments.get()


def read(client: Client, parcel: Shipment) -> str:
    return client.get(f"/shop/shipments/{parcel.pk}/").content.decode()


def do(client: Client, parcel: Shipment, deed: str, **given: str) -> int:
    return client.post(f"/shop/shipments/{parcel.pk}/{deed}/", given).status_code


def test_the_list_shows_what_is_to_be_sent_by_state(keepers: Client, store: Store, buyer: User) -> None:
    one, other = make_parcel(store, buyer), make_parcel(store, buyer)
    do(keepers, other, "pick")
    page = keepers.get("/shop/stores/harbour/shipments/").content.decode()
    assert page.index(other.order.code) < page.index(one.order.code)
    page = keepers.get("/shop/stores/harbour/shipments/?state=picking").content.decode()
    assert other.order.code in page
    assert one.order.code not in page


def test_what_is_not_paid_is_no_work_yet(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer, paid=False)
    assert "No parcel yet" in keepers.get("/shop/stores/harbour/shipments/").content.decode()
    assert keepers.get(f"/shop/shipments/{parcel.pk}/").status_code == 404


def test_lots_are_picked_in_the_order_of_their_places(keepers: Client, store: Store, buyer: User) -> None:
    page = read(keepers, make_parcel(store, buyer))
    places = [page.index(f"<b>{place}</b>") for place in ("A9", "A10", "B2")]
    assert places == sorted(places)
    assert "Kade 1" in page
    assert "12 parts" in page


def test_a_parcel_goes_its_way(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    for deed, given, state in [
        ("pick", {}, "picking"), ("ship", {"carrier": "Post", "tracking": "3S1"}, "shipped"),
        ("deliver", {}, "delivered"),
    ]:  # fmt: skip
        assert do(keepers, parcel, deed, **given) == 302
        parcel.refresh_from_db()
        assert parcel.state == state
    assert (parcel.carrier, parcel.tracking) == ("Post", "3S1")
    page = read(keepers, parcel)
    assert "Being picked" in page
    assert page.count("A Keeper") >= 3


def test_some_pieces_are_given_back_with_a_reason(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    line = parcel.lines.order_by("pk")[0]
    do(keepers, parcel, "lines", **{f"back-{line.pk}": "3", "reason": "cracked"})
    line.refresh_from_db()
    parcel.refresh_from_db()
    assert line.refunded == 3
    assert parcel.refunded >= Decimal("1.50")
    assert "cracked" in read(keepers, parcel)


@pytest.mark.parametrize("given", ["5", "-1", "x", "9" * 12, "1.5"])
def test_no_more_is_given_back_than_was_bought(keepers: Client, store: Store, buyer: User, given: str) -> None:
    parcel = make_parcel(store, buyer)
    line = parcel.lines.order_by("pk")[0]
    assert do(keepers, parcel, "lines", **{f"back-{line.pk}": given}) == 400
    line.refresh_from_db()
    assert line.refunded == 0


def test_a_cancelled_parcel_is_paid_back_and_lies_on_the_shelf(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    do(keepers, parcel, "cancel", reason="flooded", to_shelf="1")
    parcel.refresh_from_db()
    assert parcel.state == "cancelled"
    assert [offer.available for offer in store.offers.all()] == [20, 20, 20]
    page = read(keepers, parcel)
    assert "Nothing is left to send" in page
    assert "Start picking" not in page


def test_what_cannot_follow_is_refused_with_a_reason(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    assert do(keepers, parcel, "refund") == 409  # it has not been sent yet
    assert do(keepers, parcel, "fly") == 404
    parcel.refresh_from_db()
    assert parcel.state == "paid"


def test_messages_go_to_the_shopper(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    assert do(keepers, parcel, "message", text="It leaves on Monday.") == 302
    assert OrderMessage.objects.get().text == "It leaves on Monday."
    assert "It leaves on Monday." in read(keepers, parcel)
    response = keepers.post(f"/shop/shipments/{parcel.pk}/message/", {"text": " "})
    assert response.status_code == 400
    assert 'id="text-error"' in response.content.decode()


def test_the_slip_lists_the_lots_and_no_place(keepers: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    page = keepers.get(f"/shop/shipments/{parcel.pk}/slip/").content.decode()
    assert parcel.order.code in page
    assert "A Shopper" in page
    assert "A10" not in page


def test_a_parcel_is_its_stores_alone(rivals: Client, store: Store, buyer: User) -> None:
    parcel = make_parcel(store, buyer)
    for client in (rivals, signed_in(buyer)):
        assert client.get("/shop/stores/harbour/shipments/").status_code == 404
        assert client.get(f"/shop/shipments/{parcel.pk}/").status_code == 404
        assert client.get(f"/shop/shipments/{parcel.pk}/slip/").status_code == 404
        for deed in ("pick", "ship", "deliver", "cancel", "refund", "lines", "message"):
            assert do(client, parcel, deed, text="hello") == 404
    parcel.refresh_from_db()
    assert parcel.state == "paid"
    assert not OrderMessage.objects.exists()


def test_lists_ask_the_database_a_fixed_number_of_times(
    keepers: Client, store: Store, buyer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at, count in enumerate((1, 5)):
        parcels = [make_parcel(store, buyer, tuple(f"S{at}-{n}-{m}" for m in range(count))) for n in range(count)]
        with django_assert_num_queries(5):  # session, member, store, parcels, how many stand in each state
            keepers.get("/shop/stores/harbour/shipments/")
        with django_assert_num_queries(9):  # session, member, parcel, lots twice, pictures, messages, history, swatches
            read(keepers, parcels[0])
