"""A quote from its request to its price, with the real search."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from brickcore.sourcing.reading import read_problem
from brickcore.sourcing.sourcing import source
from common.files import read_file
from parts.models import PartRelation
from shop.models import ExchangeRate, Offer, PartsRequest, Quote
from shop.selectors.quotes import is_expired
from shop.services.quoting import running, watching
from shop.services.quoting.asking import LotGiven, quote_again, request_quote, search_longer
from shop.services.quoting.choices import Choices
from shop.services.quoting.ending import cancel_quote, give_up_quote
from shop.services.quoting.running import run_quote
from shop.services.quoting.writing import write_ready
from tests.factories import make_colour, make_user
from tests.shop.quoting.market_rows import bought, charges, kit_of, offer, part, quoted, step, store, terms

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


def test_a_ready_quote_has_parcels_lines_charges_and_a_proof(shopper: User) -> None:
    brick, plate = part("brick", "2.5"), part("plate")
    first, second = store("First", "4.00"), store("Second", "2.50")
    offer(first, brick, "0.10")
    offer(second, brick, "0.30")
    offer(second, plate, "0.05")
    build = kit_of({brick: 40, plate: 10})
    terms(build, fee="2.00")

    quote = quoted(shopper, build)

    assert (quote.state, str(quote.basket), str(quote.bound)) == ("ready", "11.00", "11.00")
    assert bought(quote) == {"First": {"brick": 40}, "Second": {"plate": 10}}
    assert charges(quote) == [
        ("parts", "4.00"), ("parts", "0.50"), ("shipping", "4.00"), ("shipping", "2.50"),
        ("picking", "1.20"), ("picking", "1.20"), ("design_fee", "2.00"),
        ("platform", "0.09"), ("payment", "0.47"), ("tax", "1.04"),
    ]  # fmt: skip
    assert quote.total == Decimal("17.00")
    assert quote.plain is not None
    assert quote.plain >= quote.basket  # type: ignore[operator]
    parcel = quote.parcels.get(store=first)
    assert (parcel.grams, parcel.shipping_reason["asked"]) == (100, "4.00")
    assert quote.findings["status"] == "optimal"
    assert (quote.findings["stores"], quote.findings["offers"]) == (2, 3)
    assert quote.expires_at is not None
    assert quote.ready_at is not None
    assert quote.expires_at - quote.ready_at == timedelta(hours=2)


def test_the_proof_is_the_problem_as_it_was_solved(shopper: User) -> None:
    brick = part("brick")
    offer(store("Only"), brick, "0.10", multiple=5)

    quote = quoted(shopper, (brick, 7))

    assert quote.problem is not None
    data = read_file(quote.problem)
    assert source(read_problem(data)).cost == quote.basket
    problem = json.loads(data)
    lot = quote.needs[0]["lot"]
    assert problem["need"] == [{"lot": lot, "quantity": 7, "weight": "1"}]
    (sold,) = problem["stores"][0]["offers"]
    assert (sold["lot"], sold["price"], sold["multiple"]) == (lot, "0.1000", 5)
    line = quote.parcels.get().lines.get()
    assert (line.quantity, line.spare, line.line_price) == (10, 3, Decimal("1.00"))


def test_prices_are_converted_at_the_pinned_rate_and_tiers_by_all_that_is_bought(shopper: User) -> None:
    brick = part("brick")
    ExchangeRate.objects.create(base="USD", currency="EUR", rate=Decimal("0.9"), seen_on=TODAY, source="bank")
    american = store("American", "10.00", currency="USD")
    offer(american, brick, "0.3333", tiers=[{"from": 10, "price": "0.2222"}])

    quote = quoted(shopper, (brick, 10))

    line = quote.parcels.get().lines.get()
    assert (str(line.asked_price), line.asked_currency) == ("0.2222", "USD")
    assert (str(line.unit_price), str(line.line_price)) == ("0.2000", "2.00")
    assert str(quote.parcels.get().shipping) == "9.00"
    assert quote.pinned["rates"]["USD"] == {
        "rate": "0.90000000", "seen_on": str(TODAY), "source": "bank", "path": "direct",
    }  # fmt: skip


def test_a_store_that_cannot_be_asked_is_named_with_the_reason(shopper: User) -> None:
    brick = part("brick")
    offer(store("Foreign", currency="CHF"), brick, "0.01")
    offer(store("Silent", shipping=None), brick, "0.01")
    far = store("Elsewhere", shipping=None)
    step(far, "1.00", country="US")
    offer(far, brick, "0.01")
    offer(store("Near"), brick, "0.20")

    quote = quoted(shopper, (brick, 1))

    assert list(bought(quote)) == ["Near"]
    assert sorted((one["store"], one["because"]) for one in quote.findings["not_asked"]) == [
        ("Elsewhere", "sends_nothing_there"), ("Foreign", "no_rate"), ("Silent", "sends_nothing_there"),
    ]  # fmt: skip


def test_closed_and_barred_stores_used_pieces_and_reserved_stock_are_not_bought(shopper: User) -> None:
    brick = part("brick")
    offer(store("Closed", is_open=False), brick, "0.01")
    barred = store("Barred")
    offer(barred, brick, "0.02")
    offer(store("Used"), brick, "0.03", condition="used")
    offer(store("Reserved"), brick, "0.04", quantity=5, reserved=1)
    offer(store("Good"), brick, "0.50")

    quote = quoted(shopper, (brick, 5), choices=Choices(barred_stores=frozenset({barred.pk})))

    assert bought(quote)["Good"]["brick"] in {1, 5}
    assert not {"Closed", "Barred", "Used"} & bought(quote).keys()


def test_shipping_goes_by_the_stores_table_by_weight_and_value(shopper: User) -> None:
    heavy = part("heavy", "100")
    seller = store("Tables", shipping=None)
    step(seller, "3.00", up_to_grams=500)
    step(seller, "6.00", up_to_grams=5000)
    step(seller, "4.00", up_to_grams=5000, up_to_value=Decimal("1.50"))
    offer(seller, heavy, "0.10")

    small, light, large = quoted(shopper, (heavy, 5)), quoted(shopper, (heavy, 15)), quoted(shopper, (heavy, 16))

    assert [str(quote.parcels.get().shipping) for quote in (small, light, large)] == ["3.00", "4.00", "6.00"]
    assert light.parcels.get().shipping_reason["up_to_value"] == "1.50"
    assert light.basket is not None
    assert light.bound is not None
    assert light.bound <= light.basket


def test_a_minimum_is_reached_in_the_quotes_currency(shopper: User) -> None:
    brick = part("brick")
    seller = store("Choosy", minimum_buy=Decimal("1.00"))
    offer(seller, brick, "0.10")

    quote = quoted(shopper, (brick, 4))

    line = quote.parcels.get().lines.get()
    assert (line.quantity, line.spare, str(quote.parcels.get().minimum)) == (10, 6, "1.00")


def test_substitutes_stand_in_only_where_they_are_allowed(shopper: User) -> None:
    brick, mould, printed = part("brick"), part("mould"), part("printed")
    PartRelation.objects.create(kind="mould", child=mould, parent=brick, evidence="test")
    PartRelation.objects.create(kind="print", child=printed, parent=brick, evidence="test")
    seller = store("Seller", "1.00")
    offer(seller, brick, "1.00")
    offer(seller, mould, "0.10")
    offer(seller, printed, "0.01")
    offer(seller, brick, "0.05", colour=make_colour(1, "Blue"))

    exact = quoted(shopper, (brick, 10))
    moulds = quoted(shopper, (brick, 10), choices=Choices(substitutes=frozenset({"mould"})))
    colours = quoted(shopper, (brick, 10), choices=Choices(exact_colours=False))

    lot = exact.needs[0]["lot"]
    assert (bought(exact), exact.parcels.get().lines.get().stands_for) == ({"Seller": {"brick": 10}}, "")
    assert (bought(moulds), moulds.parcels.get().lines.get().stands_for) == ({"Seller": {"mould": 10}}, lot)
    assert colours.parcels.get().lines.get().colour.name == "Blue"
    savings = [change for change in exact.findings["changes"] if change["kind"] == "substitutes"]
    assert [(one["amount"], one["lots"], one["choices"]) for one in savings] == [
        ("-9.00", 1, {"substitutes": ["mould"]}),
    ]


def test_each_kind_of_stand_in_is_offered_with_what_it_saves_by_itself(shopper: User) -> None:
    plain, mould, other, printed = (part(name) for name in ("plain", "mould", "other", "printed"))
    PartRelation.objects.create(kind="print", child=printed, parent=plain, evidence="test")
    PartRelation.objects.create(kind="mould", child=mould, parent=printed, evidence="test")
    PartRelation.objects.create(kind="alternate", child=other, parent=printed, evidence="test")
    seller = store("Seller", "1.00")
    for one, price in ((printed, "1.00"), (plain, "0.10"), (mould, "0.40"), (other, "1.10")):
        offer(seller, one, price)

    quote = quoted(shopper, (printed, 10))

    told = {tuple(one["choices"]["substitutes"]): one["amount"] for one in quote.findings["changes"]}
    assert told == {("mould",): "-6.00", ("print",): "-9.00"}


def test_what_would_change_it_tells_what_each_saves_and_how_to_try_it(shopper: User) -> None:
    brick, plate = part("brick"), part("plate")
    first, second = store("First", "1.00"), store("Second", "1.00")
    offer(first, brick, "0.10")
    offer(first, brick, "0.04", condition="used")
    offer(first, plate, "0.40")
    offer(second, plate, "0.10")
    lots = [(brick, 100), (plate, 10)]
    key = {need["name"]: need["lot"] for need in quoted(shopper, *lots).needs}

    quote = quoted(shopper, *lots, choices=Choices(max_stores=2, owned={key["Brick"]: 60}))

    assert str(quote.basket) == "13.00"
    changes = quote.findings["changes"]
    told = {change["kind"]: (change["amount"], change["lots"], change["stores"]) for change in changes}
    assert told == {
        "used": ("-6.00", 1, 2), "owned": ("-6.00", 1, 2), "fewer_stores": ("2.00", 1, 1),
        "deciding_lots": ("-2.00", 0, 1),
    }  # fmt: skip
    assert (changes[-1]["names"], changes[-1]["own"]) == ([key["Plate"]], "1.00")
    for change in changes:
        tried = quote_again(quote=quote, by=shopper, choices=Choices.read(quote.choices | change["choices"]))
        run_quote(tried.pk)
        tried.refresh_from_db()
        assert str(tried.basket) == change["basket"]


def test_lots_that_nobody_has_are_named_with_what_can_be_tried_instead(shopper: User) -> None:
    brick, plate, lost = part("brick"), part("plate"), part("lost")
    seller = store("Seller")
    offer(seller, brick, "0.10")
    offer(seller, plate, "0.10", quantity=3)
    offer(seller, plate, "0.10", condition="used")

    quote = quoted(shopper, (brick, 1), (plate, 10), (lost, 2))

    key = {need["name"]: need["lot"] for need in quote.needs}
    assert quote.state == "impossible"
    assert {one["lot"]: one["quantity"] for one in quote.findings["missing"]} == {key["Plate"]: 7, key["Lost"]: 2}
    ways = {way["kind"]: (way["choices"], way["missing"]) for way in quote.findings["ways"]}
    assert ways == {
        "condition": ({"condition": "any"}, 1),
        "left_out": ({"left_out": sorted([key["Plate"], key["Lost"]])}, 0),
    }
    again = quote_again(quote=quote, by=shopper, choices=Choices.read(quote.choices | ways["left_out"][0]))
    run_quote(again.pk)
    again.refresh_from_db()
    assert (again.state, bought(again)) == ("ready", {"Seller": {"brick": 1}})
    assert sorted(row["because"] for row in again.left_out) == ["left_out", "left_out"]


def test_a_wish_that_forbids_every_basket_is_said(shopper: User) -> None:
    brick, plate = part("brick"), part("plate")
    offer(store("First"), brick, "0.10")
    offer(store("Second"), plate, "0.10")

    quote = quoted(shopper, (brick, 1), (plate, 1), choices=Choices(max_stores=1))

    assert (quote.state, quote.findings["missing"]) == ("impossible", [])
    assert quote.findings["because"]
    assert quote.findings["ways"] == [{"kind": "max_stores", "choices": {"max_stores": None}, "missing": 0}]


def test_the_lineage_shares_the_fee(shopper: User) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")
    gone = make_user("gone", is_active=False)
    root = kit_of({brick: 1}, make_user("root"))
    left = kit_of({brick: 1}, gone, remix_of=root)
    middle = kit_of({brick: 1}, make_user("middle"), remix_of=left)
    remix = kit_of({brick: 1}, make_user("remixer"), remix_of=middle)
    terms(root, fixed="0.50")
    terms(left, fixed="1.00")
    terms(middle, percent="10")
    terms(remix, fee="4.00")

    quote = quoted(shopper, remix, kits=2)

    shares = [
        (charge.kind, charge.designer.username if charge.designer else "", str(charge.amount))
        for charge in quote.charges.filter(kind__in=["design_fee", "royalty"])
    ]
    assert shares == [("design_fee", "remixer", "6.20"), ("royalty", "middle", "0.80"), ("royalty", "root", "1.00")]


def test_a_fee_in_a_currency_without_a_rate_fails_and_says_so(shopper: User) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")
    build = kit_of({brick: 1})
    terms(build, fee="4.00", currency="SEK")

    quote = quoted(shopper, build)

    assert (quote.state, (quote.error or {})["code"]) == ("failed", "NO_RATE")
    assert "SEK" in (quote.error or {})["message"]


def test_printed_instructions_are_paid_for_each_kit_that_wants_them(shopper: User) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")

    quote = quoted(shopper, kit_of({brick: 1}), kits=3, choices=Choices(without_instructions=False))

    assert ("instructions", "13.50") in charges(quote)


def test_offers_to_a_request_are_seen_by_its_shopper_alone(shopper: User) -> None:
    brick = part("brick")
    asked = PartsRequest.objects.create(shopper=shopper, country="NL", closes_at=timezone.now() + timedelta(days=1))
    offer(store("Maker"), brick, "0.10", request=asked)

    assert quoted(shopper, (brick, 1)).state == "ready"
    assert quoted(make_user(), (brick, 1)).state == "impossible"


def test_a_run_that_was_cut_off_is_done_again_and_one_that_ended_is_left_alone(shopper: User) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")
    quote = quoted(shopper, (brick, 1))
    Quote.objects.filter(pk=quote.pk).update(code="Q-OTHER")
    cut = Quote.objects.create(
        code="Q-CUT", shopper=shopper, country="NL", state="searching", needs=quote.needs, choices=quote.choices,
        progress={"seconds": 3},
    )  # fmt: skip

    run_quote(cut.pk)
    run_quote(cut.pk)
    run_quote(quote.pk)
    run_quote(10**9)

    cut.refresh_from_db()
    assert (cut.state, cut.total, cut.parcels.count()) == ("ready", quote.total, 1)
    assert quote.parcels.count() == 1


def test_a_cancelled_quote_gets_no_price_however_far_its_search_is(
    shopper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")

    def cancelled_meanwhile(_quote_id: int, _answer: Any) -> bool:
        cancel_quote(quote=Quote.objects.get(), by=shopper)
        return write_ready(_quote_id, _answer)

    monkeypatch.setattr(running, "write_ready", cancelled_meanwhile)

    quote = quoted(shopper, (brick, 1))

    assert (quote.state, quote.total, quote.parcels.count()) == ("cancelled", None, 0)
    give_up_quote(quote.pk, "broken")
    quote.refresh_from_db()
    assert quote.state == "cancelled"


def test_what_is_solved_besides_the_basket_ends_with_the_search(shopper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "EVERY", 0)
    quote = Quote.objects.create(code="Q-WATCHED", shopper=shopper, country="NL", state="searching")
    watch = watching.Watch(quote, {"cost": "5.00"})

    assert watch.still()
    quote.refresh_from_db()
    assert quote.progress["cost"] == "5.00"

    cancel_quote(quote=quote, by=shopper)
    assert not watch.still()
    assert watch.is_over


def test_searching_longer_makes_another_quote(shopper: User) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")
    quote = quoted(shopper, (brick, 1))

    longer = search_longer(quote=quote, by=shopper, seconds=30)

    assert (longer.state, int(longer.seconds), longer.needs) == ("waiting", 30, quote.needs)
    assert longer.code != quote.code


def test_a_quote_expires(shopper: User) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")
    quote = quoted(shopper, (brick, 1))

    assert not is_expired(quote)
    quote.expires_at = timezone.now()
    assert is_expired(quote)


def test_a_search_asks_as_often_for_a_hundred_lots_as_for_one(shopper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "EVERY", float("inf"))  # what is told meanwhile depends on the time that it takes
    seller = store("Seller")
    parts = [part(f"part{number}") for number in range(100)]
    Offer.objects.bulk_create(
        Offer(store=seller, part=one, colour=make_colour(), price=Decimal("0.10"), quantity=9) for one in parts
    )
    asked = []
    for count in (1, 100):
        lots = [LotGiven(one, make_colour(), 1) for one in parts[:count]]
        quote = request_quote(by=shopper, lots=lots, country="NL")
        with CaptureQueriesContext(connection) as queries:
            run_quote(quote.pk)
        asked.append(len(queries))
        quote.refresh_from_db()
        assert quote.state == "ready"
    assert asked[0] == asked[1] <= 25
