"""One part: its colours, numbers that open, relatives, sets, builds, prices, and what is left out."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from parts.models import Part, System
from tests.factories import make_build, make_colour, make_line, make_part, make_published, make_revision
from tests.web.catalogue_rows import (
    make_inventory,
    make_lot,
    make_made_in,
    make_number,
    make_price,
    make_relation,
    make_set,
)

TODAY = timezone.localdate()


@pytest.fixture
def brick(db: None) -> Part:
    return make_part("3001", "Brick 2 × 4", "Bricks")


def shown(client: Client, part: Part, query: str = "") -> str:
    response = client.get(f"/parts/{part.pk}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_bare_part_shows_only_what_is_known(visitor: Client, brick: Part) -> None:
    page = shown(visitor, brick)
    assert "Brick 2 × 4" in page
    assert "No system’s number is known for it." in page
    assert "Nobody’s price for it is known here." in page
    for absent in ("Colours it was made in", "builds-title", "Sets that hold it", "Made of", "Correct a number"):
        assert absent not in page


def test_without_a_wish_it_is_shown_in_its_commonest_colour(visitor: Client, brick: Part) -> None:
    red, blue = make_colour(4, "Red"), make_colour(1, "Blue")
    make_made_in(brick, red, set_count=3)
    make_made_in(brick, blue, set_count=8)
    assert '<h2 id="colour-title"><a class="plainlink" href="/colours/1/">Blue</a>' in shown(visitor, brick)


def test_a_colour_that_is_asked_for_is_shown(visitor: Client, brick: Part) -> None:
    red, blue = make_colour(4, "Red"), make_colour(1, "Blue")
    make_made_in(brick, red, "300121", "4114319", first_year=1980, last_year=1999)
    make_made_in(brick, blue, "300123")
    page = shown(visitor, brick, "?colour=4")
    assert "made in it 1980 to 1999" in page
    assert '<a id="stud-4" href="?colour=4" title="Red" aria-current="true">' in page
    assert (
        '<th scope="row">Element, Red</th><td><span class="id">4114319</span>, <span class="id">300121</span></td>'
        in page
    )


def test_a_colour_it_was_never_made_in_says_so(visitor: Client, brick: Part) -> None:
    make_made_in(brick, make_colour(4, "Red"))
    make_colour(2, "Green")
    assert "not known to have been made in it" in shown(visitor, brick, "?colour=2")


@pytest.mark.parametrize("asked", ["999", "x", "%00", "-1", "9" * 40])
def test_a_colour_that_nobody_knows_is_not_found(visitor: Client, brick: Part, asked: str) -> None:
    response = visitor.get(f"/parts/{brick.pk}/?colour={asked}")
    assert response.status_code == 404
    assert "The catalogue has no such colour." in response.content.decode()


def test_a_number_links_out_and_opens_how_it_is_known(visitor: Client, brick: Part) -> None:
    make_number(brick, "3001", System.BRICKLINK)
    make_number(brick, "3001old", System.LDRAW, rule="moved")
    page = shown(visitor, brick)
    assert (
        '<a class="id" rel="noopener" href="https://www.bricklink.com/v2/catalog/catalogitem.page?P=3001">3001</a>'
        in page
    )
    assert '<span class="id">3001old.dat</span>' in page
    assert "An earlier number. The system moved the part to another one." in page
    assert "<dt>Source</dt><dd>a table of ids</dd>" in page


def test_numbers_beyond_the_sixth_of_a_system_are_folded(visitor: Client, brick: Part) -> None:
    for at in range(9):
        make_number(brick, f"old{at}", System.LDRAW, rule="alias")
    assert "<summary>3 more</summary>" in shown(visitor, brick)


def test_a_number_cannot_break_out_of_its_link(visitor: Client, brick: Part) -> None:
    make_number(brick, '3001"><script>', System.REBRICKABLE)
    page = shown(visitor, brick)
    assert 'href="https://rebrickable.com/parts/3001%22%3E%3Cscript%3E/"' in page
    assert '"><script>' not in page


def test_relatives_stand_in_groups_with_their_way(visitor: Client, brick: Part) -> None:
    base, print_of_it = make_part("3000", "Brick 2 × 4 base"), make_part("3001p01", "Brick 2 × 4 with eye")
    make_relation("subpart", base, brick, quantity=2, colour=make_colour(1, "Blue"))
    make_relation("print", print_of_it, brick)
    page = shown(visitor, brick)
    assert page.index("Made of") < page.index("Brick 2 × 4 base") < page.index("Prints of it") < page.index("with eye")
    assert '<span class="push num">2 ×</span>' in page
    other_side = shown(visitor, print_of_it)
    assert "Printed on" in other_side
    assert "Prints of it" not in other_side


def test_many_prints_are_a_list_of_their_own(visitor: Client, brick: Part) -> None:
    for at in range(60):
        make_relation("print", make_part(f"3001p{at:02}", f"Print {at}"), brick)
    page = shown(visitor, brick)
    assert page.count("Print ") == 6
    assert "Show all 60" in page
    first = visitor.get(f"/parts/{brick.pk}/related/prints/").content.decode()
    assert first.count('<span class="id faint">3001p') == 48
    assert "after=3001p47" in first
    rest = visitor.get(f"/parts/{brick.pk}/related/prints/?after=3001p47").content.decode()
    assert rest.count('<span class="id faint">3001p') == 12
    assert "Show more" not in rest
    assert visitor.get(f"/parts/{brick.pk}/related/cousins/").status_code == 404


def test_a_merged_part_points_to_the_one_it_became(visitor: Client, brick: Part) -> None:
    merged = make_part("3001a", "Brick 2 × 4 without tubes", merged_into=brick)
    page = shown(visitor, merged)
    assert "This is Brick 2 × 4" in page
    assert f'<a class="button" href="/parts/{brick.pk}/">Go to 3001</a>' in page


def test_other_names_are_told_when_they_say_more(visitor: Client, brick: Part) -> None:
    Part.objects.update(other_names="Brick 2 x 4\nBlock, eight studs")
    assert "Also called: Block, eight studs</p>" in shown(visitor, brick)


def test_the_author_of_the_shape_is_credited(visitor: Client, brick: Part) -> None:
    Part.objects.update(author="James Jessiman", licence="Licensed under CC BY 4.0 : see CAreadme.txt")
    page = shown(visitor, brick)
    assert "Shape drawn by James Jessiman for the LDraw parts library. Licensed under CC BY 4.0." in page


def test_sets_say_how_many_they_hold(visitor: Client, brick: Part) -> None:
    make_lot(make_inventory(1, set=make_set()), brick, quantity=12)
    page = shown(visitor, brick)
    assert "Blockade runner" in page
    assert '<span class="push num">12 ×</span>' in page
    assert "12</td>" in visitor.get(f"/parts/{brick.pk}/sets/").content.decode()


def test_builds_say_how_many_in_which_colour(visitor: Client, owner: User, brick: Part) -> None:
    red, blue = make_colour(4, "Red"), make_colour(1, "Blue")
    make_made_in(brick, red)
    revision = make_published(owner, "Small crane").shown_revision
    assert revision
    make_line(revision, part=brick, colour=red, quantity=6)
    make_line(revision, part=brick, colour=blue, quantity=16)
    page = shown(visitor, brick, "?colour=4")
    assert "6 in Red, 22 in all" in page
    assert "Small crane" in visitor.get(f"/parts/{brick.pk}/builds/").content.decode()


def test_drafts_never_leak(visitor: Client, owners: Client, strangers: Client, owner: User, brick: Part) -> None:
    make_line(make_revision(make_build(owner, "Secret crane")), part=brick)
    for client in (visitor, strangers):
        assert "Secret crane" not in shown(client, brick)
        assert "In builds" not in shown(client, brick)
        assert "Secret crane" not in client.get(f"/parts/{brick.pk}/builds/").content.decode()
    assert "Secret crane" in shown(owners, brick)


def test_prices_are_drawn_told_and_listed(visitor: Client, brick: Part) -> None:
    red = make_colour(4, "Red")
    for days, price in ((300, "0.10"), (200, "0.14"), (10, "0.12")):
        make_price(brick, red, price, TODAY - datetime.timedelta(days=days))
    make_price(brick, red, "0.07", TODAY - datetime.timedelta(days=10), condition="used")
    page = shown(visitor, brick, "?colour=4")
    words = "New: median €0.12 of 3 prices, from 0.10 to 0.14. Used: €0.07, in 1 price."
    assert f'role="img" aria-label="{words}"' in page
    assert page.count("<polyline") == 2
    assert "New, median" in page
    quarter = shown(visitor, brick, "?colour=4&prices=90")
    assert "New: €0.12, in 1 price." in quarter


def test_old_prices_are_shown_in_full_where_the_year_has_none(visitor: Client, brick: Part) -> None:
    make_price(brick, make_colour(4, "Red"), "0.10", TODAY - datetime.timedelta(days=900))
    page = shown(visitor, brick, "?colour=4")
    assert '<a id="span-all" href="?colour=4&amp;prices=all" aria-current="true">All</a>' in page
    nothing = shown(visitor, brick, "?colour=4&prices=90")
    assert "Nothing in this span." in nothing


def test_without_a_price_in_this_colour_it_says_where_there_are_some(visitor: Client, brick: Part) -> None:
    make_price(brick, make_colour(1, "Blue"), "0.10", TODAY)
    make_colour(4, "Red")
    page = shown(visitor, brick, "?colour=4")
    assert "No price of it in Red has been seen. Prices were seen in:" in page
    assert '<a class="colour" href="?colour=1">' in page


def test_many_colours_are_shown_twelve_at_first(visitor: Client, brick: Part) -> None:
    for at in range(20):
        make_made_in(brick, make_colour(at, f"Colour {at:02}"), f"9000{at}", set_count=at)
    page = shown(visitor, brick)
    assert page.count('class="colour plainlink"') == 12
    assert "Show 8 more colours" in page
    assert shown(visitor, brick, "?colours=all").count('class="colour plainlink"') == 20
    by_name = shown(visitor, brick, "?order=name")
    assert by_name.index("90000</") < by_name.index("90001</")


def test_the_page_takes_a_fixed_number_of_queries(
    visitor: Client, owner: User, brick: Part, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for start in (0, 10):
        _fill(owner, brick, start)
        with django_assert_max_num_queries(28) as queries:
            shown(visitor, brick)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _fill(owner: User, brick: Part, start: int) -> None:
    """A part with everything: 8 more of each."""
    for at in range(start, start + 8):
        colour = make_colour(at, f"Colour {at}")
        make_made_in(brick, colour, f"77{at}", set_count=at)
        make_price(brick, colour, "0.10", TODAY)
        make_number(brick, f"n{at}")
        make_relation("print", make_part(f"3001p{at}", f"Print {at}"), brick)
        make_relation("subpart", make_part(f"s{at}", f"Piece {at}"), brick)
        make_lot(make_inventory(at + 1, set=make_set(f"{at}-1")), brick)
        revision = make_published(owner, f"Crane {at}").shown_revision
        assert revision
        make_line(revision, part=brick, colour=colour)
