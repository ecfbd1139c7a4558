"""Orders over the API: placed once a key, paid, cancelled, written about, seen by those whom they concern."""

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries

from shop.models import Offer, Order, Payment
from shop.services.payments.confirming import confirm_payment
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation
from tests.brickfolk_api.shop.shop_world import HOME, World, errors_of, token_for
from tests.factories import make_user
from tests.shop.money_rows import make_order, make_paid
from tests.shop.quoting.market_rows import quoted


def order_input(quote: str, key: str = "k-1", **address: str) -> dict[str, Any]:
    return {"input": {"quote": quote, "key": key, "address": HOME | address}}


def placed(ask: Ask, world: World, given: dict[str, Any], token: str = "") -> dict[str, Any]:
    payload: dict[str, Any] = ask(operation("PlaceOrder"), given, token=token or world.token)["data"]["placeOrder"]
    return payload


def test_an_order_costs_what_its_quote_said_and_holds_the_stock(ask: Ask, world: World) -> None:
    quote = quoted(world.shopper, world.kit)
    Offer.objects.update(price="9.00")
    payload = placed(ask, world, order_input(quote.code))
    assert payload["errors"] == []
    assert (payload["order"]["state"], payload["order"]["total"]) == ("PLACED", {"amount": "17.00", "currency": "EUR"})
    assert [one["store"]["name"] for one in payload["order"]["shipments"]] == ["First", "Second"]
    world.bricks.refresh_from_db()
    assert (world.bricks.quantity, world.bricks.reserved) == (100, 40)


def test_the_same_key_twice_is_one_order_and_with_another_address_it_is_refused(ask: Ask, world: World) -> None:
    quote = quoted(world.shopper, world.kit).code
    first, again = (placed(ask, world, order_input(quote)) for _ in range(2))
    assert first == again
    assert (Order.objects.count(), Offer.objects.get(pk=world.bricks.pk).reserved) == (1, 40)
    other = placed(ask, world, order_input(quote, street="Elsewhere 2"))
    assert (other["order"], errors_of(other)) == (None, [("KEY_REUSED", None)])
    new_key = placed(ask, world, order_input(quote, key="k-2"))
    assert errors_of(new_key) == [("QUOTE_ORDERED", None)]
    assert (Order.objects.count(), Offer.objects.get(pk=world.bricks.pk).reserved) == (1, 40)


