from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from common.errors import Conflict, Invalid, NotFound
from shop.models import PartsRequest, ShippingStep, Store
from shop.selectors.stores import access_own_store, access_store, open_stores, shipping_for, step_for, stores_of
from shop.services.shipping import StepGiven, set_shipping
from shop.services.stores import StoreGiven, edit_store, open_store, set_open
from tests.factories import make_part, make_user
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return make_user("keeper")


def given(**changes: Any) -> StoreGiven:
    return StoreGiven(**({"name": "Harbour Bricks", "country": "NL"} | changes))


def test_a_store_opens_under_the_slug_of_its_name(owner: User) -> None:
    store = open_store(by=owner, given=given(name="  Harbour   Bricks ", minimum_buy=Decimal("5")))
    assert (store.slug, store.name, store.currency) == ("harbour-bricks", "Harbour Bricks", "EUR")
    assert (store.minimum_buy, store.is_open, store.owner) == (Decimal("5.00"), True, owner)


def test_a_name_of_signs_alone_still_gives_an_address(owner: User) -> None:
    assert open_store(by=owner, given=given(name="积木")).slug == "store"
    assert open_store(by=owner, given=given(name="砖")).slug.startswith("store-")


def test_two_stores_cannot_have_one_name_in_other_capitals(owner: User) -> None:
    open_store(by=owner, given=given())
    with pytest.raises(Conflict) as refused:
        open_store(by=make_user(), given=given(name="HARBOUR bricks"))
    assert refused.value.code == "STORE_NAME_TAKEN"
    assert Store.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " \u200b\n"}, "STORE_NAME"),
        ({"name": "x" * 81}, "STORE_NAME"),
        ({"country": "QQ"}, "COUNTRY"),
        ({"country": "NLD"}, "COUNTRY"),
        ({"currency": "XXX"}, "CURRENCY"),
        ({"terms": "x" * 20_001}, "TERMS"),
        ({"handling_days": -1}, "COUNT"),
        ({"lot_limit": 0}, "COUNT"),
        ({"minimum_buy": Decimal("-0.01")}, "AMOUNT"),
        ({"minimum_buy": Decimal("NaN")}, "AMOUNT"),
        ({"minimum_buy": Decimal("Infinity")}, "AMOUNT"),
        ({"minimum_buy": Decimal("1e30")}, "AMOUNT"),
        ({"average_lot_minimum": Decimal("0.001")}, "AMOUNT"),
    ],
)
def test_what_makes_no_store_is_refused(owner: User, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        open_store(by=owner, given=given(**changes))
    assert refused.value.code == code
    assert not Store.objects.exists()


def test_a_member_has_ten_stores_at_most(owner: User) -> None:
    for _ in range(10):
        make_store(owner)
    with pytest.raises(Conflict, match="TOO_MANY_STORES"):
        open_store(by=owner, given=given())


def test_editing_keeps_the_address(owner: User) -> None:
    store = open_store(by=owner, given=given())
    edited = edit_store(store=store, by=owner, given=given(name="Quay Bricks", handling_days=4))
    assert (edited.slug, edited.name, edited.handling_days) == ("harbour-bricks", "Quay Bricks", 4)
    assert edit_store(store=store, by=owner, given=given(name="QUAY BRICKS")).name == "QUAY BRICKS"


def test_another_member_cannot_change_a_store_and_learns_nothing(owner: User) -> None:
    store, other = make_store(owner, "Harbour Bricks"), make_user()
    for attempt in (
        lambda: edit_store(store=store, by=other, given=given(name="Mine")),
        lambda: set_open(store=store, by=other, is_open=False),
        lambda: set_shipping(store=store, by=other, steps=[]),
    ):
        with pytest.raises(NotFound):
            attempt()
    store.refresh_from_db()
    assert (store.name, store.is_open, store.shipping_steps.count()) == ("Harbour Bricks", True, 1)


def test_the_currency_is_fixed_once_there_are_prices(owner: User) -> None:
    store = make_store(owner, "Harbour Bricks")
    with pytest.raises(Conflict, match="CURRENCY_IS_FIXED"):  # what a parcel costs is a price, too
        edit_store(store=store, by=owner, given=given(currency="USD"))
    store.shipping_steps.all().delete()
    assert edit_store(store=store, by=owner, given=given(currency="USD")).currency == "USD"
    make_offer(store)
    with pytest.raises(Conflict, match="CURRENCY_IS_FIXED"):
        edit_store(store=store, by=owner, given=given(currency="EUR"))


def test_a_closed_store_is_its_owners_alone(owner: User) -> None:
    store = make_store(owner)
    assert access_store(AnonymousUser(), store.slug) == store
    set_open(store=store, by=owner, is_open=False)
    assert access_own_store(owner, store.slug) == store
    for viewer in (AnonymousUser(), make_user(), None):
        with pytest.raises(NotFound):
            access_store(viewer, store.slug)


def test_open_stores_say_how_many_lots_everybody_can_buy(owner: User, django_assert_num_queries: Any) -> None:
    full, bare = make_store(owner, "Full"), make_store(owner, "Bare")
    make_store(owner, "Closed", is_open=False)
    asked = PartsRequest.objects.create(shopper=make_user(), country="NL", closes_at=timezone.now())
    for fields in ({}, {}, {"quantity": 0}, {"reserved": 100}, {"request": asked}):
        make_offer(full, make_part(f"lot{len(full.offers.all())}"), **fields)
    with django_assert_num_queries(1):
        found = [(store, store.lots_on_sale) for store in open_stores()]  # type: ignore[attr-defined]
    assert found == [(bare, 0), (full, 2)]


def test_the_back_office_is_the_owners(owner: User) -> None:
    store = make_store(owner)
    for viewer in (AnonymousUser(), make_user(), None):
        with pytest.raises(NotFound):
            access_own_store(viewer, store.slug)
    with pytest.raises(NotFound):
        access_own_store(owner, "no\0such")
    assert (list(stores_of(owner)), list(stores_of(AnonymousUser()))) == ([store], [])


def test_a_shipping_table_is_replaced_whole(owner: User) -> None:
    store = make_store(owner)
    steps = [
        StepGiven("DE", Decimal("2.50"), up_to_grams=500),
        StepGiven("DE", Decimal("5.00")),
        StepGiven("**", Decimal("12"), up_to_value=Decimal("100")),
    ]
    set_shipping(store=store, by=owner, steps=steps)
    set_shipping(store=store, by=owner, steps=steps)
    assert [(step.country, step.price) for step in store.shipping_steps.all()] == [
        ("**", Decimal("12.00")),
        ("DE", Decimal("2.50")),
        ("DE", Decimal("5.00")),
    ]


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([StepGiven("D", Decimal(1))], "COUNTRY"),
        ([StepGiven("DE", Decimal("-1"))], "AMOUNT"),
        ([StepGiven("DE", Decimal("NaN"))], "AMOUNT"),
        ([StepGiven("DE", Decimal(1), up_to_grams=0)], "COUNT"),
        ([StepGiven("DE", Decimal(1), up_to_value=Decimal("1e30"))], "AMOUNT"),
        ([StepGiven("DE", Decimal(1)), StepGiven("DE", Decimal(2))], "SHIPPING"),
        ([StepGiven("DE", Decimal(1), up_to_grams=grams) for grams in range(1, 2002)], "SHIPPING"),
    ],
)
def test_a_table_that_says_nothing_or_two_things_changes_nothing(
    owner: User, steps: list[StepGiven], code: str
) -> None:
    store = make_store(owner)
    with pytest.raises(Invalid) as refused:
        set_shipping(store=store, by=owner, steps=steps)
    assert refused.value.code == code
    assert store.shipping_steps.get().price == Decimal("5.00")


