"""Lists that name colours instead of numbering them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from parts.services.colour_identity import WantedColour, identify_colours

pytestmark = pytest.mark.usefixtures("starter")


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        ("Red", "Red"),
        ("light bluish gray", "Light Bluish Grey"),
        ("Trans-Clear", "Trans Clear"),
        ("Dark Green", "Dark Green"),  # the maker calls another so, and ours goes first
        ("Medium Stone Grey", "Light Bluish Grey"),
        ("Bright Red", "Red"),
        ("Tr. Red", "Trans Red"),
    ],
)
def test_a_name_in_the_place_of_a_number_is_the_colour(told: str, ours: str) -> None:
    [answer] = identify_colours([WantedColour("rebrickable", told)])
    assert answer.colour is not None
    assert (answer.colour.name, answer.evidence["rule"]) == (ours, "colour_name")
    assert answer.evidence["message"] == f"“{told}” names the colour {ours}"


@pytest.mark.parametrize("told", ["Blackish", "", "4999", "—"])
def test_what_nobody_calls_so_is_none(told: str) -> None:
    [answer] = identify_colours([WantedColour("rebrickable", told)])
    assert answer.colour is None


def test_names_cost_no_query_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    wanted = [WantedColour("rebrickable", name) for name in ("Red", "Bright Red", "4", "Sand Green", "Nothing")]
    with django_assert_num_queries(1):
        assert [bool(one.colour) for one in identify_colours(wanted)] == [True, True, True, True, False]
    with django_assert_num_queries(1):
        identify_colours([WantedColour("rebrickable", "4"), WantedColour("bricklink", "5")])
