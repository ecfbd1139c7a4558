"""Quotes over the API: asked for, polled, explained to the cent, tried with other choices."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from brickcore.sourcing.reading import read_problem
from shop.models import Offer, Quote, QuoteCharge
from shop.services.quoting.running import run_quote
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.operations import operation
from tests.brickfolk_api.shop.shop_world import World, errors_of, token_for
from tests.factories import make_colour, make_part, make_user
from tests.shop.quoting.market_rows import offer, quoted, store


def kit_input(world: World, **more: Any) -> dict[str, Any]:
    return {"input": {"kits": [{"build": world.kit.slug}], "country": "nl", **more}}


def asked(ask: Ask, world: World, **more: Any) -> dict[str, Any]:
    answer = ask(operation("QuoteKit"), kit_input(world, **more), token=world.token)
    payload: dict[str, Any] = answer["data"]["quoteKit"]
    return payload


def shown(ask: Ask, world: World, code: str) -> dict[str, Any]:
    answer = ask(operation("Quote"), {"code": code}, token=world.token)
    assert "errors" not in answer
    quote: dict[str, Any] = answer["data"]["quote"]
    return quote


def run(code: str) -> None:
    run_quote(Quote.objects.get(code=code).pk)


def test_quote_kit_waits_and_then_has_a_price_whose_lines_add_up(ask: Ask, world: World, client: Client) -> None:
    payload = asked(ask, world, choices={"maxStores": 3})
    assert (payload["errors"], payload["quote"]["state"], payload["quote"]["needCount"]) == ([], "WAITING", 2)
    code = payload["quote"]["code"]
    waiting = shown(ask, world, code)
    assert (waiting["total"], waiting["progress"], waiting["findings"], waiting["charges"]) == (None, None, None, [])
    run(code)
    quote = shown(ask, world, code)
    assert (quote["state"], quote["basket"], quote["gap"]) == (
        "READY",
        {"amount": "11.00", "currency": "EUR"},
        "0.0000",
    )
    assert quote["total"] == {"amount": "17.00", "currency": "EUR"}
    amounts = [(charge["kind"], charge["amount"]["amount"]) for charge in quote["charges"]]
    assert amounts[:4] == [("PARTS", "4.00"), ("PARTS", "0.50"), ("SHIPPING", "4.00"), ("SHIPPING", "2.50")]
    assert sum(Decimal(amount) for _kind, amount in amounts) == Decimal("17.00")
    fee = next(charge for charge in quote["charges"] if charge["kind"] == "DESIGN_FEE")
    assert fee["designer"] == {"username": world.kit.owner.username}
    assert fee["reason"]["message"].startswith("set by")
    assert fee["reason"]["inputs"]["kits"] == 1
    assert quote["replay"] == {"isSame": True, "differences": []}
    assert (quote["isExpired"], quote["order"]) == (False, None)
    assert quote["findings"]["status"] == "optimal"
    proof = client.get(quote["proofUrl"])
    assert read_problem(b"".join(proof.streaming_content)).currency == "EUR"  # type: ignore[attr-defined]


def test_a_quotes_parcels_have_their_lines(ask: Ask, world: World) -> None:
    quote = shown(ask, world, quoted(world.shopper, world.kit).code)
    first, second = quote["parcels"]["nodes"]
    assert (first["store"]["name"], first["goods"]["amount"], first["shipping"]["amount"]) == ("First", "4.00", "4.00")
    [line] = first["lines"]["nodes"]
    assert (line["part"]["number"], line["quantity"], line["each"]["amount"]) == ("brick", 40, "0.1000")
    assert (second["store"]["name"], second["lines"]["nodes"][0]["together"]["amount"]) == ("Second", "0.50")


def test_a_change_is_tried_by_sending_its_choices_back(ask: Ask, world: World) -> None:
    offer(world.second, world.brick, "0.02", condition="used")
    before = shown(ask, world, quoted(world.shopper, world.kit).code)
    change = next(one for one in before["findings"]["changes"] if one["kind"] == "used")
    assert (change["amount"]["amount"], change["stores"], change["choices"]["condition"]) == ("-7.20", 1, "ANY")
    given = {"input": {"quote": before["code"], "choices": change["choices"], "seconds": 7}}
    again = ask(operation("QuoteAgain"), given, token=world.token)["data"]["quoteAgain"]
    assert (again["errors"], again["quote"]["seconds"]) == ([], 7.0)
    run(again["quote"]["code"])
    assert shown(ask, world, again["quote"]["code"])["basket"]["amount"] == "3.80"


def test_where_no_basket_is_possible_the_lots_that_nobody_has_are_named(ask: Ask, world: World) -> None:
    Offer.objects.filter(part=world.plate).delete()
    quote = shown(ask, world, quoted(world.shopper, world.kit).code)
    assert (quote["state"], quote["total"]) == ("IMPOSSIBLE", None)
    lot = f"{world.plate.pk}:{make_colour().pk}"
    assert quote["findings"]["missing"] == [{"lot": lot, "name": "Plate", "quantity": 10}]
    ways = {way["kind"]: way for way in quote["findings"]["ways"]}
    assert ways["left_out"]["choices"]["leftOut"] == [lot]


def test_lots_that_are_owned_or_left_out_are_told(ask: Ask, world: World) -> None:
    lots = [f"{part.pk}:{make_colour().pk}" for part in (world.brick, world.plate)]
    choices = {"useOwned": True, "owned": [{"lot": lots[0], "quantity": 15}], "leftOut": [lots[1]]}
    payload = asked(ask, world, choices=choices)
    told = {(one["name"], one["quantity"], one["because"]) for one in payload["quote"]["leftOut"]}
    assert told == {("Brick", 15, "owned"), ("Plate", 10, "left_out")}


def test_single_lots_are_quoted_by_their_ids(ask: Ask, world: World) -> None:
    lot = {"part": f"Part:{world.plate.pk}", "colour": f"Colour:{make_colour().pk}", "quantity": 7}
    given = {"input": {"lots": [lot], "country": "NL"}}
    payload = ask(operation("QuoteKit"), given, token=world.token)["data"]["quoteKit"]
    assert payload["errors"] == []
    assert Quote.objects.get().needs[0]["quantity"] == 7


def test_a_search_is_stopped(ask: Ask, world: World) -> None:
    code = asked(ask, world)["quote"]["code"]
    stopped = [ask(operation("CancelQuote"), {"code": code}, token=world.token)["data"]["cancelQuote"] for _ in "ab"]
    assert [(one["quote"]["state"], one["errors"]) for one in stopped] == [("CANCELLED", [])] * 2
    ready = quoted(world.shopper, world.kit)
    refused = ask(operation("CancelQuote"), {"code": ready.code}, token=world.token)["data"]["cancelQuote"]
    assert errors_of(refused) == [("ALREADY_ENDED", None)]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"country": "XX"}, "COUNTRY", "country"),
        ({"country": "\ud800\0"}, "COUNTRY", "country"),
        ({"currency": "eur"}, "CURRENCY", "currency"),
        ({"seconds": 0}, "QUOTE_SECONDS", "seconds"),
        ({"seconds": 2**31 - 1}, "QUOTE_SECONDS", "seconds"),
        ({"kits": [{"build": "no-such"}]}, "NO_SUCH_BUILD", None),
        ({"kits": [{"revision": "Revision:999999999999999999"}]}, "NO_SUCH_REVISION", None),
        ({"kits": [{"revision": "Build:1"}]}, "BAD_ID", "revision"),
        ({"kits": [{}]}, "REVISION_OR_BUILD", "revision"),
        ({"kits": [{"build": "x"}] * 101}, "QUOTE_KITS", "kits"),
        ({"kits": []}, "NOTHING_TO_BUY", None),
        ({"lots": [{"part": "Part:999999", "colour": "Colour:999999"}]}, "NO_SUCH_LOT", "part"),
        ({"lots": [{"part": "Part:1\0", "colour": "Colour:1"}]}, "BAD_ID", "part"),
        ({"choices": {"maxStores": 0}}, "CHOICE_MAX_STORES", "max_stores"),
        ({"choices": {"leftOut": ["\ud800"]}}, "CHOICE_LEFT_OUT", "left_out"),
        ({"choices": {"owned": [{"lot": "1:1", "quantity": -1}]}}, "CHOICE_OWNED", "owned"),
        ({"choices": {"barredStores": ["Store:0"]}}, "CHOICE_BARRED_STORES", "barred_stores"),
        ({"choices": {"barredStores": ["Offer:1"]}}, "BAD_ID", "barred_stores"),
    ],
)
def test_what_cannot_be_quoted_is_refused_by_code(
    ask: Ask, world: World, change: dict[str, Any], code: str, field: str | None
) -> None:
    payload = asked(ask, world, **change)
    assert (payload["quote"], errors_of(payload)) == (None, [(code, field)])
    assert not Quote.objects.exists()


@pytest.mark.parametrize("quantity", [0, -1, -(2**31), 1001, 2**31 - 1])
def test_a_number_of_kits_that_makes_no_sense_is_refused(ask: Ask, world: World, quantity: int) -> None:
    payload = asked(ask, world, kits=[{"build": world.kit.slug, "quantity": quantity}])
    assert errors_of(payload)[0][0] in {"QUOTE_QUANTITY", "QUOTE_KITS"}
    assert not Quote.objects.exists()


@pytest.mark.parametrize("quantity", [2**31, 10**30, 1.5, "1", None, float("nan"), float("inf")])
def test_a_number_of_kits_that_is_none_is_no_query(ask: Ask, world: World, quantity: Any) -> None:
    answer = ask(
        operation("QuoteKit"), kit_input(world, kits=[{"build": world.kit.slug, "quantity": quantity}]),
        token=world.token,
    )  # fmt: skip
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_QUERY"
    assert not Quote.objects.exists()


@pytest.mark.parametrize("name", ["price", "total", "amount", "unitPrice", "basket"])
def test_a_price_that_is_sent_along_is_refused_and_nothing_is_quoted(ask: Ask, world: World, name: str) -> None:
    on_top = kit_input(world, **{name: "0.01"})
    in_kit = kit_input(world, kits=[{"build": world.kit.slug, name: "0.01"}])
    in_lot = kit_input(world, lots=[{"part": "Part:1", "colour": "Colour:1", name: "0.01"}])
    in_choices = kit_input(world, choices={name: "0.01"})
    for given in (on_top, in_kit, in_lot, in_choices):
        answer = ask(operation("QuoteKit"), given, token=world.token)
        assert f"'{name}' is not defined" in answer["errors"][0]["message"]
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_QUERY"
    assert not Quote.objects.exists()


def test_nobody_learns_of_anothers_quote(ask: Ask, world: World) -> None:
    code = quoted(world.shopper, world.kit).code
    for token in ("", token_for(make_user()), token_for(world.first.owner)):
        assert ask(operation("Quote"), {"code": code}, token=token)["data"] == {"quote": None}
        assert ask("{ quotes { totalCount nodes { code } } }", token=token)["data"]["quotes"]["nodes"] == []
    for name, given in (("CancelQuote", {"code": code}), ("QuoteAgain", {"input": {"quote": code}})):
        [payload] = ask(operation(name), given, token=token_for(make_user()))["data"].values()
        assert (payload["quote"], errors_of(payload)) == (None, [("NO_SUCH_QUOTE", None)])


def test_a_draft_of_anothers_cannot_be_quoted(ask: Ask, world: World) -> None:
    type(world.kit).objects.filter(pk=world.kit.pk).update(state="draft")
    payload = asked(ask, world)
    assert (payload["quote"], len(payload["errors"])) == (None, 1)
    assert not Quote.objects.exists()


@pytest.mark.parametrize(("scope", "code"), [(None, "UNAUTHENTICATED"), ("read", "SCOPE_MISSING")])
def test_without_the_right_to_write_nothing_is_quoted(ask: Ask, world: World, scope: str | None, code: str) -> None:
    token = token_for(world.shopper, scope) if scope else ""
    payload = ask(operation("QuoteKit"), kit_input(world), token=token)["data"]["quoteKit"]
    assert (payload["quote"], payload["errors"][0]["code"]) == (None, code)
    assert not Quote.objects.exists()


QUOTES = """{ quotes(first: 20) { totalCount nodes { code state needCount needs(first: 2) { name part { number } }
  kits(first: 3) { nodes { quantity revision { build { title } } } } charges { name store { name } designer { name } }
  parcels(first: 5) { totalCount nodes { store { name owner { name } } lines(first: 3) { nodes { part { name }
    colour { name } store { slug } } } } }
  lines(first: 3) { nodes { lot } } findings { status } choices { condition } order { code } } } }"""


def test_a_list_of_quotes_costs_the_same_queries_however_long_it_is(
    ask: Ask, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            quoted(world.shopper, world.kit)
        with django_assert_max_num_queries(24) as captured:
            answer = ask(QUOTES, token=world.token)
        assert "errors" not in answer
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert answer["data"]["quotes"]["totalCount"] == 5


def test_a_long_quote_is_read_page_by_page_each_line_once(ask: Ask, world: World) -> None:
    shop = store("Large")
    wanted = [(make_part(f"p{n}", f"Part {n}"), 1 + n % 3) for n in range(25)]
    for one, _quantity in wanted:
        offer(shop, one, "0.10")
    code = quoted(world.shopper, *wanted).code
    query = """query($code: String!, $after: String) { quote(code: $code) { lines(first: 10, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { part { number } together { amount } } } } }"""
    seen: list[dict[str, Any]] = []
    after = None
    while after is not None or not seen:
        lines = ask(query, {"code": code, "after": after}, token=world.token)["data"]["quote"]["lines"]
        seen += lines["nodes"]
        after = lines["pageInfo"]["endCursor"] if lines["pageInfo"]["hasNextPage"] else None
    assert lines["totalCount"] == 25
    assert {line["part"]["number"] for line in seen} == {one.number for one, _quantity in wanted}
    amounts = [Decimal(line["together"]["amount"]) for line in seen]
    assert (len(amounts), amounts) == (25, sorted(amounts, reverse=True))


def test_a_price_that_somebody_touched_is_found_out(ask: Ask, world: World) -> None:
    quote = quoted(world.shopper, world.kit)
    charge = QuoteCharge.objects.get(quote=quote, kind="design_fee")
    QuoteCharge.objects.filter(pk=charge.pk).update(reason={**charge.reason, "date": "2020-01-01"})
    quote.pinned["terms"][0]["fee"] = "3.00"
    quote.save()
    replay = shown(ask, world, quote.code)["replay"]
    assert replay["isSame"] is False
    assert ("total", "17.00") in [(one["where"], one["pinned"]) for one in replay["differences"]]
