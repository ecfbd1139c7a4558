"""Stores over the API: opened, filled, read by everybody, run by their owners alone."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.models import Offer, ShippingStep, Store
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation
from tests.brickfolk_api.shop.shop_world import errors_of, token_for
from tests.factories import make_colour, make_part, make_user
from tests.shop.store_rows import make_offer, make_store

HOSTILE_AMOUNTS = ["NaN", "sNaN", "-NaN", "Infinity", "-Infinity", "-1", "-0.01", "0.001", "1e400", "1e-400", "9" * 400]


def sent(ask: Ask, name: str, given: dict[str, Any], token: str) -> dict[str, Any]:
    [payload] = ask(operation(name), {"input": given}, token=token)["data"].values()
    return dict(payload)


def lot(**more: Any) -> dict[str, Any]:
    part, colour = make_part(), make_colour()
    ids = {"part": f"Part:{part.pk}", "colour": f"Colour:{colour.pk}"}
    return {**ids, "quantity": 100, "price": "0.12", **more}


def test_a_store_is_opened_edited_and_closed(ask: Ask, db: None) -> None:
    owner = make_user()
    token = token_for(owner)
    opened = sent(ask, "OpenStore", {"name": "Brick Harbour", "country": "NL", "minimumBuy": "5.00"}, token)
    assert opened["errors"] == []
    assert opened["store"]["minimumBuy"] == {"amount": "5.00", "currency": "EUR"}
    slug = opened["store"]["slug"]
    edited = sent(ask, "EditStore", {"store": slug, "terms": "*Be patient.*", "lotLimit": 9, "isOpen": False}, token)
    assert (edited["errors"], edited["store"]["lotLimit"], edited["store"]["isOpen"]) == ([], 9, False)
    row = Store.objects.get()
    assert (row.name, row.minimum_buy, row.terms, row.owner) == ("Brick Harbour", Decimal(5), "*Be patient.*", owner)
    again = sent(ask, "EditStore", {"store": slug, "lotLimit": None}, token)
    assert (again["store"]["lotLimit"], again["store"]["terms"], again["store"]["isOpen"]) == (
        None,
        "*Be patient.*",
        False,
    )


def test_an_edit_is_made_as_a_whole_or_not_at_all(ask: Ask, db: None) -> None:
    store = make_store()
    given = {"store": store.slug, "terms": "new", "country": "??", "isOpen": False}
    assert errors_of(sent(ask, "EditStore", given, token_for(store.owner))) == [("COUNTRY", "country")]
    store.refresh_from_db()
    assert (store.terms, store.is_open) == ("", True)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": ""}, "STORE_NAME", "name"),
        ({"name": "\0\u202e\ud800"}, "STORE_NAME", "name"),
        ({"name": "x" * 10_000}, "STORE_NAME", "name"),
        ({"country": "Nederland"}, "COUNTRY", "country"),
        ({"currency": "BTC"}, "CURRENCY", "currency"),
        ({"terms": "x" * 20_001}, "TERMS", "terms"),
        ({"handlingDays": -1}, "COUNT", "handling_days"),
        ({"lotLimit": 0}, "COUNT", "lot_limit"),
        ({"lotLimit": 2**31 - 1}, "COUNT", "lot_limit"),
        *(({"minimumBuy": amount}, "AMOUNT", "minimum_buy") for amount in HOSTILE_AMOUNTS),
    ],
)
def test_a_store_that_makes_no_sense_is_refused_by_code(
    ask: Ask, db: None, given: dict[str, Any], code: str, field: str
) -> None:
    payload = sent(ask, "OpenStore", {"name": "Brick Harbour", "country": "NL"} | given, token_for(make_user()))
    assert (payload["store"], errors_of(payload)) == (None, [(code, field)])
    assert not Store.objects.exists()


def test_a_shipping_table_is_set_as_a_whole(ask: Ask, db: None) -> None:
    store = make_store()
    token = token_for(store.owner)
    steps = [{"country": "DE", "upToGrams": 500, "price": "3.90"}, {"upToValue": "100", "price": "12"}]
    payload = sent(ask, "SetShipping", {"store": store.slug, "steps": steps}, token)
    assert payload["errors"] == []
    assert payload["store"]["shipping"] == [
        {"country": "**", "upToGrams": None, "upToValue": {"amount": "100.00", "currency": "EUR"},
         "price": {"amount": "12.00", "currency": "EUR"}},
        {"country": "DE", "upToGrams": 500, "upToValue": None, "price": {"amount": "3.90", "currency": "EUR"}},
    ]  # fmt: skip
    for step in ({"price": "NaN"}, {"price": "-1"}, {"price": "1", "upToGrams": 0}, {"price": "1", "country": "\0"}):
        assert sent(ask, "SetShipping", {"store": store.slug, "steps": [step]}, token)["store"] is None
    twice = sent(ask, "SetShipping", {"store": store.slug, "steps": [{"price": "1"}, {"price": "2"}]}, token)
    assert errors_of(twice) == [("SHIPPING", "steps")]
    assert ShippingStep.objects.count() == 2


def test_each_of_several_changes_in_a_request_shows_what_it_made(ask: Ask, db: None) -> None:
    store = make_store()
    call = """mutation($a: SetShippingInput!, $b: SetShippingInput!) {
      a: setShipping(input: $a) { store { ...T } } b: setShipping(input: $b) { store { ...T } } }
      fragment T on Store { shipping { price { amount } } }"""
    given = {name: {"store": store.slug, "steps": [{"price": price}]} for name, price in (("a", "1"), ("b", "2"))}
    made = ask(call, given, token=token_for(store.owner))["data"]
    tables = {name: [step["price"]["amount"] for step in made[name]["store"]["shipping"]] for name in made}
    assert tables == {"a": ["1.00"], "b": ["2.00"]}


def test_a_lot_is_put_on_the_shelf_and_withdrawn(ask: Ask, db: None) -> None:
    store = make_store()
    token = token_for(store.owner)
    given = lot(store=store.slug, tiers=[{"fromQuantity": 50, "price": "0.1"}], remarks="A 1", condition="USED")
    put = sent(ask, "PutOffer", given, token)
    assert (put["errors"], put["offer"]["condition"], put["offer"]["price"]["amount"]) == ([], "USED", "0.1200")
    assert put["offer"]["tiers"] == [{"fromQuantity": 50, "price": {"amount": "0.1000"}}]
    assert put["offer"]["shelf"] == {"quantity": 100, "reserved": 0, "remarks": "A 1", "lotKey": ""}
    anew = sent(ask, "PutOffer", given | {"quantity": 7}, token)
    assert (anew["offer"]["id"], anew["offer"]["available"]) == (put["offer"]["id"], 7)
    gone = ask(operation("WithdrawOffer"), {"id": put["offer"]["id"]}, token=token)["data"]["withdrawOffer"]
    assert gone == {"offer": {"id": put["offer"]["id"], "available": 0, "shelf": {"quantity": 0, "reserved": 0}},
                    "errors": []}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"quantity": -1}, "COUNT", "quantity"),
        ({"quantity": 2**31 - 1}, "COUNT", "quantity"),
        ({"multiple": 0}, "COUNT", "multiple"),
        ({"remarks": "x" * 256}, "TOO_LONG", "remarks"),
        ({"part": "Part:999999999"}, "NO_SUCH_PART", "part"),
        ({"colour": "Colour:999999999"}, "NO_SUCH_COLOUR", "colour"),
        ({"colour": "\ud800"}, "BAD_ID", "colour"),
        ({"tiers": [{"fromQuantity": 1, "price": "0.10"}]}, "TIERS", "tiers"),
        ({"tiers": [{"fromQuantity": 10, "price": "0.20"}]}, "TIERS", "tiers"),
        ({"tiers": [{"fromQuantity": 10, "price": "NaN"}]}, "PRICE", "tiers"),
        ({"price": "0"}, "PRICE", "price"),
        ({"price": "0.00001"}, "PRICE", "price"),
        *(({"price": amount}, "PRICE", "price") for amount in HOSTILE_AMOUNTS if amount != "0.001"),
    ],
)
def test_a_lot_that_makes_no_sense_is_refused_by_code(
    ask: Ask, db: None, given: dict[str, Any], code: str, field: str
) -> None:
    store = make_store()
    payload = sent(ask, "PutOffer", lot(store=store.slug) | given, token_for(store.owner))
    assert (payload["offer"], errors_of(payload)) == (None, [(code, field)])
    assert not Offer.objects.exists()


@pytest.mark.parametrize("price", [float("nan"), float("inf"), [], {}, "", "ten", "\ud800", None])
def test_a_price_that_is_no_decimal_sets_nothing(ask: Ask, db: None, price: Any) -> None:
    store = make_store()
    answer = ask(operation("PutOffer"), {"input": lot(store=store.slug, price=price)}, token=token_for(store.owner))
    refused = answer["errors"] if "errors" in answer else answer["data"]["putOffer"]["errors"]
    assert {one.get("code") or one["extensions"]["code"] for one in refused} <= {"INVALID_QUERY", "PRICE"}
    assert not Offer.objects.exists()


def test_another_cannot_touch_a_store(ask: Ask, db: None) -> None:
    store = make_store()
    offer = make_offer(store)
    before = (Store.objects.values().get(), Offer.objects.values().get(), list(ShippingStep.objects.values()))
    thief, reader = token_for(make_user()), token_for(store.owner, "read")
    calls: list[tuple[str, dict[str, Any]]] = [
        ("EditStore", {"input": {"store": store.slug, "name": "Mine"}}),
        ("SetShipping", {"input": {"store": store.slug, "steps": []}}),
        ("PutOffer", {"input": lot(store=store.slug)}),
        ("WithdrawOffer", {"id": f"Offer:{offer.pk}"}),
        ("OpenSharedRun", {"input": {"store": store.slug, "build": "x", "tiers": [], "most": 1,
                                     "closesAt": "2030-01-01T00:00:00Z"}}),
    ]  # fmt: skip
    for name, given in calls:
        [payload] = ask(operation(name), given, token=thief)["data"].values()
        assert payload["errors"][0]["code"] in {"NO_SUCH_STORE", "NO_SUCH_OFFER"}
        [payload] = ask(operation(name), given, token=reader)["data"].values()
        assert errors_of(payload) == [("SCOPE_MISSING", None)]
    after = (Store.objects.values().get(), Offer.objects.values().get(), list(ShippingStep.objects.values()))
    assert before == after


def test_what_only_the_owner_sees_is_nobody_elses(ask: Ask, db: None) -> None:
    store = make_store()
    make_offer(store, remarks="drawer 7", comment="shiny", lot_key="L9", quantity=5, reserved=2)
    query = """query($slug: String!, $text: String! = "") { store(slug: $slug) { offers(text: $text) { nodes {
      available comment shelf { remarks quantity } } } }
      storeOffice(slug: $slug) { offers(text: $text) { totalCount } } }"""
    owner, other = token_for(store.owner), token_for(make_user())
    mine = ask(query, {"slug": store.slug}, token=owner)["data"]
    assert mine["store"]["offers"]["nodes"][0]["shelf"] == {"remarks": "drawer 7", "quantity": 5}
    assert mine["storeOffice"]["offers"]["totalCount"] == 1
    for token in ("", other):
        theirs = ask(query, {"slug": store.slug}, token=token)["data"]
        assert theirs["store"]["offers"]["nodes"] == [{"available": 3, "comment": "shiny", "shelf": None}]
        assert theirs["storeOffice"] is None
        for guess in ("drawer", "L9"):  # what is not shown cannot be guessed letter by letter
            assert (
                ask(query, {"slug": store.slug, "text": guess}, token=token)["data"]["store"]["offers"]["nodes"] == []
            )
    found = ask(query, {"slug": store.slug, "text": "drawer"}, token=owner)["data"]["storeOffice"]
    assert found["offers"]["totalCount"] == 1


def test_a_closed_store_is_its_owners_alone(ask: Ask, db: None) -> None:
    store = make_store(is_open=False)
    make_offer(store)
    assert ask(operation("Store"), {"slug": store.slug})["data"] == {"store": None}
    assert ask(operation("Stores"))["data"]["stores"]["nodes"] == []
    token = token_for(store.owner)
    assert ask(operation("Store"), {"slug": store.slug}, token=token)["data"]["store"]["isOpen"] is False
    own = ask(operation("Stores"), {"own": True}, token=token)["data"]["stores"]
    assert [one["slug"] for one in own["nodes"]] == [store.slug]


def test_stores_are_listed_by_name_in_a_fixed_number_of_queries(
    ask: Ask, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    query = """{ stores(first: 50) { totalCount nodes { name owner { name } shipping { price { amount } }
      offers(first: 2) { totalCount nodes { price { amount } part { name } store { name } } } } } }"""
    counts = []
    for more in (1, 5):
        for n in range(more):
            make_offer(make_store(name=f"Store {more} {n}"))
        with django_assert_max_num_queries(8) as captured:
            answer = ask(query)
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]
    names = [one["name"] for one in answer["data"]["stores"]["nodes"]]
    assert (answer["data"]["stores"]["totalCount"], names) == (6, sorted(names))


def test_a_store_shows_its_table_and_its_lots(ask: Ask, db: None) -> None:
    store = make_store(terms="Hello")
    make_offer(store, tiers=[{"from": 10, "price": "0.0900"}])
    answer = ask(operation("Store"), {"slug": store.slug, "text": "brick"})
    assert "errors" not in answer
    shown = answer["data"]["store"]
    assert shown["shipping"][0]["price"] == {"amount": "5.00", "currency": "EUR"}
    [offer] = shown["offers"]["nodes"]
    assert (offer["part"]["number"], offer["price"]["amount"], offer["available"]) == ("3001", "0.1000", 100)
    assert offer["tiers"] == [{"fromQuantity": 10, "price": {"amount": "0.0900"}}]
    assert ask(operation("Store"), {"slug": store.slug, "text": "\0"})["data"]["store"]["offers"]["nodes"] == []
