"""What the catalogue lists of parts, sets and colours: exact rows in order, each list in a fixed number of queries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parts.models import (
    CatalogueImport,
    Element,
    Inventory,
    InventoryMinifig,
    InventoryPart,
    InventorySet,
    Minifig,
    Part,
    PartColour,
    PartRelation,
    PriceSeen,
    Set,
    Theme,
)
from parts.selectors import (
    catalogue_imports,
    elements_by_part,
    inventory_lines,
    inventory_minifigs,
    inventory_of_minifig,
    inventory_of_set,
    inventory_sets,
    minifig_by_number,
    minifigs_with_part,
    part_colours_by_part,
    parts_in_colour,
    price_history,
    relations_by_part,
    set_by_number,
    sets_in_theme,
    sets_with_part,
    themes,
)
from tests.factories import make_colour, make_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def brick() -> Part:
    return make_part("z1", "Brick Z")


def held(holder: Set | Minifig, part: Part, quantity: int = 1, *, version: int = 1, **fields: Any) -> Inventory:
    """A line in one version of the inventory of a set or minifigure."""
    side = "set" if isinstance(holder, Set) else "minifig"
    number = 990_000 + 10 * holder.pk + version
    inventory, _made = Inventory.objects.get_or_create(number=number, defaults={"version": version, side: holder})
    colour = fields.pop("colour", None) or make_colour(990_001, "Zed red")
    InventoryPart.objects.create(inventory=inventory, part=part, colour=colour, quantity=quantity, **fields)
    return inventory


def test_elements_stand_by_part_with_their_colour_in_one_query(brick: Part, django_assert_num_queries: Any) -> None:
    rare = make_colour(990_002, "Zed rare", commonness=Decimal("0.1"))
    usual = make_colour(990_003, "Zed usual", commonness=Decimal("0.9"))
    for number, colour in (("z-3", rare), ("z-2", usual), ("z-1", usual)):
        Element.objects.create(number=number, part=brick, colour=colour)
    with django_assert_num_queries(1):
        found = elements_by_part([brick.pk, 0])
        assert [(e.number, e.colour.name) for e in found[brick.pk]] == [
            ("z-1", "Zed usual"), ("z-2", "Zed usual"), ("z-3", "Zed rare"),
        ]  # fmt: skip
    assert found[0] == []


def test_colours_of_a_part_and_parts_of_a_colour_go_by_how_many_sets_hold_them(
    brick: Part, django_assert_num_queries: Any
) -> None:
    red, blue, other = make_colour(990_001, "Zed red"), make_colour(990_002, "Zed blue"), make_part("z2", "Plate Z")
    PartColour.objects.create(part=brick, colour=red, set_count=2, first_year=1999, last_year=2020)
    PartColour.objects.create(part=brick, colour=blue, set_count=5)
    PartColour.objects.create(part=other, colour=red, set_count=9)
    with django_assert_num_queries(1):
        found = part_colours_by_part([brick.pk])[brick.pk]
        assert [(row.colour.name, row.set_count, row.first_year) for row in found] == [
            ("Zed blue", 5, None), ("Zed red", 2, 1999),
        ]  # fmt: skip
    with django_assert_num_queries(1):
        assert [(row.part.number, row.part.category.name) for row in parts_in_colour(red)] == [
            ("z2", "Brick"), ("z1", "Brick"),
        ]  # fmt: skip
    assert not parts_in_colour(red, category="no-such-shelf").exists()
    third = make_part("z3", "Plate Y", standing=2)
    PartColour.objects.create(part=third, colour=red, set_count=2)
    assert [row.part.number for row in parts_in_colour(red)] == ["z2", "z3", "z1"]


def test_relations_stand_on_both_sides_in_one_query(brick: Part, django_assert_num_queries: Any) -> None:
    first, second, mould = (make_part(f"z1{mark}", f"Brick Z {mark}") for mark in ("pb2", "pb1", "b"))
    for child in (first, second):
        PartRelation.objects.create(kind="print", child=child, parent=brick, evidence="a table")
    PartRelation.objects.create(kind="mould", child=brick, parent=mould, evidence="a table")
    with django_assert_num_queries(1):
        found = relations_by_part([brick.pk, first.pk, 0])
        said = [(row.kind, row.child.number, row.parent.number, row.parent.category.name) for row in found[brick.pk]]
    assert said == [
        ("mould", "z1", "z1b", "Brick"), ("print", "z1pb1", "z1", "Brick"), ("print", "z1pb2", "z1", "Brick"),
    ]  # fmt: skip
    assert [row.parent_id for row in found[first.pk]] == [brick.pk]
    assert found[0] == []


def test_a_part_with_thousands_of_prints_lists_some_and_all_its_other_relations(brick: Part) -> None:
    for n in range(5):
        PartRelation.objects.create(kind="print", child=make_part(f"z1pb{n}"), parent=brick, evidence="a table")
    PartRelation.objects.create(kind="mould", child=brick, parent=make_part("z1b"), evidence="a table")
    found = relations_by_part([brick.pk], most=3)[brick.pk]
    assert [row.child.number for row in found] == ["z1", "z1pb0", "z1pb1", "z1pb2"]


def test_sets_with_a_part_are_those_whose_newest_inventory_lists_it(
    brick: Part, django_assert_num_queries: Any
) -> None:
    red, blue = make_colour(990_001, "Zed red"), make_colour(990_002, "Zed blue")
    old = Set.objects.create(number="901-1", name="Zed old", year=1990)
    new = Set.objects.create(number="902-1", name="Zed new", year=2020)
    dateless = Set.objects.create(number="903-1", name="Zed dateless")
    changed = Set.objects.create(number="904-1", name="Zed changed", year=2021)
    held(old, brick, 3, colour=red)
    held(old, brick, 4, colour=blue)
    held(old, brick, 50, colour=red, is_spare=True)
    held(new, brick, 1, colour=blue)
    held(dateless, brick, 1, colour=red)
    held(changed, brick, 8, colour=red)
    held(changed, make_part("z2"), 8, version=2)
    with django_assert_num_queries(1):
        found = [(row.number, row.quantity) for row in sets_with_part(brick)]  # type: ignore[attr-defined]
    assert found == [("902-1", 1), ("901-1", 7), ("903-1", 1)]
    found = [(row.number, row.quantity) for row in sets_with_part(brick, red)]  # type: ignore[attr-defined]
    assert found == [("901-1", 3), ("903-1", 1)]


def test_minifigures_with_a_part_tell_how_many(brick: Part) -> None:
    minifig = Minifig.objects.create(number="fig-990001", name="Zed")
    held(minifig, brick, 2)
    found = [(row.number, row.quantity) for row in minifigs_with_part(brick)]  # type: ignore[attr-defined]
    assert found == [("fig-990001", 2)]
    assert not sets_with_part(brick).exists()


@pytest.mark.parametrize(("said", "found"), [("901-1", "901-1"), ("901", "901-1"), (" 901-2 ", "901-2"), ("9", None)])
def test_a_set_is_found_by_its_number_with_or_without_its_edition(said: str, found: str | None) -> None:
    for number in ("901-1", "901-2"):
        Set.objects.create(number=number, name="Zed")
    answer = set_by_number(said)
    assert (answer.number if answer else None) == found


@pytest.mark.parametrize("number", ["\0", "\ud800", "", "x" * 10_000])
def test_a_hostile_number_finds_nothing(number: str) -> None:
    assert set_by_number(number) is None
    assert minifig_by_number(number) is None


def test_an_inventory_is_the_newest_version_with_spare_pieces_last(brick: Part, django_assert_num_queries: Any) -> None:
    plate = make_part("z2", "Plate Z", shelf="Zed shelf")
    zed = Set.objects.create(number="901-1", name="Zed")
    held(zed, plate, 99)
    inner = Set.objects.create(number="902-1", name="Zed inner")
    minifig = Minifig.objects.create(number="fig-990001", name="Zed")
    newest = held(zed, plate, 2, version=2)
    held(zed, brick, 1, version=2, is_spare=True)
    held(zed, brick, 4, version=2)
    InventoryMinifig.objects.create(inventory=newest, minifig=minifig, quantity=2)
    InventorySet.objects.create(inventory=newest, set=inner, quantity=3)
    inventory = inventory_of_set(zed)
    assert inventory == newest
    with django_assert_num_queries(1):
        lines = [
            (line.part.category.name, line.part.number, line.colour.name, line.quantity, line.is_spare)
            for line in inventory_lines(inventory)
        ]
    assert lines == [
        ("Brick", "z1", "Zed red", 4, False), ("Zed shelf", "z2", "Zed red", 2, False),
        ("Brick", "z1", "Zed red", 1, True),
    ]  # fmt: skip
    with django_assert_num_queries(2):
        assert [(row.minifig.number, row.quantity) for row in inventory_minifigs(inventory)] == [("fig-990001", 2)]
        assert [(row.set.number, row.quantity) for row in inventory_sets(inventory)] == [("902-1", 3)]
    assert inventory_of_set(inner) is None
    assert inventory_of_minifig(minifig) is None


def test_themes_know_their_parent_and_their_own_sets(django_assert_num_queries: Any) -> None:
    above = Theme.objects.create(number=990_001, name="Zed above")
    below = Theme.objects.create(number=990_002, name="Zed below", parent=above)
    for number, year in (("901-1", 1990), ("902-1", 2020)):
        Set.objects.create(number=number, name="Zed", theme=below, year=year)
    with django_assert_num_queries(1):
        found = [(row.name, row.parent and row.parent.name, row.set_count) for row in themes()]  # type: ignore[attr-defined]
    assert [row for row in found if row[0].startswith("Zed")] == [("Zed above", None, 0), ("Zed below", "Zed above", 2)]
    assert [row.number for row in sets_in_theme(below)] == ["902-1", "901-1"]


def test_price_history_gives_exact_medians_by_day_condition_and_currency(
    brick: Part, django_assert_num_queries: Any
) -> None:
    red = make_colour(990_001, "Zed red")
    first, second = date(2026, 1, 1), date(2026, 1, 2)
    seen = [
        (first, "new", "EUR", "0.1000"), (first, "new", "EUR", "0.1001"), (first, "new", "EUR", "0.2000"),
        (first, "new", "EUR", "9.0000"), (first, "used", "EUR", "0.0500"), (first, "new", "USD", "1.0000"),
        (second, "new", "EUR", "0.3000"),
    ]  # fmt: skip
    for day, condition, currency, price in seen:
        PriceSeen.objects.create(
            part=brick, colour=red, condition=condition, currency=currency, price=Decimal(price), seen_on=day,
            quantity=10, source="a table",
        )  # fmt: skip
    with django_assert_num_queries(1):
        found = price_history(brick)
    told = [(p.day, p.condition, p.currency, p.low, p.median, p.high, p.quantity, p.count) for p in found]
    assert told == [
        (first, "new", "EUR", Decimal("0.1000"), Decimal("0.15005"), Decimal("9.0000"), 40, 4),
        (first, "new", "USD", *[Decimal("1.0000")] * 3, 10, 1),
        (first, "used", "EUR", *[Decimal("0.0500")] * 3, 10, 1),
        (second, "new", "EUR", *[Decimal("0.3000")] * 3, 10, 1),
    ]
    assert [p.day for p in price_history(brick, condition="new", since=second)] == [second]
    assert price_history(brick, colour=make_colour(990_002, "Zed blue")) == []


def test_imports_stand_newest_first() -> None:
    for source in ("first", "second"):
        CatalogueImport.objects.create(command="import_zed", source=source)
    with CaptureQueriesContext(connection) as captured:
        assert [row.source for row in catalogue_imports()[:2]] == ["second", "first"]
    assert len(captured) == 1
