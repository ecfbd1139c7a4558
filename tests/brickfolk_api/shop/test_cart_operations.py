"""The cart over the API: filled, changed, quoted as a whole."""

from shop.models import Quote
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.shop.shop_world import World, errors_of, operation, token_for
from tests.factories import make_colour, make_user


def test_the_cart_is_filled_and_quoted(ask: Ask, world: World) -> None:
    assert ask(operation("Cart"), token=world.token)["data"] == {"cart": None}
    kit = {"input": {"build": world.kit.slug, "quantity": 2}}
    for _ in range(2):
        put = ask(operation("AddKitToCart"), kit, token=world.token)["data"]["addKitToCart"]
    assert (put["errors"], [one["quantity"] for one in put["cart"]["kits"]["nodes"]]) == ([], [4])
    lot = {"part": f"Part:{world.plate.pk}", "colour": f"Colour:{make_colour().pk}", "quantity": 3}
    put = ask(operation("AddLotsToCart"), {"lots": [lot, lot]}, token=world.token)["data"]["addLotsToCart"]
    assert (put["errors"], [one["quantity"] for one in put["cart"]["lots"]["nodes"]]) == ([], [6])
    made = ask(operation("QuoteCart"), {"input": {"country": "NL"}}, token=world.token)["data"]["quoteCart"]
    assert (made["errors"], made["quote"]["needCount"]) == ([], 2)
    assert {need["name"]: need["quantity"] for need in Quote.objects.get().needs} == {"Brick": 160, "Plate": 46}
    cart = ask(operation("Cart"), token=world.token)["data"]["cart"]
    assert cart["kits"]["nodes"][0]["revision"]["build"]["slug"] == world.kit.slug


def test_what_lies_in_the_cart_is_changed_and_taken_out(ask: Ask, world: World) -> None:
    lot = {"part": f"Part:{world.plate.pk}", "colour": f"Colour:{make_colour().pk}"}
    put = ask(operation("AddLotsToCart"), {"lots": [lot]}, token=world.token)["data"]["addLotsToCart"]
    kit = {"input": {"build": world.kit.slug}}
    ask(operation("AddKitToCart"), kit, token=world.token)
    change = """mutation($lot: ID!, $kit: KitInput!) {
      setCartLot(input: {lot: $lot, quantity: 5}) { cart { lots { nodes { quantity } } } errors { code } }
      setCartKit(input: $kit) { cart { kits { totalCount } } errors { code } } }"""
    given = {"lot": put["cart"]["lots"]["nodes"][0]["id"], "kit": {"build": world.kit.slug, "quantity": 0}}
    done = ask(change, given, token=world.token)["data"]
    assert done["setCartLot"] == {"cart": {"lots": {"nodes": [{"quantity": 5}]}}, "errors": []}
    assert done["setCartKit"] == {"cart": {"kits": {"totalCount": 0}}, "errors": []}
    stolen = ask(change, given, token=token_for(make_user()))["data"]
    assert [one["code"] for one in stolen["setCartLot"]["errors"]] == ["NOT_IN_CART"]
    cleared = ask("mutation { clearCart { cart { lots { totalCount } } } }", token=world.token)["data"]["clearCart"]
    assert cleared == {"cart": {"lots": {"totalCount": 0}}}


def test_an_empty_cart_and_a_full_one_are_refused(ask: Ask, world: World) -> None:
    empty = ask(operation("QuoteCart"), {"input": {"country": "NL"}}, token=world.token)["data"]["quoteCart"]
    assert errors_of(empty) == [("CART_EMPTY", None)]
    for quantity in (0, -5, 1001, 2**31 - 1):
        kit = {"input": {"build": world.kit.slug, "quantity": quantity}}
        put = ask(operation("AddKitToCart"), kit, token=world.token)["data"]["addKitToCart"]
        assert (put["cart"], errors_of(put)) == (None, [("COUNT", "quantity")])
