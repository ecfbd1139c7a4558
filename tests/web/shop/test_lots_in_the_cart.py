"""Single lots: from a part's page or its market into the cart, changed there, quoted, taken out."""

import pytest
from django.test import Client

from accounts.models import User
from parts.models import Colour, Part
from shop.models import CartLot, Quote
from tests.factories import make_colour, make_part
from tests.web.shop.test_cart_page import CHOICES

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(db: None) -> Part:
    return make_part("3001", "Brick 2 x 4")


@pytest.fixture
def red(db: None) -> Colour:
    return make_colour(4, "Red")


def put(client: Client, part: Part, quantity: str, colour: str = "4") -> str:
    response = client.post(f"/shop/cart/lots/add/{part.pk}/", {"colour": colour, "quantity": quantity})
    return response.get("Location", str(response.status_code))


@pytest.mark.parametrize("page", ["/parts/{}/?colour=4", "/parts/{}/market/?colour=4"])
def test_a_parts_page_and_its_market_put_it_into_the_cart(shoppers: Client, part: Part, red: Colour, page: str) -> None:
    shown = shoppers.get(page.format(part.pk)).content.decode()
    assert f'method="post" action="/shop/cart/lots/add/{part.pk}/"' in shown
    assert '<input type="hidden" name="colour" value="4">' in shown


@pytest.mark.parametrize("page", ["/parts/{}/?colour=4", "/parts/{}/market/?colour=4"])
def test_who_has_not_signed_in_is_led_there_and_back(visitor: Client, part: Part, red: Colour, page: str) -> None:
    shown = visitor.get(page.format(part.pk)).content.decode()
    assert "cart/lots/add" not in shown
    assert f"?next={page.format(part.pk).replace('?', '%3F').replace('=', '%3D')}" in shown


def test_what_was_put_in_is_shown_quoted_and_taken_out(shoppers: Client, part: Part, red: Colour) -> None:
    assert [put(shoppers, part, "3"), put(shoppers, part, " 4 ")] == ["/shop/cart/"] * 2
    cart = shoppers.get("/shop/cart/").content.decode()
    assert "In your cart: 4 × Brick 2 x 4, Red." in cart
    assert f'href="/parts/{part.pk}/?colour=4"' in cart
    assert 'value="7"' in cart
    shoppers.post("/shop/cart/", CHOICES)
    assert [(need["part_id"], need["colour_id"], need["quantity"]) for need in Quote.objects.get().needs] == [
        (part.pk, red.pk, 7)
    ]
    lot = CartLot.objects.get()
    shoppers.post(f"/shop/cart/lots/{lot.pk}/", {"quantity": "2"})
    lot.refresh_from_db()
    assert lot.quantity == 2
    shoppers.post(f"/shop/cart/lots/{lot.pk}/", {"quantity": "2", "remove": "1"})
    assert "Your cart is empty" in shoppers.get("/shop/cart/").content.decode()


@pytest.mark.parametrize("given", ["", "0", "-1", "1.5", "x", "100001", "9" * 12])
def test_a_quantity_that_nobody_can_buy_is_said_where_it_was_asked(
    shoppers: Client, part: Part, red: Colour, given: str
) -> None:
    assert put(shoppers, part, given) == f"/parts/{part.pk}/market/?colour=4"
    assert not CartLot.objects.exists()
    assert "whole number" in shoppers.get(f"/parts/{part.pk}/market/?colour=4").content.decode()


def test_what_the_catalogue_does_not_have_goes_into_no_cart(shoppers: Client, part: Part, red: Colour) -> None:
    assert put(shoppers, part, "1", colour="77777") == "404"
    assert shoppers.post("/shop/cart/lots/add/999999/", {"colour": "4", "quantity": "1"}).status_code == 404


def test_a_part_that_was_merged_goes_in_as_the_one_it_became(shoppers: Client, part: Part, red: Colour) -> None:
    old = make_part("3001old", "Brick 2 x 4, old")
    Part.objects.filter(pk=old.pk).update(merged_into=part)
    put(shoppers, old, "1")
    put(shoppers, part, "1")
    assert [(lot.part_id, lot.quantity) for lot in CartLot.objects.all()] == [(part.pk, 2)]


def test_nobody_changes_a_lot_of_another(strangers: Client, shoppers: Client, part: Part, red: Colour) -> None:
    put(shoppers, part, "3")
    strangers.post(f"/shop/cart/lots/{CartLot.objects.get().pk}/", {"quantity": "9"})
    assert CartLot.objects.get().quantity == 3


def test_a_cart_of_somebody_unknown_asks_to_sign_in(visitor: Client, part: Part, red: Colour, shopper: User) -> None:
    assert put(visitor, part, "1").startswith("/accounts/login/")
