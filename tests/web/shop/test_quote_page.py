"""The page of a quote: its figures, that they add up, how it stands, and who may see it."""

import csv
import datetime
import io
import itertools
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Revision
from common.files import keep
from shop.models import Quote
from tests.factories import make_line, make_published
from tests.web.shop.quote_rows import COLOURS, TWO_STORES, Lot, make_quote, make_ready_quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision() -> Revision:
    shown = make_published(title="Longnose courier").shown_revision
    assert shown is not None
    return shown


def read(client: Client, quote: Quote, status: int = 200) -> str:
    response = client.get(f"/shop/quotes/{quote.code}/")
    assert response.status_code == status
    return response.content.decode()


def amounts(page: str) -> list[Decimal]:
    shown = re.findall(r'<span class="price-stack__amount"[^>]*>([\d,.]+)</span>', page)
    return [Decimal(one.replace(",", "")) for one in shown]


def test_the_lines_shown_add_up_to_the_sum(shoppers: Client, shopper: User, revision: Revision) -> None:
    quote = make_ready_quote(shopper, revision)
    page = read(shoppers, quote)
    total = re.search(r"data-total[^>]*>€([\d,.]+)</b>", page)
    assert total is not None
    assert sum(amounts(page)) == Decimal(total[1]) == quote.total
    assert len(amounts(page)) == 9  # parts of two stores, shipping, picking, fee, royalty, site, payment, tax


def test_the_lines_add_up_however_many_stores_and_lots_there_are(shoppers: Client, shopper: User) -> None:
    lots: list[Lot] = [(f"Part {n}", list(COLOURS)[n % 4], n + 1, f"0.{n + 1:03}7") for n in range(40)]
    parcels = [(f"Store {n}", f"{n}.33", lots[n * 5 : n * 5 + 5]) for n in range(8)]
    quote = make_ready_quote(shopper, None, parcels)
    page = read(shoppers, quote)
    assert sum(amounts(page)) == quote.total
    goods = [Decimal(one) for one in re.findall(r"<dt class=\"strong\">Goods</dt><dd>([\d.]+)</dd>", page)]
    shipping = [Decimal(one) for one in re.findall(r'class="soft small">640\xa0g</span></dt><dd>([\d.]+)</dd>', page)]
    assert sum(goods) + sum(shipping) == quote.basket


def test_each_bar_starts_where_the_one_before_ended(shoppers: Client, shopper: User, revision: Revision) -> None:
    page = read(shoppers, make_ready_quote(shopper, revision, fee="40.00", royalty="10.00"))
    bars = [(int(x), int(w)) for x, w in re.findall(r'class="hue-\d" x="(\d+)" width="(\d+)"', page)]
    assert bars[0][0] == 0
    assert all(before[0] + before[1] == after[0] for before, after in itertools.pairwise(bars[:7]))
    assert bars[-1][0] + bars[-1][1] == 1000


def test_every_line_opens_with_its_rule_its_inputs_and_its_date(
    shoppers: Client, shopper: User, revision: Revision
) -> None:
    page = " ".join(read(shoppers, make_ready_quote(shopper, revision)).split())
    assert 'Brick Harbour: up to 1.00 kg, Netherlands (it weighs 640 g)</th><td class="num">5.95</td>' in page
    assert "Trainer Builder, Twin-boom trainer: rule “1.00 a kit”" in page
    assert "The rate of the destination: Netherlands." in page
    assert page.count("The rule as of 1 January 2026.") == 4  # picking, site, payment, tax
    assert page.count("Prices of 20 November 2026.") == 2


def test_each_piece_is_shown_at_the_price_that_it_is_reckoned_with(shoppers: Client, shopper: User) -> None:
    page = read(shoppers, make_ready_quote(shopper))
    assert "22 × 0.1125</td>" in page  # 2.475, so 2.48; at 0.11 it would be 2.42
    assert "64 × 0.0500</td>" in page  # a column of prices has as many decimals as the finest of them
    assert "8 × 0.41</td>" in page


def test_the_proof_says_basket_limit_and_gap(shoppers: Client, shopper: User) -> None:
    quote = make_ready_quote(shopper, bound="20.00", plain="30.00")
    page = read(shoppers, quote)
    assert quote.basket == Decimal("21.76")
    assert "<dt>No basket is below</dt><dd>€20.00</dd>" in page
    assert "8.1\xa0% <small>€1.76</small>" in page  # 8.088 per cent, up: it says “at most”
    assert "Proven limit 20.00. This basket 21.76. Filling one store after another 30.00." in page
    assert "4.2 s over 148 stores and 11,306 offers" in page
    assert "Search 30 s more" in page


