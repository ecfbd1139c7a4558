"""The parts list: groups that add up, what needs a look on top, unknown never shown as zero."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import BomLine, Revision
from builds.selectors import bom_lines
from parts.models import Minifig
from tests.factories import make_build, make_colour, make_line, make_part, make_revision, make_unknown_line
from tests.web.catalogue_rows import make_set
from web.present.bom_table import ROWS_AT_ONCE, bom_table

WHOLE: dict[str, Any] = {
    "part": None, "colour": None, "basis": "unknown", "unit_price": None, "line_price": None, "sources": [],
}  # fmt: skip


@pytest.fixture
def revision(db: None) -> Revision:
    revision = make_revision(make_build())
    grey = make_colour(71, "Light Grey")
    plate = make_part("3023", "Plate 1 x 2", "Plate")
    make_unknown_line(revision)
    make_line(revision, quantity=4, line_price=Decimal("0.48"))
    make_line(revision, colour=grey, quantity=9, line_price=Decimal("1.08"))
    make_line(revision, part=plate, colour=grey, quantity=1, line_price=Decimal("0.05"), confidence=Decimal("0.30"))
    return revision


def test_what_needs_a_look_stands_on_top_and_the_rest_by_parts(revision: Revision) -> None:
    table = bom_table(bom_lines(revision))
    assert [(group.title, group.look, group.sums.lots) for group in table.groups] == [
        ("Needs a look", True, 2),
        ("Light Grey", False, 1),
        ("Red", False, 1),
    ]


@pytest.mark.parametrize("grouping", ["colour", "category", "none", "nonsense"])
def test_groups_add_up_to_the_whole(revision: Revision, grouping: str) -> None:
    table = bom_table(bom_lines(revision), grouping=grouping)
    assert sum(group.sums.parts for group in table.groups) == table.sums.parts == 16
    assert sum((group.sums.price or Decimal(0)) for group in table.groups) == table.sums.price == Decimal("1.61")
    assert sum(group.sums.lots for group in table.groups) == table.sums.lots == 4
    assert table.sums.unpriced == 1


def test_a_group_without_any_price_has_none(revision: Revision) -> None:
    BomLine.objects.filter(revision=revision, part__isnull=False).delete()
    assert bom_table(bom_lines(revision)).sums.price is None


def test_sorting_both_ways(revision: Revision) -> None:
    falling = bom_table(bom_lines(revision), grouping="none", sort="quantity")
    rising = bom_table(bom_lines(revision), grouping="none", sort="quantity", rising=True)
    assert [row.line.quantity for row in falling.groups[1].rows] == [9, 4]
    assert [row.line.quantity for row in rising.groups[1].rows] == [4, 9]
    assert falling.descending
    assert not rising.descending


def test_groups_beyond_the_first_rows_start_folded(db: None) -> None:
    revision = make_revision(make_build())
    part, red, blue = make_part(), make_colour(4, "Red"), make_colour(1, "Blue")
    rows = [
        BomLine(
            revision=revision, position=at, reference=f"p{at}", reference_colour="4", part=part, name="Brick",
            colour=red if at < ROWS_AT_ONCE else blue, quantity=2 if at < ROWS_AT_ONCE else 1, confidence=Decimal(1),
        )
        for at in range(ROWS_AT_ONCE + 5)
    ]  # fmt: skip
    BomLine.objects.bulk_create(rows)
    assert [(group.title, group.folded) for group in bom_table(bom_lines(revision)).groups] == [
        ("Red", False),
        ("Blue", True),
    ]


def test_an_unnamed_colour_is_called_by_its_value(db: None) -> None:
    line = make_line(make_revision(make_build()), colour=None, reference_colour=str(0x2FF8000))
    assert bom_table([line]).groups[0].rows[0].colour_name == "#FF8000"


def test_a_page_draws_so_many_rows_and_leaves_the_rest_to_the_download(
    revision: Revision, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr("web.present.bom_table.MOST_ROWS", 3)
    table = bom_table(bom_lines(revision))
    assert [len(group.shown_rows) for group in table.groups] == [2, 1, 0]
    assert (table.hidden, table.sums.lots) == (1, 4)
    client.force_login(revision.build.owner)
    page = client.get(f"/builds/{revision.build.slug}/").content.decode()
    assert "1 more lot is too much for a page." in page
    assert page.count('class="bom__line') == 3


def test_sets_and_figures_that_are_listed_whole_link_to_the_catalogue(owners: Client, owner: User) -> None:
    make_set("10019-1", "Rebel Blockade Runner")
    Minifig.objects.create(number="fig-000001", name="Driver")
    revision = make_revision(make_build(owner))
    make_line(revision, item="set", reference="10019", name="10019", **WHOLE)
    make_line(revision, item="set", reference="99999-1", name="A set of another world", **WHOLE)
    make_line(revision, item="minifig", reference="FIG-000001", name="", **WHOLE)
    make_line(revision, item="minifig", reference="sw0001", name="A pilot", **WHOLE)
    make_line(revision, reference="10019", name="No set", **WHOLE)
    page = owners.get(f"/builds/{revision.build.slug}/").content.decode()
    assert '<a href="/sets/10019-1/">Rebel Blockade Runner</a>' in page
    assert '<a href="/minifigs/fig-000001/">Driver</a>' in page
    assert page.count('<span class="bom__name">') == 3


def test_fifty_sets_and_figures_cost_two_queries(
    revision: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lines = list(bom_lines(revision))
    with CaptureQueriesContext(connection) as before:
        bom_table(lines)
    for at in range(25):
        make_line(revision, item="set", reference=f"{at}-1", **WHOLE)
        make_line(revision, item="minifig", reference=f"fig-{at}", **WHOLE)
    lines = list(bom_lines(revision))
    with django_assert_num_queries(len(before) + 2):
        bom_table(lines)
