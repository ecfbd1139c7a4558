"""The shelf of sets, one set, one minifigure."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from parts.models import InventoryMinifig, InventorySet, Minifig, Set, Theme
from tests.factories import make_colour, make_part
from tests.web.catalogue_rows import make_inventory, make_lot, make_set


@pytest.fixture
def themes(db: None) -> Theme:
    """Space, and Planets below it, with a set each."""
    above = Theme.objects.create(number=1, name="Space")
    below = Theme.objects.create(number=2, name="Planets", parent=above)
    make_set("10-1", "Rocket", theme=above, year=2001)
    make_set("20-1", "Moon", theme=below, year=2020)
    return above


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_theme_holds_the_sets_of_the_themes_below_it(visitor: Client, themes: Theme) -> None:
    page = body(visitor, "/sets/?theme=1")
    assert "Rocket" in page
    assert "Moon" in page
    assert page.index("Moon") < page.index("Rocket"), "the newest first"
    below = body(visitor, "/sets/?theme=2")
    assert "Moon" in below
    assert "Rocket" not in below


def test_a_year_leaves_the_others_out(visitor: Client, themes: Theme) -> None:
    page = body(visitor, "/sets/?year=2020")
    assert "Moon" in page
    assert "Rocket" not in page
    assert "1 set of 2020" in page


@pytest.mark.parametrize("query", ["?theme=99", "?theme=x&year=y", "?after=1", "?after=x&after=1", "?q=%00"])
def test_a_query_that_says_nothing_is_left_out(visitor: Client, themes: Theme, query: str) -> None:
    assert "Rocket" in body(visitor, f"/sets/{query}")


def test_words_narrow_themes_and_years_too(visitor: Client, themes: Theme) -> None:
    make_set("30-1", "Moon base", theme=themes, year=1998)
    page = body(visitor, "/sets/?q=moon")
    assert "2 sets for “moon”" in page
    assert "Rocket" not in page
    assert '<option value="2001">' not in page
    assert 'href="?q=moon&amp;theme=1">Space<span class="push">2</span>' in page


def test_nothing_found_says_what_to_drop(visitor: Client, themes: Theme) -> None:
    page = body(visitor, "/sets/?theme=2&year=2001")
    assert "No set has all of that" in page
    assert '<a class="button" href="?theme=2">Look in all years</a>' in page
    assert '<a class="button" href="?year=2001">Look in all themes</a>' in page


def test_an_empty_shelf_says_what_fills_it(visitor: Client, db: None) -> None:
    assert "import_rebrickable" in body(visitor, "/sets/")


def test_each_set_is_shown_once_over_the_pages(visitor: Client, db: None) -> None:
    for at in range(100):
        make_set(f"{at}-1", f"Set {at}", year=None if at % 7 == 0 else 2000 + at % 3)
    seen: list[str] = []
    query = ""
    for _page in range(3):
        response = visitor.get(f"/sets/{query}")
        shown = response.context["page"].shown
        seen += [row.number for row in shown.rows]
        query = f"?{shown.more}"
    assert len(seen) == 100
    assert len(set(seen)) == 100
    assert query == "?"


def test_the_list_takes_a_fixed_number_of_queries(
    visitor: Client, themes: Theme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(60):
        make_set(f"3{at}-1", f"Set {at}", theme=themes)
    with django_assert_num_queries(5):
        body(visitor, "/sets/")


def test_a_set_lists_its_newest_parts_spares_apart(visitor: Client, db: None) -> None:
    held = make_set()
    make_lot(make_inventory(1, set=held), make_part("3005", "Brick 1 × 1"))
    newest = make_inventory(2, version=2, set=held)
    make_lot(newest, make_part("3001", "Brick 2 × 4"), quantity=12)
    make_lot(newest, make_part("3024", "Plate 1 × 1"), quantity=3, is_spare=True)
    page = body(visitor, "/sets/10019-1/")
    assert "Brick 1 × 1" not in page
    assert "12 in 1 lot" in page
    assert "3 spare" in page
    assert page.index("Brick 2 × 4") < page.index("Spare pieces") < page.index("Plate 1 × 1")


def test_a_set_is_found_by_the_number_on_its_box(visitor: Client, db: None) -> None:
    make_set("10019-1")
    assert "Blockade runner" in body(visitor, "/sets/10019/")
    assert visitor.get("/sets/4711/").status_code == 404


def test_an_unknown_inventory_says_what_brings_it(visitor: Client, db: None) -> None:
    make_set()
    page = body(visitor, "/sets/10019-1/")
    assert "Its list of parts is not known here" in page
    assert "inventory_parts" in page


def test_a_set_without_parts_is_no_gap(visitor: Client, db: None) -> None:
    make_set("850-1", "Clock", part_count=0)
    page = body(visitor, "/sets/850-1/")
    assert "It holds no parts" in page
    assert "not known here" not in page


def test_what_is_inside_and_what_holds_it_is_linked(visitor: Client, db: None) -> None:
    box, car = make_set("66-1", "Big box"), make_set("7-1", "Car")
    figure = Minifig.objects.create(number="fig-000001", name="Driver", part_count=4)
    InventorySet.objects.create(inventory=make_inventory(1, set=box), set=car, quantity=2)
    InventoryMinifig.objects.create(inventory=make_inventory(2, set=car), minifig=figure, quantity=1)
    assert '<a href="/sets/7-1/">Car</a>' in body(visitor, "/sets/66-1/")
    inside = body(visitor, "/sets/7-1/")
    assert '<a href="/minifigs/fig-000001/">Driver</a>' in inside
    assert '<a href="/sets/66-1/">Big box</a>' in inside
    assert '<a href="/sets/7-1/">Car</a>' in body(visitor, "/minifigs/fig-000001/")
    assert visitor.get("/minifigs/fig-999999/").status_code == 404


def test_a_long_list_is_cut_and_can_be_had_whole(visitor: Client, db: None) -> None:
    inventory = make_inventory(1, set=make_set())
    for at in range(205):
        make_lot(inventory, make_part(f"b{at:03}", f"Brick {at:03}"))
    page = body(visitor, "/sets/10019-1/")
    assert page.count('class="num strong"') == 200
    assert "Show 5 more lots" in page
    assert "410 in 205 lots" in page
    assert body(visitor, "/sets/10019-1/?parts=all").count('class="num strong"') == 205


def test_the_page_of_a_set_takes_a_fixed_number_of_queries(
    visitor: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = make_set()
    inventory = make_inventory(1, set=held)
    for start in (0, 10):
        for at in range(start, start + 10):
            make_lot(inventory, make_part(f"b{at}", f"Brick {at}"), colour=make_colour(at, f"Colour {at}"))
            outer = make_inventory(100 + at, set=make_set(f"9{at}-1"))
            InventorySet.objects.create(inventory=outer, set=held, quantity=1)
            figure = Minifig.objects.create(number=f"fig-{at}", name="Driver")
            InventoryMinifig.objects.create(inventory=inventory, minifig=figure, quantity=1)
        visitor.get("/sets/10019-1/")  # asks for the pictures that are missing
        with django_assert_num_queries(8):
            body(visitor, "/sets/10019-1/")
    assert Set.objects.count() == 21