def test_a_basket_that_is_proven_best_says_so_and_offers_no_longer_search(shoppers: Client, shopper: User) -> None:
    page = read(shoppers, make_ready_quote(shopper, bound="21.76"))
    assert "No basket is cheaper" in page
    assert "Search 30 s more" not in page
    assert "Gap, at most" not in page


def test_without_a_limit_nothing_is_called_proven(shoppers: Client, shopper: User) -> None:
    page = read(shoppers, make_ready_quote(shopper))
    assert "not known yet" in page
    assert "is proven by the solver" not in page


CHANGES = [
    {"kind": "used", "amount": "-22.10", "basket": "1", "lots": 61, "stores": 3, "choices": {"condition": "any"}},
    {"kind": "fewer_stores", "amount": "9.85", "basket": "1", "lots": 1, "stores": 2, "choices": {"max_stores": 2}},
]


def test_what_would_change_it_says_what_it_saves_and_costs(shoppers: Client, shopper: User) -> None:
    quote = make_ready_quote(shopper, findings={"changes": CHANGES})
    page = read(shoppers, quote)
    assert 'Take used parts too</b><br><span class="small soft">3 parcels, 61 lots come from elsewhere' in page
    assert '<span class="num num--less">−22.10</span>' in page
    assert 'At most 2 stores</b><br><span class="small soft">one parcel less, 1 lot comes from elsewhere' in page
    assert '<span class="num">+9.85</span>' in page


def test_trying_a_change_is_a_new_quote_with_its_choices(shoppers: Client, shopper: User, revision: Revision) -> None:
    quote = make_ready_quote(shopper, revision, findings={"changes": CHANGES})
    make_line(revision)
    response = shoppers.post(f"/shop/quotes/{quote.code}/again/", {"changes": "1"})
    made = Quote.objects.exclude(pk=quote.pk).get()
    assert response["Location"] == f"/shop/quotes/{made.code}/"
    assert (made.choices["max_stores"], made.choices["condition"]) == (2, "new")
    assert made.kits.get().revision == revision


@pytest.mark.parametrize("place", ["7", "-1", "x", "", "99999"])
def test_a_change_that_is_not_there_searches_with_the_same_choices(
    shoppers: Client, shopper: User, revision: Revision, place: str
) -> None:
    quote = make_ready_quote(shopper, revision, choices={"max_stores": 3}, findings={"changes": CHANGES})
    make_line(revision)
    shoppers.post(f"/shop/quotes/{quote.code}/again/", {"changes": place})
    assert Quote.objects.exclude(pk=quote.pk).get().choices["max_stores"] == 3


def test_an_expired_quote_stays_to_be_read_and_cannot_be_ordered(shoppers: Client, shopper: User) -> None:
    quote = make_ready_quote(shopper, expires_at=timezone.now() - datetime.timedelta(minutes=1))
    page = read(shoppers, quote)
    assert "These prices are held no longer" in page
    assert "Prices were held until" in page
    assert "/order/" not in page
    assert shoppers.get(f"/shop/quotes/{quote.code}/order/")["Location"] == f"/shop/quotes/{quote.code}/"


LEFT = [
    {"name": "engine-grille-x", "colour": "Red", "quantity": 2, "because": "unknown_part"},
    {"name": "Pilot", "colour": "", "quantity": 1, "because": "minifig"},
]


def test_what_is_left_out_is_said_with_its_reason(shoppers: Client, shopper: User) -> None:
    page = read(shoppers, make_ready_quote(shopper, left_out=LEFT))
    assert "4 of 6 lots, 98 parts, new, to: Netherlands." in page
    assert '<a href="#left-out">2 lots are left out</a>' in page
    assert "Not known: say which part it is in the build’s report." in page
    assert "A whole minifig, of which the catalogue does not know every part." in page


