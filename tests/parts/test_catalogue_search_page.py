from collections.abc import Callable
from typing import Any

import pytest

from parts.models import Colour, Part, PartColour, Set
from parts.selectors import SearchKey, correction_of, search_page, search_parts
from parts.selectors.search_vocabulary import forget_vocabulary
from parts.services.vocabulary import rebuild_vocabulary

pytestmark = pytest.mark.usefixtures("starter")

HOSTILE = [
    "\0",
    "brick\0",
    "\ud800",
    "word " * 10_000,
    "x" * 100_000,
    "a:* & !b | (c <-> d)",
    "'",
    "''''",
    "\\",
    "\\'",
    "%",
    "%s %(x)s {0} {hits}",
    "!!! ???",
    "קוביה",
    "\u202ebrick",
    "🧱",
    "1/2/3/4/5",
    "9" * 300,
    "1x2x3x4x5x6x7",
    "٣٠٠١",
    "ﬀ ǆ ß İ",
    "-",
    "--",
    "75192-",
    "x 2",
]


@pytest.fixture
def words() -> None:
    """Search knows the words of the starter catalogue."""
    rebuild_vocabulary()
    forget_vocabulary()


def test_page_holds_hits_and_facets_in_one_query(django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(1):
        page = search_page("brick 2x4", size=5)
        first = page.parts[0]
        assert (first.number, first.category.name) == ("3001", "Bricks")
    assert page.total == search_parts("brick 2x4").count()
    assert sum(facet.count for facet in page.facets.categories) == page.total
    assert sum(facet.count for facet in page.facets.kinds) == page.total
    assert (page.corrected, page.loose) == ("", False)


@pytest.mark.parametrize("text", ["technic", "", "3001"])
def test_pages_follow_one_another_as_the_search_has_them(text: str) -> None:
    whole = [part.pk for part in search_parts(text)]
    paged: list[int] = []
    after: SearchKey | None = None
    while True:
        page = search_page(text, after=after, size=50)
        assert page.total == len(whole)
        paged += [part.pk for part in page.parts]
        if page.more is None:
            break
        after = page.more
    assert paged == whole


def test_facet_is_counted_as_if_nothing_were_chosen_in_it() -> None:
    everything = search_page("2 x 4")
    slopes = search_page("2 x 4", category="slopes")
    assert {part.category.slug for part in slopes.parts} == {"slopes"}
    assert slopes.facets.categories == everything.facets.categories
    assert slopes.total == next(facet.count for facet in everything.facets.categories if facet.key == "slopes")
    assert search_page("2 x 4", kind="print").total == 0


def test_colour_keeps_parts_that_exist_in_it() -> None:
    brick, red = Part.objects.get(number="3001"), Colour.objects.get(number=4)
    PartColour.objects.create(part=brick, colour=red)
    page = search_page("brick", colour=4)
    assert [part.number for part in page.parts] == ["3001"]
    assert [(facet.key, facet.name, facet.count, facet.rgb) for facet in page.facets.colours] == [
        ("4", "Red", 1, red.rgb)
    ]
    assert list(search_parts("brick", colour=5)) == []


@pytest.mark.usefixtures("words")
def test_name_of_a_colour_among_the_words_finds_parts_that_exist_in_it() -> None:
    brick, grey = Part.objects.get(number="3001"), Colour.objects.get(number=72)
    PartColour.objects.create(part=brick, colour=grey)
    assert [part.number for part in search_parts("dark bluish gray brick 2x4")] == ["3001"]
    assert search_page("yellow brick 2x4").loose


@pytest.mark.usefixtures("words")
def test_correction_is_said_and_takes_no_second_query(django_assert_num_queries: Callable[[int], Any]) -> None:
    search_page("brick")
    with django_assert_num_queries(1):
        page = search_page("tecnic baem")
    assert page.corrected == "technic beam"
    assert {part.category.name for part in page.parts[:5]} == {"Technic Beams"}
    assert [part.pk for part in search_parts("tecnic baem")] == [part.pk for part in search_parts("technic beam")]
    assert correction_of("tecnic baem") == "technic beam"


@pytest.mark.usefixtures("words")
def test_words_as_given_win_where_they_find_something() -> None:
    Part.objects.create(number="oddity", name="Baem", category=Part.objects.get(number="3001").category)
    assert [part.number for part in search_parts("baem")] == ["oddity"]
    assert search_page("baem").corrected == ""
    assert correction_of("baem") == ""


def test_where_no_part_has_all_words_those_that_lack_one_are_shown_and_it_is_said() -> None:
    page = search_page("brick 2x4 zzzzzzz")
    assert page.parts[0].number == "3001"
    assert (page.corrected, page.loose) == ("", True)


def test_number_of_a_print_that_nobody_knows_finds_its_plain_part() -> None:
    assert search_parts("3001pb9999")[0].number == "3001"


def test_sets_and_minifigures_are_counted_beside_the_parts() -> None:
    Set.objects.create(number="1-1", name="Brick Box")
    facets = search_page("brick").facets
    assert (facets.sets, facets.minifigs) == (1, 0)


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_no_harm(text: str) -> None:
    assert search_page(text).total == search_parts(text).count()
    assert search_page("brick", category=text).total == 0
    assert search_page("brick", kind=text).total == 0
    correction_of(text)