@pytest.mark.parametrize("name", ["price", "total", "amount", "shipping"])
def test_a_price_that_is_sent_with_an_order_is_refused(ask: Ask, world: World, name: str) -> None:
    quote = quoted(world.shopper, world.kit).code
    given = order_input(quote)
    for sent in ({"input": given["input"] | {name: "0.01"}}, order_input(quote, **{name: "0.01"})):
        answer = ask(operation("PlaceOrder"), sent, token=world.token)
        assert f"'{name}' is not defined" in answer["errors"][0]["message"]
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_QUERY"
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": ""}, "ADDRESS_MISSING", "name"),
        ({"name": " \u3000 "}, "ADDRESS_MISSING", "name"),
        ({"street": "a\0b"}, "ADDRESS_UNPRINTABLE", "street"),
        ({"street": "\ud800"}, "ADDRESS_UNPRINTABLE", "street"),
        ({"city": "x\u202ey"}, "ADDRESS_UNPRINTABLE", "city"),
        ({"city": "x" * 100_000}, "ADDRESS_TOO_LONG", "city"),
        ({"email": "no address"}, "ADDRESS_EMAIL", "email"),
        ({"country": "DE"}, "ADDRESS_COUNTRY", "country"),
        ({"key": ""}, "ORDER_KEY", "key"),
        ({"key": "k" * 81}, "ORDER_KEY", "key"),
        ({"key": "ключ"}, "ORDER_KEY", "key"),
        ({"key": "\ud800"}, "ORDER_KEY", "key"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_by_code(
    ask: Ask, world: World, given: dict[str, str], code: str, field: str
) -> None:
    payload = placed(ask, world, order_input(quoted(world.shopper, world.kit).code, **given))
    assert (payload["order"], errors_of(payload)) == (None, [(code, field)])
    assert not Order.objects.exists()


@pytest.mark.parametrize("code", ["", "Q-NOBODYS", "\0", "\ud800", "' OR 1=1 --", "Q" * 100_000])
def test_no_quote_is_no_order(ask: Ask, world: World, code: str) -> None:
    assert errors_of(placed(ask, world, order_input(code))) == [("NO_SUCH_QUOTE", None)]


def test_anothers_quote_cannot_be_ordered(ask: Ask, world: World) -> None:
    quote = quoted(world.shopper, world.kit).code
    thief = placed(ask, world, order_input(quote), token_for(make_user()))
    assert (thief["order"], errors_of(thief)) == (None, [("NO_SUCH_QUOTE", None)])
    reader = placed(ask, world, order_input(quote), token_for(world.shopper, "read"))
    assert errors_of(reader) == [("SCOPE_MISSING", None)]
    assert not Order.objects.exists()


def test_an_order_is_paid_at_the_address_that_is_given(ask: Ask, world: World, client: Client) -> None:
    order = make_order(shopper=world.shopper)
    given = {"order": order.code}
    begun = [ask(operation("BeginPayment"), given, token=world.token)["data"]["beginPayment"] for _ in range(2)]
    assert begun[0] == begun[1]
    assert (begun[0]["errors"], begun[0]["order"]["state"]) == ([], "PLACED")
    address = begun[0]["address"]
    assert address.startswith("http://testserver/")
    assert resolve(address.removeprefix("http://testserver")).url_name == "payment"
    confirm_payment(Payment.objects.get().pk)
    ended = ask(operation("BeginPayment"), given, token=world.token)["data"]["beginPayment"]
    assert (ended["address"], errors_of(ended)) == (None, [("ORDER_NOT_OPEN", None)])
    assert ask(operation("Order"), {"code": order.code}, token=world.token)["data"]["order"]["state"] == "PAID"


def test_an_order_shows_its_parcels_what_is_in_them_and_what_happened(ask: Ask, world: World) -> None:
    order = make_paid(shopper=world.shopper, stores=2)
    answer = ask(operation("Order"), {"code": order.code}, token=world.token)
    assert "errors" not in answer
    shown = answer["data"]["order"]
    assert (shown["state"], shown["status"], shown["mayBeCancelled"]) == ("PAID", "PAID", True)
    assert (shown["email"], shown["address"]["city"]) == ("shopper@example.org", "Rotterdam")
    assert [one["goods"]["amount"] for one in shown["shipments"]] == ["2.90", "2.90"]
    [line] = shown["shipments"][0]["lines"]["nodes"]
    assert (line["quantity"], line["each"]["amount"], line["together"]["amount"]) == (5, "0.5800", "2.90")
    assert [one["after"] for one in shown["history"]["nodes"] if one["store"] is None] == ["placed", "paid"]
    assert {one["after"] for one in shown["history"]["nodes"] if one["store"]} == {"placed", "paid"}


def test_an_order_is_cancelled_once(ask: Ask, world: World) -> None:
    order = make_paid(shopper=world.shopper)
    given = {"code": order.code}
    for _ in range(2):
        payload = ask(operation("CancelOrder"), given, token=world.token)["data"]["cancelOrder"]
        assert (payload["errors"], payload["order"]["state"]) == ([], "REFUNDED")
        assert payload["order"]["refunded"]["amount"] == str(order.total)
    stolen = ask(operation("CancelOrder"), given, token=token_for(make_user()))["data"]["cancelOrder"]
    assert (stolen["order"], errors_of(stolen)) == (None, [("NO_SUCH_ORDER", None)])


def test_shopper_and_store_write_to_each_other(ask: Ask, world: World) -> None:
    shipment = make_paid(shopper=world.shopper).shipments.get()
    written = {"input": {"shipment": f"Shipment:{shipment.pk}", "text": "Is it on its way?\u202e"}}
    for author in (world.shopper, shipment.store.owner):
        payload = ask(operation("WriteOrderMessage"), written, token=token_for(author))["data"]["writeOrderMessage"]
        assert payload["errors"] == []
    messages = payload["shipment"]["messages"]["nodes"]
    assert [(one["author"]["username"], one["text"]) for one in messages] == [
        ("shopper", "Is it on its way?"), (shipment.store.owner.username, "Is it on its way?"),
    ]  # fmt: skip
    stranger = ask(operation("WriteOrderMessage"), written, token=token_for(make_user()))["data"]["writeOrderMessage"]
    assert (stranger["shipment"], errors_of(stranger)) == (None, [("NO_SUCH_PARCEL", None)])
    for text, code in (("", "TEXT_EMPTY"), ("\0\u2066", "TEXT_EMPTY"), ("x" * 4001, "TEXT_TOO_LONG")):
        given = {"input": {"shipment": f"Shipment:{shipment.pk}", "text": text}}
        refused = ask(operation("WriteOrderMessage"), given, token=world.token)["data"]["writeOrderMessage"]
        assert errors_of(refused) == [(code, "text")]


def test_nobody_learns_of_anothers_order(ask: Ask, world: World) -> None:
    order = make_paid(shopper=world.shopper)
    for token in ("", token_for(make_user()), token_for(order.shipments.get().store.owner)):
        assert ask(operation("Order"), {"code": order.code}, token=token)["data"] == {"order": None}
        assert ask(operation("Orders"), token=token)["data"]["orders"]["nodes"] == []
        payload = ask(operation("BeginPayment"), {"order": order.code}, token=token)["data"]["beginPayment"]
        assert payload["order"] is None
        assert payload["errors"][0]["code"] in {"NO_SUCH_ORDER", "UNAUTHENTICATED"}


def test_a_store_sees_its_own_parcel_of_an_order_and_no_other(ask: Ask, world: World) -> None:
    order = make_paid(shopper=world.shopper, stores=2)
    first, second = order.shipments.order_by("pk")
    token = token_for(first.store.owner)
    mine = ask(operation("Shipment"), {"id": f"Shipment:{first.pk}"}, token=token)["data"]["shipment"]
    assert (mine["orderCode"], mine["address"]["street"], mine["goods"]["amount"]) == (order.code, "Kade 1", "2.90")
    assert {one["store"]["name"] for one in mine["history"]["nodes"]} == {first.store.name}
    assert [lot["pieces"] for lot in mine["pickingList"]] == [5]
    assert ask(operation("Shipment"), {"id": f"Shipment:{second.pk}"}, token=token)["data"] == {"shipment": None}
    for deep in ("order { code }", "quote { code }", "email", "shipments { id }"):
        answer = ask(f'{{ shipment(id: "Shipment:{first.pk}") {{ {deep} }} }}', token=token)
        assert "Cannot query field" in answer["errors"][0]["message"]


def test_a_parcel_that_is_not_paid_is_its_shoppers_alone(ask: Ask, world: World) -> None:
    shipment = make_order(shopper=world.shopper).shipments.get()
    given = {"id": f"Shipment:{shipment.pk}"}
    assert ask(operation("Shipment"), given, token=token_for(shipment.store.owner))["data"] == {"shipment": None}
    seen = ask(operation("Shipment"), given, token=world.token)["data"]["shipment"]
    assert seen["pickingList"] is None  # where the lots lie is the store's own business


LIST = """{ orders(first: 20) { totalCount nodes { code status quote { code } shipments { orderCode store { name }
  goods { amount currency } lines(first: 3) { totalCount nodes { part { name } each { amount } } }
  messages(first: 3) { nodes { text } } } history(first: 5) { nodes { by { name } store { name } } } } } }"""


def test_a_list_of_orders_costs_the_same_queries_however_long_it_is(
    ask: Ask, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            make_order(shopper=world.shopper, stores=2)
        with django_assert_max_num_queries(18) as captured:
            answer = ask(LIST, token=world.token)
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert answer["data"]["orders"]["totalCount"] == 5


def test_orders_are_listed_newest_first(ask: Ask, world: World) -> None:
    codes = [make_order(shopper=world.shopper).code for _ in range(3)]
    page = ask(operation("Orders"), {"first": 2}, token=token_for(world.shopper, "read"))["data"]["orders"]
    assert ([one["code"] for one in page["nodes"]], page["totalCount"]) == (codes[:0:-1], 3)
    rest = ask(operation("Orders"), {"after": page["pageInfo"]["endCursor"]}, token=world.token)["data"]["orders"]
    assert [one["code"] for one in rest["nodes"]] == codes[:1]