def test_a_search_shows_what_it_knows_and_asks_again(shoppers: Client, shopper: User) -> None:
    progress = {"seconds": 2.1, "cost": "201.20", "bound": "190.05", "stores": 148, "offers": 11306}
    quote = make_quote(shopper, state="searching", progress=progress, seconds=5)
    page = read(shoppers, quote)
    assert "Looking for the best basket" in page
    assert "<dd>€201.20</dd>" in page
    assert 'aria-valuenow="42"' in page
    assert f'hx-get="/shop/quotes/{quote.code}/progress/' in page
    response = shoppers.get(f"/shop/quotes/{quote.code}/progress/")
    assert "€190.05 proven limit" in response.content.decode()
    assert "HX-Trigger" not in response.headers


def test_a_search_that_ended_has_the_page_fetched_and_says_so(shoppers: Client, shopper: User) -> None:
    quote = make_ready_quote(shopper)
    response = shoppers.get(f"/shop/quotes/{quote.code}/progress/")
    assert response.headers["HX-Trigger"] == "quote-moved"
    assert "The basket is found: €21.76 for parts and shipping." in response.content.decode()


def test_a_search_that_knows_nothing_yet_shows_no_figure(shoppers: Client, shopper: User) -> None:
    page = read(shoppers, make_quote(shopper, state="searching", progress={}))
    assert "€" not in page
    assert "Reading what the stores offer" in page


def test_stopping_a_search(shoppers: Client, shopper: User) -> None:
    quote = make_quote(shopper)
    shoppers.post(f"/shop/quotes/{quote.code}/cancel/")
    quote.refresh_from_db()
    assert quote.state == Quote.State.CANCELLED
    assert "You stopped this search" in read(shoppers, quote)


def test_an_impossible_basket_names_the_lots_and_the_ways(shoppers: Client, shopper: User) -> None:
    need = {"lot": "1:2", "part_id": 1, "name": "Tap", "colour": "Black", "quantity": 30}
    ways = [{"kind": "left_out", "missing": 0, "choices": {"left_out": ["1:2"]}}]
    findings: dict[str, Any] = {"missing": [{"lot": "1:2", "quantity": 12}], "because": "", "ways": ways}
    page = read(shoppers, make_quote(shopper, state="impossible", needs=[need], findings=findings))
    assert "No basket is possible" in page
    assert 'Tap</a><span class="soft">, Black</span></th><td class="num">30</td><td class="num">12</td>' in page
    assert "Search without them" in page
    assert "No store sends enough of these lots to you." in page


@pytest.mark.parametrize(("wanted", "others"), [(1, False), (2, True)])
def test_a_basket_of_all_the_others_is_spoken_of_where_there_are_others(
    shoppers: Client, shopper: User, wanted: int, others: bool
) -> None:
    needs = [{"lot": f"{n}:2", "part_id": n, "name": "Tap", "colour": "Black", "quantity": 3} for n in range(wanted)]
    findings: dict[str, Any] = {"missing": [{"lot": "0:2", "quantity": 3}], "because": "", "ways": []}
    page = read(shoppers, make_quote(shopper, state="impossible", needs=needs, findings=findings))
    assert ("there can be a basket of all the others" in page) == others


NOT_ASKED = [
    {"store": "Alpine Studs", "because": "no_rate"},
    *({"store": f"Far {n}", "because": "sends_nothing_there"} for n in range(7, 0, -1)),
]


@pytest.mark.parametrize("state", ["ready", "impossible"])
def test_stores_that_were_not_asked_are_named_with_the_reason(shoppers: Client, shopper: User, state: str) -> None:
    quote = make_ready_quote(shopper, findings={"not_asked": NOT_ASKED})
    if state == "impossible":
        quote = make_quote(shopper, state=state, findings={"not_asked": NOT_ASKED})
    page = read(shoppers, quote)
    assert "1 store was not asked, because no exchange rate of its currency is known: Alpine Studs." in page
    assert (
        "7 stores were not asked, because they send nothing to this destination (Netherlands): "
        "Far 1, Far 2, Far 3, Far 4, Far 5 and 2 others." in page
    )


def test_where_every_store_was_asked_nothing_is_said_of_it(shoppers: Client, shopper: User) -> None:
    assert "not asked" not in read(shoppers, make_ready_quote(shopper))


def test_a_failed_search_says_why_and_what_to_do(shoppers: Client, shopper: User) -> None:
    error = {"code": "NO_RATE", "message": "Nobody has told what CZK is worth in EUR.", "hint": "Ask in CZK."}
    page = read(shoppers, make_quote(shopper, state="failed", error=error))
    assert all(words in page for words in (*error.values(), "Your choices are kept, and nothing was ordered."))