TABLE = [
    ShippingStep(pk=1, country="DE", up_to_grams=500, price=Decimal("2.00")),
    ShippingStep(pk=2, country="DE", up_to_grams=2000, price=Decimal("5.00")),
    ShippingStep(pk=3, country="**", up_to_grams=500, up_to_value=Decimal("50"), price=Decimal("9.00")),
    ShippingStep(pk=4, country="**", up_to_grams=500, price=Decimal("14.00")),
]


@pytest.mark.parametrize(
    ("country", "grams", "value", "meant"),
    [
        ("DE", 500, "10", 1),
        ("DE", 501, "10", 2),
        ("DE", 2001, "10", None),  # the country has steps of its own: those for everywhere do not hold
        ("FR", 100, "50", 3),
        ("FR", 100, "50.01", 4),
        ("FR", 501, "10", None),
        ("DE", None, "10", 2),  # nobody knows how heavy: as heavy as it may be
        ("FR", None, "10", 3),
    ],
)
def test_a_parcel_costs_the_cheapest_step_that_is_large_enough(
    country: str, grams: int | None, value: str, meant: int | None
) -> None:
    step = step_for(TABLE, country, grams, Decimal(value))
    assert (step.pk if step else None) == meant


def test_a_store_without_a_table_sends_nothing(owner: User) -> None:
    store = make_store(owner)
    found = shipping_for(store, "US", 10, Decimal(1))
    assert found is not None
    assert found.price == Decimal("5.00")
    set_shipping(store=store, by=owner, steps=[])
    assert shipping_for(store, "US", 10, Decimal(1)) is None
