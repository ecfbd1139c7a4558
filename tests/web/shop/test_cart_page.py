"""The cart: kits of several builds and single lots, asked for as one basket."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build
from shop.models import CartKit, Quote
from shop.services.carts import add_kit, add_lots
from shop.services.quoting.asking import LotGiven
from tests.factories import make_colour, make_line, make_part, make_published

pytestmark = pytest.mark.django_db
CHOICES = {"country": "NL", "currency": "EUR", "condition": "new", "max_stores": "", "exact_colours": "on"}


def make_kit(slug: str) -> Build:
    build = make_published(slug=slug, title=slug.capitalize())
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    return build


def test_an_empty_cart_says_what_it_is_for(shoppers: Client) -> None:
    page = shoppers.get("/shop/cart/").content.decode()
    assert "Your cart is empty" in page
    assert "Find the best basket" not in page


def test_a_kit_goes_in_from_its_page_and_twice_is_two(shoppers: Client) -> None:
    make_kit("crane")
    for _time in range(2):
        assert shoppers.post("/shop/cart/add/crane/")["Location"] == "/shop/cart/"
    assert CartKit.objects.get().quantity == 2


def test_all_of_it_is_one_quote(shoppers: Client, shopper: User) -> None:
    for slug in ("crane", "truck"):
        revision = make_kit(slug).shown_revision
        assert revision is not None
        add_kit(by=shopper, revision=revision, quantity=2)
    add_lots(by=shopper, lots=[LotGiven(make_part("3023", "Plate"), make_colour(), 7)])
    response = shoppers.post("/shop/cart/", CHOICES)
    quote = Quote.objects.get()
    assert response["Location"] == f"/shop/quotes/{quote.code}/"
    assert quote.kits.count() == 2
    assert sorted(need["quantity"] for need in quote.needs) == [7, 16]


@pytest.mark.parametrize(("given", "left"), [("3", 3), ("0", None), ("-1", 1), ("x", 1), ("9" * 12, 1), ("1001", 1)])
def test_how_many_kits_is_a_whole_number(shoppers: Client, shopper: User, given: str, left: int | None) -> None:
    revision = make_kit("crane").shown_revision
    assert revision is not None
    kit = add_kit(by=shopper, revision=revision)
    shoppers.post(f"/shop/cart/kits/{kit.pk}/", {"quantity": given})
    assert CartKit.objects.values_list("quantity", flat=True).first() == left


def test_taking_out_needs_no_number(shoppers: Client, shopper: User) -> None:
    revision = make_kit("crane").shown_revision
    assert revision is not None
    kit = add_kit(by=shopper, revision=revision, quantity=5)
    shoppers.post(f"/shop/cart/kits/{kit.pk}/", {"quantity": "5", "remove": "1"})
    assert not CartKit.objects.exists()


def test_nobody_changes_the_cart_of_another(strangers: Client, shopper: User) -> None:
    revision = make_kit("crane").shown_revision
    assert revision is not None
    kit = add_kit(by=shopper, revision=revision)
    assert strangers.post(f"/shop/cart/kits/{kit.pk}/", {"quantity": "9"}).status_code == 404
    strangers.post("/shop/cart/clear/")
    assert CartKit.objects.get().quantity == 1


def test_the_page_asks_the_database_a_fixed_number_of_times(
    shoppers: Client, shopper: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for slugs in (["one"], ["two", "three", "four"]):
        for slug in slugs:
            revision = make_kit(slug).shown_revision
            assert revision is not None
            add_kit(by=shopper, revision=revision)
        with django_assert_num_queries(6):  # session, member, the last quote, kits, lots, the swatches' version
            shoppers.get("/shop/cart/")
