"""Finding parts, sets and builds: words, numbers, typing errors, filters, suggestions."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from parts.models import Minifig, System
from tests.factories import make_build, make_colour, make_part, make_published, make_revision
from tests.web.catalogue_rows import make_made_in, make_number, make_set


@pytest.fixture
def catalogue(db: None) -> None:
    plate = make_part("3710", "Plate 1 × 4", "Plates")
    make_part("3023", "Plate 1 × 2", "Plates")
    make_part("32316", "Technic Beam 5", "Technic Beams")
    make_part("3710p01", "Plate 1 × 4 with stripes", "Plates", kind="print")
    make_made_in(plate, make_colour(4, "Red"))
    make_number(plate, "9999", System.BRICKOWL)
    make_set("10019-1", "Plate factory")
    Minifig.objects.create(number="fig-000001", name="Plate maker")


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("catalogue")
def test_a_number_of_any_system_finds_its_part_first(visitor: Client) -> None:
    page = body(visitor, "/parts/?q=9999")
    assert "1 part for “9999”" in page
    assert "Plate 1 × 4" in page


@pytest.mark.usefixtures("catalogue")
def test_filters_say_what_is_on_and_come_off(visitor: Client) -> None:
    page = body(visitor, "/parts/?q=plate&category=plates&colour=4&kind=part")
    assert "1 part for “plate”, made in Red" in page
    assert 'href="?q=plate&amp;colour=4&amp;kind=part">Plates' in page
    assert 'href="?q=plate&amp;category=plates&amp;colour=4">Plain parts' in page
    assert 'href="?q=plate&amp;category=plates&amp;kind=part">Red' in page
    assert "?colour=4" in page, "the part's page opens in the colour that was chosen"


@pytest.mark.usefixtures("catalogue")
def test_kinds_and_shelves_are_counted(visitor: Client) -> None:
    page = body(visitor, "/parts/?q=plate")
    assert 'Printed<span class="push">1</span>' in page
    assert 'Plain parts<span class="push">2</span>' in page
    assert 'Plates<span class="push">3</span>' in page


@pytest.mark.usefixtures("catalogue")
def test_nothing_found_offers_to_drop_each_filter(visitor: Client) -> None:
    page = body(visitor, "/parts/?q=beam&category=plates")
    assert "Nothing with these filters matches “beam”." in page
    assert '<a class="button" href="?q=beam">Drop Plates</a>' in page


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    "query", ["colour=x", "colour=-1", "kind=none", "after=1&after=b&after=x", "after=x", "colour=²"]
)
def test_a_filter_that_says_nothing_is_left_out(visitor: Client, query: str) -> None:
    assert "4 parts" in body(visitor, f"/parts/?{query}")


@pytest.mark.usefixtures("catalogue")
def test_everything_that_matches_stands_on_one_page(visitor: Client, owner: User) -> None:
    make_published(owner, "Plate sorter")
    make_revision(make_build(owner, "Plate secret"))
    page = body(visitor, "/search/?q=plate")
    for found in ("Plate 1 × 4", "Plate factory", "Plate maker", "Plate sorter"):
        assert found in page
    assert "Plate secret" not in page


def test_searching_nothing_and_finding_nothing_say_what_to_do(visitor: Client, db: None) -> None:
    assert "A part by its name, size or number in any system" in body(visitor, "/search/")
    assert "Nothing here has that name or number" in body(visitor, "/search/?q=zzzz")


@pytest.mark.usefixtures("catalogue")
def test_suggestions_lead_to_their_pages(visitor: Client) -> None:
    fragment = body(visitor, "/search/suggest/?q=plate+1")
    assert "<html" not in fragment
    assert 'role="option"' in fragment
    assert "Plate 1 × 4" in fragment
    assert '<span class="id faint push">3710</span>' in fragment
    assert body(visitor, "/search/suggest/?q=").strip() == ""


@pytest.mark.usefixtures("catalogue")
def test_what_was_typed_never_becomes_markup(visitor: Client) -> None:
    make_part("x1", '<img src="x"> plate', "Plates")
    for address in ("/search/suggest/?q=plate", "/search/?q=<b>plate", "/parts/?q=<b>plate"):
        page = body(visitor, address)
        assert '<img src="x">' not in page
        assert "<b>plate" not in page


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("address", ["/search/?q=%00", "/search/suggest/?q=%00", "/search/?q=" + "a" * 5000])
def test_hostile_words_are_harmless(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 200


@pytest.mark.usefixtures("catalogue")
def test_the_header_searches_without_a_script_too(visitor: Client) -> None:
    page = body(visitor, "/")
    assert 'action="/search/"' in page
    assert 'role="combobox"' in page
    assert 'data-suggest="/search/suggest/"' in page


@pytest.mark.usefixtures("catalogue")
def test_the_pages_take_a_fixed_number_of_queries(
    visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(60):
        make_part(f"n{at}", f"Plate {at} wide", "Plates")
        make_set(f"7{at}-1", f"Plate set {at}")
    for address in ("/parts/?q=plate", "/search/?q=plate"):
        visitor.get(address)  # asks for the pictures that are missing
        with django_assert_max_num_queries(11):
            body(visitor, address)
    with django_assert_max_num_queries(2):
        body(visitor, "/search/suggest/?q=plate")
