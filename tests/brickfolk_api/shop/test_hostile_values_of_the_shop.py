"""Values that no client of ours sends to the shop: each is an answer or a refusal, never an error of ours."""

import base64
import json
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_nullable_type

from brickfolk_api.schema import schema
from shop.models import Cart, Offer, Order, Quote, Store
from tests.brickfolk_api.conftest import Ask
from tests.brickfolk_api.shop.shop_world import World, make_world, token_for
from tests.brickfolk_api.test_hostile_values import INNER, TEXTS, codes
from tests.factories import make_colour
from tests.shop.money_rows import make_paid
from tests.shop.quoting.market_rows import quoted

QUERIES = [
    "query($s:String!){quote(code:$s){code}}",
    "query($s:String!){quotes(after:$s){nodes{code}}}",
    "query($s:String!){order(code:$s){code}}",
    "query($s:String!){orders(before:$s,last:2){nodes{code}}}",
    "query($s:ID!){shipment(id:$s){id}}",
    "query($s:String!){store(slug:$s){name}}",
    "query($s:String!){storeOffice(slug:$s){store{name}}}",
    'query($s:String!){store(slug:"first-of-all"){offers(text:$s){totalCount nodes{comment}}}}',
    'query($s:String!){storeOffice(slug:"first-of-all"){offers(text:$s){totalCount nodes{comment}}}}',
    "query($s:ID!){offerImport(id:$s){state}}",
    "query($s:ID!){statement(account:$s){isCut}}",
    "query($s:ID!){partsRequest(id:$s){state}}",
    "query($s:ID!){sharedRun(id:$s){state}}",
    "query($s:String!){sharedRuns(after:$s){nodes{state}}}",
    "mutation($s:String!){quoteKit(input:{kits:[{build:$s}],country:$s,currency:$s}){errors{code}}}",
    'mutation($s:ID!){quoteKit(input:{lots:[{part:$s,colour:$s}],country:"NL"}){errors{code}}}',
    'mutation($s:String!){quoteKit(input:{country:"NL",choices:{leftOut:[$s],anyColour:[$s]}}){errors{code}}}',
    "mutation($s:String!){quoteAgain(input:{quote:$s,country:$s}){errors{code}}}",
    "mutation($s:String!){cancelQuote(code:$s){errors{code}}}",
    "mutation($s:String!){cancelOrder(code:$s){errors{code}}}",
    "mutation($s:String!){beginPayment(order:$s){errors{code}}}",
    "mutation($s:String!){placeOrder(input:{quote:$s,key:$s,address:{email:$s,name:$s,street:$s,city:$s,country:$s}})"
    "{errors{code}}}",
    'mutation($s:String!){writeOrderMessage(input:{shipment:"Shipment:1",text:$s}){errors{code}}}',
    "mutation($s:String!){addKitToCart(input:{build:$s}){errors{code}}}",
    'mutation($s:String!){openStore(input:{name:$s,country:"NL",terms:$s}){errors{code}}}',
    'mutation($s:String!){editStore(input:{store:"first-of-all",name:$s,terms:$s,currency:$s}){errors{code}}}',
    'mutation($s:String!){setShipping(input:{store:$s,steps:[{price:"1",country:$s}]}){errors{code}}}',
    "mutation($s:ID!){withdrawOffer(id:$s){errors{code}}}",
    "mutation($s:String!){setDesignTerms(input:{build:$s,currency:$s}){errors{code}}}",
    'mutation($s:String!){shipShipment(input:{shipment:"Shipment:1",carrier:$s,tracking:$s}){errors{code}}}',
    "mutation($s:ID!){refundLines(input:{shipment:$s,lines:[{line:$s,refunded:1}]}){errors{code}}}",
    "mutation($s:String!){openPartsRequest(input:{lots:[],country:$s,note:$s,quote:$s}){errors{code}}}",
    "mutation($s:ID!){closeRequest(id:$s){errors{code}}}",
    'mutation($s:ID!){pledge(input:{run:$s,kits:1,country:"NL"}){errors{code}}}',
    "mutation($s:ID!){withdrawPledge(run:$s){errors{code}}}",
]


@pytest.mark.parametrize("query", QUERIES)
def test_any_text_is_an_answer_or_a_refusal(query: str, ask: Ask, world: World) -> None:
    Store.objects.filter(pk=world.first.pk).update(slug="first-of-all", owner=world.shopper)
    for text in TEXTS:
        assert "INTERNAL" not in codes(ask(query, {"s": text}, token=world.token)), ascii(text[:20])


def test_words_of_any_kind_about_an_offer_are_kept_or_refused(ask: Ask, world: World) -> None:
    call = "mutation($i: PutOfferInput!) { putOffer(input: $i) { offer { comment } errors { code } } }"
    ids = {"part": f"Part:{world.brick.pk}", "colour": f"Colour:{make_colour().pk}", "quantity": 1, "price": "1"}
    for text in TEXTS:
        given = {"store": world.first.slug, **ids, "comment": text, "remarks": text, "lotKey": text}
        answer = ask(call, {"i": given}, token=token_for(world.first.owner))
        assert "errors" not in answer, ascii(text[:20])
        kept = answer["data"]["putOffer"]["offer"]
        assert kept is None or ("\0" not in kept["comment"] and "\ud800" not in kept["comment"])


