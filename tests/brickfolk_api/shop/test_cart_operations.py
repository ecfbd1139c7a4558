"""The cart over the API: filled, changed, quoted as a whole."""

from shop.models import Quote
from shop.services.quoting.running import run_quote
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation
from tests.brickfolk_api.shop.shop_world import World, errors_of, token_for
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
    lots = {"input": {"lot": put["cart"]["lots"]["nodes"][0]["id"], "quantity": 5}}
    kits = {"input": {"build": world.kit.slug, "quantity": 0}}
    changed = ask(operation("SetCartLot"), lots, token=world.token)["data"]["setCartLot"]
    assert (changed["errors"], [one["quantity"] for one in changed["cart"]["lots"]["nodes"]]) == ([], [5])
    taken = ask(operation("SetCartKit"), kits, token=world.token)["data"]["setCartKit"]
    assert (taken["errors"], taken["cart"]["kits"]["totalCount"]) == ([], 0)
    for name, given in (("SetCartLot", lots), ("SetCartKit", kits)):
        [stolen] = ask(operation(name), given, token=token_for(make_user()))["data"].values()
        assert errors_of(stolen) == [("NOT_IN_CART", None)]
    out = ask(operation("SetCartLot"), {"input": lots["input"] | {"quantity": 0}}, token=world.token)["data"]
    assert out["setCartLot"]["cart"]["lots"] == {"totalCount": 0, "nodes": []}


def test_the_cart_is_emptied(ask: Ask, world: World) -> None:
    lot = {"part": f"Part:{world.plate.pk}", "colour": f"Colour:{make_colour().pk}"}
    ask(operation("AddLotsToCart"), {"lots": [lot]}, token=world.token)
    ask(operation("AddKitToCart"), {"input": {"build": world.kit.slug}}, token=world.token)
    cleared = ask(operation("ClearCart"), token=world.token)["data"]["clearCart"]
    assert cleared == {"cart": {"kits": {"totalCount": 0}, "lots": {"totalCount": 0}}, "errors": []}


def test_a_lot_seen_on_the_market_is_put_in_quoted_and_taken_out(ask: Ask, world: World) -> None:
    given = {"part": f"Part:{world.plate.pk}", "colour": make_colour().number}
    market = ask(operation("LotMarket"), given)["data"]["market"]
    assert (market["new"]["pieces"], market["new"]["offers"][0]["price"]["amount"]) == (100, "0.0500")
    lot = {"part": given["part"], "colour": market["colour"]["id"], "quantity": 20}
    put = ask(operation("AddLotsToCart"), {"lots": [lot]}, token=world.token)["data"]["addLotsToCart"]
    ask(operation("QuoteCart"), {"input": {"country": "NL"}}, token=world.token)
    run_quote(Quote.objects.get().pk)
    [quote] = ask(operation("Quotes"), token=world.token)["data"]["quotes"]["nodes"]
    whole = ask(operation("Quote"), {"code": quote["code"]}, token=world.token)["data"]["quote"]
    assert (quote["state"], whole["basket"]["amount"]) == ("READY", "3.50")  # 20 at 0.05, and shipping 2.50
    [line] = whole["parcels"]["nodes"][0]["lines"]["nodes"]
    assert (line["part"]["name"], line["quantity"], line["together"]["amount"]) == ("Plate", 20, "1.00")
    out = {"input": {"lot": put["cart"]["lots"]["nodes"][0]["id"], "quantity": 0}}
    assert ask(operation("SetCartLot"), out, token=world.token)["data"]["setCartLot"]["cart"]["lots"]["nodes"] == []


def test_an_empty_cart_and_a_full_one_are_refused(ask: Ask, world: World) -> None:
    empty = ask(operation("QuoteCart"), {"input": {"country": "NL"}}, token=world.token)["data"]["quoteCart"]
    assert errors_of(empty) == [("CART_EMPTY", None)]
    for quantity in (0, -5, 1001, 2**31 - 1):
        kit = {"input": {"build": world.kit.slug, "quantity": quantity}}
        put = ask(operation("AddKitToCart"), kit, token=world.token)["data"]["addKitToCart"]
        assert (put["cart"], errors_of(put)) == (None, [("COUNT", "quantity")])
