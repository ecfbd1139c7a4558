import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parts.models import Colour, Part
from parts.selectors import (
    categories,
    colours_by_number,
    current_catalogue_version,
    numbers_by_colour,
    part_by_number,
    search_key,
    search_parts,
)
from parts.selectors.search_query import asked
from parts.selectors.search_vocabulary import vocabulary

pytestmark = pytest.mark.usefixtures("starter")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("brick 2x4", "3001"),
        ("BRICK 2 x 4", "3001"),
        ("3001", "3001"),
        ("3001.dat", "3001"),
        ("3023b", "3023"),
        ("bricklink: 3023b", "3023"),
        ("LEGO part no. 3001", "3001"),
        ("gear 24z", "3648b"),
        ("tiles 2x2", "3068b"),
        ("technic axle 3", "4519"),
        ("ev3 large mot", "95658"),
    ],
)
def test_search_puts_the_part_that_is_meant_first(text: str, first: str) -> None:
    found = search_parts(text).first()
    assert found is not None
    assert found.number == first


def test_a_short_number_behind_a_word_is_no_number_of_a_part() -> None:
    assert asked("number 300", vocabulary()).number == "300"
    assert asked("number 30", vocabulary()).number == ""


def test_unfinished_number_finds_those_that_begin_with_it() -> None:
    assert {"3001", "3002", "3003"} <= {part.number for part in search_parts("300")}


@pytest.mark.parametrize("known_as", ["element", "number of another system", "beginning", "word"])
def test_unknown_number_shows_what_it_may_stand_for_until_something_bears_it(known_as: str) -> None:
    plate, other = Part.objects.get(number="3023"), Part.objects.get(number="3001")
    assert next(iter(search_parts("3023g"))) == plate

    if known_as == "element":
        other.elements.create(number="3023g", colour=Colour.objects.get(number=4))
    elif known_as == "number of another system":
        other.numbers.create(system="brickowl", number="3023g", rule="moved")
    elif known_as == "beginning":
        Part.objects.filter(pk=other.pk).update(number="3023gx1")
    else:
        Part.objects.filter(pk=other.pk).update(name="Brick 3023g")
    assert list(search_parts("3023g")) == [other]


@pytest.mark.parametrize("text", ["zzzz", "!!!", "' OR zz=zz --", "a:* & !b | (c", "\\", "%", "x" * 5000])
def test_odd_text_finds_nothing_and_does_no_harm(text: str) -> None:
    assert list(search_parts(text)[:5]) == []


def test_empty_text_lists_everything_by_name() -> None:
    names = list(search_parts("").values_list("name", flat=True))
    assert len(names) == Part.objects.count()


def test_category_narrows() -> None:
    assert {part.category.slug for part in search_parts("2 x 4", category="slopes")} == {"slopes"}


def test_pages_follow_one_another_without_gap_or_overlap() -> None:
    whole = [part.pk for part in search_parts("technic")]
    paged: list[int] = []
    key = None
    while page := list(search_parts("technic", after=key)[:7]):
        paged += [part.pk for part in page]
        key = search_key(page[-1])
    assert paged == whole
    middle = list(search_parts("technic"))[10]
    assert [part.pk for part in search_parts("technic", before=search_key(middle))] == whole[:10]


def test_page_of_results_takes_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert [part.category.name for part in search_parts("brick")[:20]]
    assert len(queries) == 1


def test_part_is_found_by_any_system_unless_two_claim_it() -> None:
    brick = part_by_number("bricklink", "3001")
    assert brick is not None
    assert brick.number == "3001"
    assert part_by_number("ldraw", "nonesuch") is None
    other = Part.objects.exclude(pk=brick.pk).first()
    assert other is not None
    other.numbers.create(system="bricklink", number="3001", evidence="test")
    assert part_by_number("bricklink", "3001") is None


def test_commonest_colour_wins_where_a_system_does_not_tell_rubber_from_plastic() -> None:
    assert colours_by_number([11, 5], "bricklink")["11"].name == "Black"
    assert colours_by_number([4])["4"].name == "Red"


def test_numbers_of_colours_come_system_by_system() -> None:
    red = colours_by_number([4])["4"]
    rows = [(row.system, row.number) for row in numbers_by_colour([red.pk])[red.pk]]
    assert rows == [("bricklink", "5"), ("ldraw", "4"), ("lego", "21"), ("rebrickable", "4")]


def test_shelves_are_listed_with_their_counts() -> None:
    shelves = {shelf.name: shelf.part_count for shelf in categories()}  # type: ignore[attr-defined]
    assert sum(shelves.values()) == Part.objects.count()
    assert shelves["Plates"] == 34
    assert current_catalogue_version() == 1
