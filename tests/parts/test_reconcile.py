from typing import Any

import pytest

from parts.models import Colour, Element, Part, PartNumber, PartRelation
from parts.services.absence import why_without
from parts.services.reconcile import Reconciled, reconcile
from tests.factories import make_colour, make_part

pytestmark = pytest.mark.django_db


def drawn(number: str, name: str, rebrickable: str = "", **fields: Any) -> Part:
    """A part that LDraw draws, and that Rebrickable lists when a number is given."""
    part = make_part(number, name, **fields)
    PartNumber.objects.create(part=part, system="ldraw", number=number, evidence="library")
    if rebrickable:
        PartNumber.objects.create(part=part, system="rebrickable", number=rebrickable, evidence="Rebrickable")
    return part


def listed(number: str, name: str) -> Part:
    """A part that Rebrickable alone lists."""
    part = make_part(f"{number}-r" if Part.objects.filter(number=number).exists() else number, name)
    PartNumber.objects.create(part=part, system="rebrickable", number=number, evidence="Rebrickable")
    return part


def elements(design: str, part: Part, count: int, start: int = 0) -> None:
    colour: Colour = make_colour()
    for place in range(count):
        number = str(6_000_000 + start + place)
        Element.objects.create(number=number, part=part, colour=colour, design_number=design)


def derived(part: Part, system: str = "rebrickable") -> list[tuple[str, str]]:
    rows = part.numbers.filter(is_derived=True, system=system)
    return list(rows.order_by("number").values_list("number", "rule"))


def test_part_that_is_listed_by_its_own_number_gets_no_other() -> None:
    part = drawn("2436a", "Bracket 1 x 2", "2436a")
    listed("2436", "Bracket 1 x 2")
    assert reconcile() == Reconciled(0, 0, 0, 0, {}, 0)
    assert derived(part) == []


def test_each_relation_leads_to_a_number_and_is_named() -> None:
    mould = drawn("32531a", "Frame with Open Middle")
    listed("32531", "Technic Brick 4 x 6")
    plain = drawn("3068b", "Tile 2 x 2", "3068b")
    printed = drawn("3068bpq0", "Tile 2 x 2 with Sphinx Pattern", kind="print", print_of=plain)
    sticker = drawn("821435f", "Sticker with Black Triangles")
    listed("821435", "Sticker Sheet for Set 6539-1")
    state = drawn("9999c01-f1", "Whip Folded (Complete)")
    listed("9999c01", "Whip (Complete)")
    assert reconcile().by_rule == {"mould": 1, "print": 1, "alternate": 1, "alias": 1}
    assert derived(mould) == [("32531", "mould")]
    assert derived(printed) == [("3068b", "print")]
    assert derived(sticker) == [("821435", "alternate")]
    assert derived(state) == [("9999c01", "alias")]
    assert mould.numbers.get(is_derived=True).evidence == "worked out: another mould of 32531a"


def test_elements_tell_the_shapes_number_and_the_commoner_of_two_moulds() -> None:
    part = drawn("2454", "Brick 1 x 2 x 5")
    hollow, solid = listed("2454a", "Brick 1 x 2 x 5 [Hollow Studs]"), listed("2454b", "Brick 1 x 2 x 5 [Solid Studs]")
    elements("2454", hollow, 1)
    elements("2454", solid, 3, start=100)
    elements("3245", solid, 2, start=200)
    reconcile()
    assert derived(part) == [("2454b", "mould")]
    assert derived(hollow, "lego") == [("2454", "mould")]
    assert derived(solid, "lego") == [("2454", "assumed"), ("3245", "alias")]


def test_equal_number_that_names_another_thing_is_left_alone() -> None:
    part = drawn("2880a", "Monorail Track Point Right - Top")
    listed("2880", "Hinge Bar 2.5L with 2 and 3 Fingers on Ends")
    assert reconcile().without == 1
    assert derived(part) == []


def test_running_it_again_changes_nothing() -> None:
    drawn("32531a", "Frame with Open Middle")
    listed("32531", "Technic Brick 4 x 6")
    first = reconcile()
    keys = set(PartNumber.objects.values_list("pk", flat=True))
    assert (first.added, reconcile()) == (1, Reconciled(0, 0, 0, 1, {"mould": 1}, 0))
    assert set(PartNumber.objects.values_list("pk", flat=True)) == keys


def test_what_no_longer_follows_goes_and_what_a_source_says_stays() -> None:
    part = drawn("32531a", "Frame with Open Middle")
    other = listed("32531", "Technic Brick 4 x 6")
    reconcile()
    other.numbers.all().delete()
    own = PartNumber.objects.create(part=part, system="rebrickable", number="x1", rule="own", evidence="table")
    after = reconcile()
    assert (after.removed, list(part.numbers.filter(system="rebrickable"))) == (1, [own])


def test_a_corrected_row_is_never_made_anew() -> None:
    part = drawn("32531a", "Frame with Open Middle")
    listed("32531", "Technic Brick 4 x 6")
    reconcile()
    row = part.numbers.get(is_derived=True)
    PartNumber.objects.filter(pk=row.pk).update(rule="corrected", is_derived=False)
    assert reconcile().removed == 0
    assert PartNumber.objects.get(pk=row.pk).rule == "corrected"


def test_a_derived_row_that_a_source_overwrote_is_the_sources() -> None:
    part = drawn("32531a", "Frame with Open Middle")
    listed("32531", "Technic Brick 4 x 6")
    reconcile()
    part.numbers.filter(is_derived=True).update(rule="own", evidence="table")
    reconcile()
    assert part.numbers.get(system="rebrickable").is_derived is False


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_imports_does_not_matter(order: tuple[int, ...]) -> None:
    imports = [
        lambda: drawn("32531a", "Frame with Open Middle"),
        lambda: listed("32531", "Technic Brick 4 x 6"),
        lambda: listed("32531b", "Technic Brick 4 x 6 Solid"),
    ]
    for place in order:
        imports[place]()
        reconcile()
    found = PartNumber.objects.filter(is_derived=True).values_list("part__number", "number", "rule")
    assert list(found) == [("32531a", "32531", "mould")]


def test_why_a_part_has_no_number_is_said_of_that_part(django_assert_num_queries: Any) -> None:
    whole, piece = drawn("731c01", "Shock Absorber", kind="assembly"), drawn("731", "Piston Rod")
    PartRelation.objects.create(kind="subpart", child=piece, parent=whole, evidence="library")
    segment = drawn("30527k01", "Hose Segment", kind="flexible")
    plain = drawn("6024", "Baseplate Canyon")
    listed("6024pr0001", "Baseplate Canyon with Water Print")
    sticker = drawn("4711a", "Sticker Star", kind="sticker")
    nothing = drawn("522", "Cape")
    with django_assert_num_queries(2):
        why = why_without([whole, piece, segment, plain, sticker, nothing])
    assert {key: link["rule"] for key, link in why.items()} == {
        whole.pk: "put_together",
        piece.pk: "piece",
        segment.pk: "segment",
        plain.pk: "printed_only",
        sticker.pk: "sticker",
        nothing.pk: "no_rebrickable",
    }
    assert why[piece.pk]["message"] == "731 is a piece of 731c01, which Rebrickable lists as a whole"
    assert why_without([]) == {}
