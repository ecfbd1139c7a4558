"""From a build to a search: what the shopper chooses, and what of it is refused."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build
from shop.models import Quote
from tests.factories import make_build, make_line, make_published, make_revision, make_unknown_line
from tests.web.shop.quote_rows import make_quote, make_ready_quote

pytestmark = pytest.mark.django_db
ASKED = {"quantity": "2", "country": "NL", "currency": "EUR", "condition": "any", "max_stores": "3", "mould": "on"}


@pytest.fixture
def build() -> Build:
    build = make_published(slug="crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    return build


def test_everybody_sees_the_choices_and_signs_in_to_search(visitor: Client, build: Build) -> None:
    page = visitor.get("/builds/crane/kit/").content.decode()
    assert "Sign in to find the best basket" in page
    assert "€187.40" in page  # an estimate, as on the build's page
    assert visitor.post("/builds/crane/kit/", ASKED)["Location"] == "/accounts/login/?next=/builds/crane/kit/"
    assert not Quote.objects.exists()


def test_the_choices_begin_a_search(shoppers: Client, shopper: User, build: Build) -> None:
    response = shoppers.post("/builds/crane/kit/", ASKED)
    quote = Quote.objects.get()
    assert response["Location"] == f"/shop/quotes/{quote.code}/"
    assert (quote.shopper, quote.country, quote.state) == (shopper, "NL", "waiting")
    assert quote.choices["condition"] == "any"
    assert quote.choices["max_stores"] == 3
    assert quote.choices["substitutes"] == ["mould"]
    assert quote.choices["exact_colours"] is False  # the box was not ticked
    assert [need["quantity"] for need in quote.needs] == [8]
    assert quote.kits.get().quantity == 2


def test_the_country_of_the_last_quote_is_offered_again(shoppers: Client, shopper: User, build: Build) -> None:
    make_quote(shopper, country="DK")
    assert '<option value="DK" selected>Denmark</option>' in shoppers.get("/builds/crane/kit/").content.decode()


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [("nl-NL,nl;q=0.9,en-GB;q=0.5", "NL"), ("de,en-GB;q=0.5", "GB"), ("de", ""), ("zh-Hant", ""), ("", "")],
)
def test_a_first_country_is_the_browsers_or_none(shoppers: Client, build: Build, languages: str, chosen: str) -> None:
    page = shoppers.get("/builds/crane/kit/", headers={"accept-language": languages}).content.decode()
    assert re.findall(r'<option value="([A-Z]*)" selected', page)[0] == chosen
    assert '<option value="AF" selected' not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"), ("quantity", "-1"), ("quantity", "1.5"), ("quantity", "1001"), ("quantity", ""),
        ("country", ""), ("country", "ZZ"), ("currency", "XXX"), ("condition", "cheap"), ("max_stores", "0"),
        ("max_stores", "99"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_beside_its_field(
    shoppers: Client, build: Build, field: str, value: str
) -> None:
    response = shoppers.post("/builds/crane/kit/", ASKED | {field: value})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Quote.objects.exists()


def test_a_price_that_is_sent_along_is_taken_by_nobody(shoppers: Client, build: Build) -> None:
    shoppers.post("/builds/crane/kit/", ASKED | {"price": "0.01", "total": "0.01", "unit_price": "0.01"})
    quote = Quote.objects.get()
    assert (quote.total, quote.basket) == (None, None)


def test_a_build_of_which_no_lot_is_known_says_so(shoppers: Client) -> None:
    build = make_published(slug="odd")
    assert build.shown_revision is not None
    make_unknown_line(build.shown_revision)
    response = shoppers.post("/builds/odd/kit/", ASKED)
    assert "There is nothing to buy" in response.content.decode()


def test_a_draft_is_its_owners_to_buy(owner: User, owners: Client, strangers: Client) -> None:
    build = make_build(owner, slug="mine")
    make_line(make_revision(build))
    assert owners.get("/builds/mine/kit/").status_code == 200
    assert strangers.get("/builds/mine/kit/").status_code == 404


def test_the_first_page_lists_quotes_without_a_query_for_each(
    shoppers: Client, shopper: User, build: Build, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 6):
        while Quote.objects.count() < count:
            make_ready_quote(shopper, build.shown_revision)
        with django_assert_num_queries(10):  # session, member, cart twice, quotes, kits, orders, stores twice, runs
            page = shoppers.get("/shop/").content.decode()
        assert page.count("prices held") == count


def test_lots_that_one_has_and_stores_that_are_barred_are_a_new_quote(
    shoppers: Client, shopper: User, build: Build
) -> None:
    quote = make_ready_quote(shopper, build.shown_revision)
    lot, other = quote.needs[0]["lot"], quote.needs[1]["lot"]
    store = quote.parcels.all()[0].store_id
    page = shoppers.get(f"/shop/quotes/{quote.code}/lots/").content.decode()
    assert f'name="have-{lot}"' in page
    given = {f"have-{lot}": "3", "out": [other, "9:9"], "bar": [str(store), "77"], f"have-{other}": "x"}
    shoppers.post(f"/shop/quotes/{quote.code}/lots/", given | {"any": [lot, "9:9"]})
    chosen = Quote.objects.exclude(pk=quote.pk).get().choices
    assert (chosen["owned"], chosen["use_owned"]) == ({lot: 3}, True)
    assert (chosen["left_out"], chosen["barred_stores"]) == ([other], [store])
    assert chosen["any_colour"] == [lot]


def test_lots_in_any_colour_are_not_asked_for_where_all_may_come_in_any(
    shoppers: Client, shopper: User, build: Build
) -> None:
    quote = make_ready_quote(shopper, build.shown_revision)
    lot = quote.needs[0]["lot"]
    for exact, boxes in ((True, len(quote.needs)), (False, 0)):
        Quote.objects.filter(pk=quote.pk).update(choices={"exact_colours": exact, "any_colour": [lot]})
        page = shoppers.get(f"/shop/quotes/{quote.code}/lots/").content.decode()
        assert page.count('name="any"') == boxes
    shoppers.post(f"/shop/quotes/{quote.code}/lots/", {})
    assert Quote.objects.exclude(pk=quote.pk).get().choices["any_colour"] == [lot]


@pytest.mark.parametrize(
    ("quantity", "said"),
    [("0", "Say 1 or more."), ("1001", "Say 1000 at most."), ("1.5", "Say how many kits, 1 or more."),
     ("", "Say how many kits, 1 or more.")],
)  # fmt: skip
def test_how_many_kits_is_asked_in_our_words(shoppers: Client, build: Build, quantity: str, said: str) -> None:
    given = {"country": "NL", "condition": "new", "currency": "EUR", "quantity": quantity}
    response = shoppers.post(f"/builds/{build.slug}/kit/", given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Quote.objects.exists()
