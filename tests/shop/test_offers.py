from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from brickcore.tiers import BadTiers, checked_tiers, price_at
from common.errors import Conflict, Invalid, NotFound
from parts.models import Colour, Part
from shop.models import AskedPrice, Offer, PartsRequest, Store
from shop.selectors.offers import access_own_offer, offers_for, offers_of_store
from shop.services.offers import OfferGiven, put_offer, tiers_of, withdraw_offer
from tests.factories import make_colour, make_part, make_user
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def brick() -> Part:
    return make_part()


@pytest.fixture
def red() -> Colour:
    return make_colour()


def given(**changes: Any) -> OfferGiven:
    lot: dict[str, Any] = {"part_id": make_part().pk, "colour_id": make_colour().pk, "quantity": 40}
    return OfferGiven(**(lot | {"price": Decimal("0.12")} | changes))


def put(store: Store, **changes: Any) -> Offer:
    return put_offer(store=store, by=store.owner, given=given(**changes))


def test_a_lot_is_put_on_the_shelf_with_all_that_was_said(store: Store) -> None:
    tiers = [(100, Decimal("0.08")), (50, Decimal("0.1"))]
    offer = put(store, condition="used", multiple=5, tiers=tiers, remarks=" drawer  4 ", comment="few scratches")
    assert (offer.quantity, offer.available, offer.price, offer.multiple) == (40, 40, Decimal("0.1200"), 5)
    assert tiers_of(offer) == [(50, Decimal("0.1000")), (100, Decimal("0.0800"))]
    assert (offer.condition, offer.remarks, offer.comment) == ("used", "drawer 4", "few scratches")


def test_the_same_lot_said_again_is_the_same_offer(store: Store) -> None:
    first = put(store)
    again = put(store, quantity=7, price=Decimal("0.20"))
    assert (again.pk, again.quantity, Offer.objects.count()) == (first.pk, 7, 1)
    assert put(store, condition="used").pk != first.pk
    assert put(store, lot_key="B-12").pk != first.pk


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price": Decimal(0)}, "PRICE"),
        ({"price": Decimal("-1")}, "PRICE"),
        ({"price": Decimal("1e30")}, "PRICE"),
        ({"price": Decimal("NaN")}, "PRICE"),
        ({"price": Decimal("sNaN")}, "PRICE"),
        ({"price": Decimal("Infinity")}, "PRICE"),
        ({"price": Decimal("0.00001")}, "PRICE"),
        ({"quantity": -1}, "COUNT"),
        ({"quantity": 10_000_001}, "COUNT"),
        ({"multiple": 0}, "COUNT"),
        ({"condition": "mint"}, "CONDITION"),
        ({"tiers": [(1, Decimal("0.1"))]}, "TIERS"),
        ({"tiers": [(10, Decimal("0.13"))]}, "TIERS"),
        ({"tiers": [(10, Decimal("0.10")), (10, Decimal("0.09"))]}, "TIERS"),
        ({"tiers": [(10, Decimal("0.10")), (20, Decimal("0.11"))]}, "TIERS"),
        ({"tiers": [(10, Decimal(0))]}, "PRICE"),
        ({"remarks": "x" * 256}, "TOO_LONG"),
        ({"lot_key": "x" * 41}, "TOO_LONG"),
        ({"part_id": 0}, "NO_SUCH_PART"),
        ({"colour_id": -4}, "NO_SUCH_COLOUR"),
    ],
)
def test_what_is_no_lot_is_refused_and_nothing_changes(store: Store, changes: dict[str, Any], code: str) -> None:
    offer = put(store)
    with pytest.raises(Invalid) as refused:
        put(store, **changes)
    assert refused.value.code == code
    offer.refresh_from_db()
    assert (offer.quantity, offer.price, Offer.objects.count()) == (40, Decimal("0.1200"), 1)


def test_a_lot_cannot_fall_below_what_orders_hold(store: Store) -> None:
    offer = make_offer(store, quantity=10, reserved=6)
    with pytest.raises(Conflict, match="RESERVED"):
        put(store, quantity=5)
    assert put(store, quantity=6).available == 0
    offer.refresh_from_db()
    assert (offer.quantity, offer.reserved) == (6, 6)


def test_withdrawing_leaves_what_orders_hold(store: Store) -> None:
    offer = withdraw_offer(offer=make_offer(store, quantity=10, reserved=6), by=store.owner)
    assert (offer.quantity, offer.reserved, offer.available) == (6, 6, 0)


