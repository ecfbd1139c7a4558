"""Colours: all of them by finish, and one with its numbers and parts."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_colour, make_part
from tests.web.catalogue_rows import make_colour_number, make_made_in


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_colours_stand_by_finish_with_their_numbers(visitor: Client, db: None) -> None:
    red = make_colour(4, "Red", first_year=1949, last_year=2026)
    make_colour(36, "Trans Red", finish="transparent", alpha=128)
    make_colour_number(red, "bricklink", "5")
    make_colour_number(red, "lego", "21")
    make_made_in(make_part(), red)
    page = body(visitor, "/colours/")
    assert page.index(">Solid<") < page.index("Red</a>") < page.index('id="transparent"') < page.index("Trans Red</a>")
    row = page[page.index("Red</a>") :]
    cells = '<td class="num id">4</td><td class="num id">21</td><td class="num id">5</td>'
    assert cells in row
    assert "1949 to 2026" in row


def test_an_empty_shelf_says_what_fills_it(visitor: Client, db: None) -> None:
    assert "No colour is in the catalogue yet" in body(visitor, "/colours/")


def test_the_list_takes_a_fixed_number_of_queries(
    visitor: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(30):
        make_colour_number(make_colour(at, f"Colour {at}"), "lego", str(at))
    with django_assert_num_queries(3):
        body(visitor, "/colours/")


def test_one_colour_shows_finish_opacity_numbers_and_parts(visitor: Client, db: None) -> None:
    clear = make_colour(36, "Trans Red", finish="transparent", alpha=128)
    make_colour_number(clear, "rebrickable", "36")
    make_made_in(make_part("3001", "Brick 2 × 4"), clear)
    page = body(visitor, "/colours/36/")
    assert "Transparent, 50 % opaque" in page
    assert '<a class="id" rel="noopener" href="https://rebrickable.com/colors/36/">36</a>' in page
    assert "Brick 2 × 4" in page
    assert "?colour=36" in page


def test_a_colour_without_parts_says_what_would_tell(visitor: Client, db: None) -> None:
    make_colour(4, "Red")
    assert "No part is known in this colour." in body(visitor, "/colours/4/")


@pytest.mark.parametrize("number", ["999", "9" * 30])
def test_an_unknown_colour_is_not_found(visitor: Client, db: None, number: str) -> None:
    assert visitor.get(f"/colours/{number}/").status_code == 404


def test_its_parts_continue_and_take_a_fixed_number_of_queries(
    visitor: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    red = make_colour(4, "Red")
    for at in range(60):
        make_made_in(make_part(f"b{at}", f"Brick {at}", standing=at % 3), red, set_count=at % 5)
    visitor.get("/colours/4/")  # asks for the pictures that are missing
    with django_assert_num_queries(7):
        first = visitor.get("/colours/4/")
    rest = visitor.get(f"/colours/4/?{first.context['shown'].more}")
    keys = [row.pk for response in (first, rest) for row in response.context["shown"].rows]
    assert len(keys) == len(set(keys)) == 60