@pytest.mark.parametrize("what", ["", "progress/", "proof.json", "lines.csv", "order/"])
def test_a_quote_is_its_shoppers_alone(strangers: Client, visitor: Client, shopper: User, what: str) -> None:
    address = f"/shop/quotes/{make_ready_quote(shopper).code}/{what}"
    assert strangers.get(address).status_code == 404
    assert visitor.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("deed", ["cancel", "again", "longer", "order"])
def test_nothing_is_done_to_a_quote_of_somebody_else(strangers: Client, shopper: User, deed: str) -> None:
    quote = make_ready_quote(shopper)
    assert strangers.post(f"/shop/quotes/{quote.code}/{deed}/").status_code == 404
    assert Quote.objects.get() == quote


def test_the_page_asks_the_database_a_fixed_number_of_times(
    shoppers: Client, shopper: User, revision: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = make_ready_quote(shopper, revision)
    lots: list[Lot] = [(f"Part {n}", list(COLOURS)[n % 4], n + 1, "0.20") for n in range(30)]
    many = make_ready_quote(shopper, revision, [(f"Store {n}", "1.00", lots[n : n + 10]) for n in range(6)])
    for quote in (few, many):
        with django_assert_num_queries(
            10
        ):  # session, member, quote, five of its rows, its order, the swatches' version
            read(shoppers, quote)


def test_the_lines_as_a_table_add_up_and_hold_no_formula(shoppers: Client, shopper: User, revision: Revision) -> None:
    evil: list[Lot] = [("=HYPERLINK(1)", "Black", 3, "0.33")]
    quote = make_ready_quote(shopper, revision, [*TWO_STORES, ("@store", "2.00", evil)])
    response = shoppers.get(f"/shop/quotes/{quote.code}/lines.csv")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{quote.code}-lines.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert sum(Decimal(row["line_price"]) for row in rows) == quote.total
    assert [row["name"] for row in rows if "HYPERLINK" in row["name"]] == ["'=HYPERLINK(1)"]
    assert {row["store"] for row in rows if "store" in row["store"]} == {"'@store"}


def test_the_proof_holds_the_problem_as_it_was_solved(shoppers: Client, shopper: User) -> None:
    problem = {"currency": "EUR", "need": [], "stores": []}
    findings = {"status": "feasible", "not_asked": NOT_ASKED[:1]}
    quote = make_ready_quote(shopper, bound="20.00", problem=keep(json.dumps(problem).encode()), findings=findings)
    told = json.loads(shoppers.get(f"/shop/quotes/{quote.code}/proof.json").content)
    assert told["problem"] == problem
    assert (told["basket"], told["bound"], told["found"]["status"]) == ("21.76", "20.00", "feasible")
    assert sum(line["quantity"] for line in told["plan"]) == 98
    assert told["not_asked"] == NOT_ASKED[:1]


def test_files_of_a_quote_without_a_price_are_refused(shoppers: Client, shopper: User) -> None:
    quote = make_quote(shopper)
    for what in ("lines.csv", "proof.json"):
        assert shoppers.get(f"/shop/quotes/{quote.code}/{what}").status_code == 409


def test_where_nothing_changes_it_that_is_said(shoppers: Client, shopper: User) -> None:
    assert "Nothing that was tried makes this basket cheaper." in read(shoppers, make_ready_quote(shopper))
    change = {"kind": "used", "amount": "-2.10", "lots": 3, "stores": 3, "choices": {"condition": "any"}}
    told = {"stores": 2, "offers": 9, "seconds": 1.0, "status": "optimal", "changes": [change]}
    page = read(shoppers, make_ready_quote(shopper, findings=told))
    assert "Take used parts too" in page
    assert "Nothing that was tried" not in page


def test_only_what_is_for_one_build_alone_is_called_a_kit(shoppers: Client, shopper: User, revision: Revision) -> None:
    kit = read(shoppers, make_ready_quote(shopper, revision))
    assert "Kit, from 2 stores</h1>" in kit
    mixed = make_ready_quote(shopper, revision, pinned={"lots": [[1, 1, 5]]})
    assert "Basket, from 2 stores</h1>" in read(shoppers, mixed)
    assert "Basket, from 2 stores</h1>" in read(shoppers, make_ready_quote(shopper))
    shop = shoppers.get("/shop/").content.decode()
    assert "Longnose courier, single lots</a>" in shop