@pytest.mark.parametrize(
    ("price", "kept"),
    [("0.12", "0.1200"), (0.1, "0.1000"), (2, "2.0000"), ("1_0", None), ("١", None), ("NaN", None), ("1e400", None),
     ("", None), (True, None), (1e30, None)],
)  # fmt: skip
def test_a_price_is_what_its_digits_say(price: Any, kept: str | None, ask: Ask, world: World) -> None:
    call = "mutation($i: PutOfferInput!) { putOffer(input: $i) { offer { price { amount } } } }"
    lot = {"part": f"Part:{world.brick.pk}", "colour": f"Colour:{make_colour(77).pk}", "quantity": 1, "price": price}
    answer = ask(call, {"i": {"store": world.first.slug, **lot}}, token=token_for(world.first.owner))
    offer = (answer["data"] or {"putOffer": {"offer": None}})["putOffer"]["offer"]
    assert (offer and offer["price"]["amount"]) == kept


AMOUNTS = [*INNER, "NaN", "sNaN", "Infinity", "-1e30", "1e999999", "9" * 50, "-0.00", " 1 ", "١", "1_0"]


@pytest.fixture
def busy(db: None) -> World:
    """A world in which something of everything is there."""
    world = make_world()
    quoted(world.shopper, world.kit)
    make_paid(shopper=world.shopper, stores=2)
    Cart.objects.create(shopper=world.shopper)
    return world


@pytest.mark.parametrize(
    ("query", "length"),
    [
        ("query($s:String!){quotes(first:1){nodes{lines(after:$s){nodes{lot}}}}}", 2),
        ("query($s:String!){quotes(first:1){nodes{parcels(before:$s,last:2){nodes{grams}}}}}", 2),
        ("query($s:String!){quotes(first:2){nodes{parcels{nodes{lines(after:$s){nodes{lot}}}}}}}", 2),
        ("query($s:String!){orders(after:$s){nodes{code}}}", 1),
        ("query($s:String!){orders{nodes{history(after:$s){nodes{after}} shipments{lines(after:$s){nodes{id}}}}}}", 1),
        ("query($s:String!){stores(after:$s){nodes{name}}}", 1),
        ("query($s:String!){cart{kits(after:$s){nodes{quantity}} lots(after:$s){nodes{quantity}}}}", 1),
        ("query($s:String!){partsRequests(after:$s){nodes{answers(after:$s){nodes{id}}}}}", 1),
        ("query($s:String!){sharedRuns(after:$s){nodes{id}}}", 2),
    ],
)
def test_any_cursor_is_a_page_or_a_refusal(query: str, length: int, ask: Ask, busy: World) -> None:
    rows = [[value] * length for value in AMOUNTS] + [[value, 1][:length] for value in AMOUNTS]
    for cursor in [*map(json.dumps, rows), "[" * 3_000, "1", "null"]:
        answer = ask(query, {"s": base64.urlsafe_b64encode(cursor.encode()).decode()}, token=busy.token)
        assert codes(answer) <= {"BAD_CURSOR"}, cursor[:60]


@pytest.mark.parametrize("number", [2**31 - 1, -(2**31), -1, 0, 1001])
def test_pieces_of_long_lists_are_cut_to_what_there_is(ask: Ask, busy: World, number: int) -> None:
    query = """query($n: Int!) { quotes(first: 1) { nodes { needs(first: $n, skip: $n) { lot }
      leftOut(first: $n, skip: $n) { name } findings { missing(first: $n) { lot }
      notAsked(first: $n) { store } } } } }"""
    answer = ask(query, {"n": number}, token=busy.token)
    assert "errors" not in answer
    [quote] = answer["data"]["quotes"]["nodes"]
    assert len(quote["needs"]) == 0


def sample(kind: Any) -> Any:
    """Some value that a type takes; what may be left out is."""
    inner = get_nullable_type(kind)
    if isinstance(inner, GraphQLList):
        return []
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    if isinstance(inner, GraphQLInputObjectType):
        needed = {n: f for n, f in inner.fields.items() if isinstance(f.type, GraphQLNonNull)}
        return {name: sample(field.type) for name, field in needed.items()}
    samples = {"Int": 1, "Decimal": "1.00", "Boolean": True, "DateTime": "2030-01-01T00:00:00Z", "ID": "Thing:1"}
    return samples.get(inner.name, "x")


MUTATIONS = schema.graphql_schema.mutation_type
assert MUTATIONS is not None
WITHOUT_FILES = {
    name: field
    for name, field in MUTATIONS.fields.items()
    if name not in {"uploadBuild", "importBuild", "attachFile", "importOffers", "takeSettlements"}
}


@pytest.mark.parametrize("name", WITHOUT_FILES)
def test_no_mutation_takes_a_token_that_may_only_read(name: str, ask: Ask, world: World) -> None:
    arguments = WITHOUT_FILES[name].args
    signature = ", ".join(f"${key}: {argument.type}" for key, argument in arguments.items())
    passed = ", ".join(f"{key}: ${key}" for key in arguments)
    head, passed = (f"({signature})", f"({passed})") if arguments else ("", "")
    call = f"mutation{head} {{ {name}{passed} {{ errors {{ code }} }} }}"
    given = {key: sample(argument.type) for key, argument in arguments.items()}
    before = [model.objects.count() for model in (Quote, Order, Offer, Store, Cart)]
    for token, code in ((token_for(world.shopper, "read"), "SCOPE_MISSING"), ("", "UNAUTHENTICATED")):
        answer = ask(call, given, token=token)
        assert answer["data"] == {name: {"errors": [{"code": code}]}}
    assert [model.objects.count() for model in (Quote, Order, Offer, Store, Cart)] == before