def test_another_member_reaches_no_offer_of_a_store(store: Store) -> None:
    offer, other = make_offer(store), make_user()
    with pytest.raises(NotFound):
        put_offer(store=store, by=other, given=given())
    with pytest.raises(NotFound):
        withdraw_offer(offer=offer, by=other)
    for viewer in (other, None):
        with pytest.raises(NotFound):
            access_own_offer(viewer, offer.pk)
    with pytest.raises(NotFound):
        access_own_offer(store.owner, 2**80)
    assert access_own_offer(store.owner, offer.pk) == offer
    offer.refresh_from_db()
    assert offer.quantity == 100


def test_what_is_asked_is_noted_once_a_day_and_when_it_changes(store: Store) -> None:
    offer = put(store)
    put(store, quantity=30)
    assert [(one.price, one.quantity) for one in AskedPrice.objects.all()] == [(Decimal("0.1200"), 40)]
    put(store, price=Decimal("0.10"))
    noted = AskedPrice.objects.get()
    assert (noted.offer, noted.price, noted.quantity, noted.currency) == (offer, Decimal("0.1000"), 40, "EUR")


def test_a_stores_lots_are_found_by_words(store: Store, django_assert_num_queries: Any) -> None:
    plate = make_part("3020", "Plate 2 x 4", "Plate")
    first = make_offer(store, remarks="drawer 4")
    second = make_offer(store, plate, quantity=0)
    make_offer(make_store())
    with django_assert_num_queries(1):
        assert [(one.pk, one.part.name, one.part.category.name, one.colour.name) for one in offers_of_store(store)] == [
            (first.pk, "Brick 2 x 4", "Brick", "Red")
        ]
    assert list(offers_of_store(store, sold_out=True)) == [second]
    assert list(offers_of_store(store, sold_out=None)) == [second, first]
    for query in ("drawer 4", "brick red", "3001"):
        assert list(offers_of_store(store, query, sold_out=None)) == [first]
    assert not offers_of_store(store, "no\0thing").exists()


def test_offers_for_lots_are_one_query(brick: Part, red: Colour, django_assert_num_queries: Any) -> None:
    near, far, closed = make_store(), make_store(currency="USD"), make_store(is_open=False)
    cheap = make_offer(near, price=Decimal("0.08"), tiers=[{"from": 10, "price": "0.0500"}], multiple=2)
    dear = make_offer(far, price=Decimal("0.30"))
    make_offer(far, condition="used")
    make_offer(near, colour=make_colour(0, "Black"))
    make_offer(near, lot_key="gone", quantity=4, reserved=4)
    make_offer(closed)
    with django_assert_num_queries(1):
        found = offers_for([(brick.pk, red.pk), (brick.pk, red.pk)], "new")
    assert [(row.id, row.available, row.tiers, row.currency) for row in found] == [
        (cheap.pk, 100, ((10, Decimal("0.0500")),), "EUR"),
        (dear.pk, 100, (), "USD"),
    ]
    assert len(offers_for([(brick.pk, red.pk)], "any")) == 3
    assert len(offers_for([(brick.pk, None)], "new")) == 3
    assert offers_for([]) == []


def test_an_answer_to_a_request_is_its_shoppers_alone(store: Store, brick: Part, red: Colour) -> None:

    shopper: User = make_user()
    request = PartsRequest.objects.create(shopper=shopper, country="DE", closes_at=timezone.now())
    answer = put_offer(store=store, by=store.owner, given=given(), request=request)
    assert [row.id for row in offers_for([(brick.pk, red.pk)], "new", shopper)] == [answer.pk]
    assert offers_for([(brick.pk, red.pk)], "new", store.owner) == []
    assert offers_for([(brick.pk, red.pk)], "new") == []
    assert not offers_of_store(store).exists()
    assert not AskedPrice.objects.exists()


def test_tiers_come_in_order_and_those_that_change_nothing_go() -> None:
    price = Decimal("0.10")
    told = [(500, Decimal("0.05")), (50, Decimal("0.10")), (100, Decimal("0.08"))]
    assert checked_tiers(price, told) == ((100, Decimal("0.08")), (500, Decimal("0.05")))
    with pytest.raises(BadTiers):
        checked_tiers(price, [(n, price) for n in range(2, 13)])
    tiers = checked_tiers(price, told)
    assert [price_at(price, tiers, n) for n in (99, 100, 500)] == [price, Decimal("0.08"), Decimal("0.05")]
