"""What numbers lead to beyond a part's own: elements, parts that files carry, shared numbers; and alternatives."""

from decimal import Decimal
from typing import Any

import pytest

from parts.models import ColourNumber, Element, Part, PartNumber, PartRelation
from parts.services.alternatives import alternatives_by_part
from parts.services.identify import Identification, Reference, identify
from tests.factories import make_colour, make_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def plate() -> Part:
    """A plate with a LEGO element number in red, and a second part to tell it from."""
    part = numbered(make_part("3710", "Plate 1 x 4"), "ldraw", "3710")
    red, blue = make_colour(4, "Red"), make_colour(1, "Blue")
    for colour in (red, blue):
        ColourNumber.objects.create(colour=colour, system="ldraw", number=str(colour.number))
    Element.objects.create(number="371021", part=part, colour=red, design_number="3710")
    return part


def numbered(part: Part, system: str, *numbers: str, rule: str = "own") -> Part:
    for number in numbers:
        PartNumber.objects.create(part=part, system=system, number=number, rule=rule, evidence="table")
    return part


def known(number: str, colour: int | str = "", system: str = "lego", name: str = "") -> Identification:
    return identify([Reference(number, colour, system, name, "ldraw" if colour else "")])[0]


def rules(found: Identification) -> list[str]:
    return [link["rule"] for link in found.evidence]


def test_element_number_gives_part_and_colour(plate: Part) -> None:
    found = known("371021")
    assert (found.part, found.colour and found.colour.name) == (plate, "Red")
    assert found.evidence == [
        {"rule": "element", "message": "371021 is LEGO's number of it in one colour, of shape 3710"},
        {"rule": "colour_element", "message": "the element's colour is Red"},
    ]
    assert found.confidence == 1


def test_colour_that_is_given_goes_before_the_elements_and_says_so(plate: Part) -> None:
    found = known("371021", 1)
    assert found.colour is not None
    assert found.colour.name == "Blue"
    assert found.evidence[-1]["message"] == "colour 1 is Blue; the element's own is Red"


def test_element_number_in_a_model_counts_less(plate: Part) -> None:
    found = known("371021.dat", 16, system="ldraw")
    assert (found.part, found.confidence, rules(found)) == (
        plate,
        Decimal("0.95"),
        ["element", "other_system", "colour_element"],
    )


def test_number_of_a_shape_and_of_another_parts_element_is_ambiguous(plate: Part) -> None:
    other = numbered(make_part("9999", "Tile 1 x 4"), "lego", "371021")
    found = known("371021")
    assert (found.part, found.evidence[0]["rule"]) == (None, "ambiguous")
    assert {candidate.part for candidate in found.candidates} == {plate, other}


def test_without_a_colour_any_will_do(plate: Part) -> None:
    assert rules(known("3710", "", system="ldraw")) == ["number", "colour_open"]


def test_part_that_a_sets_file_carries_goes_by_its_own_number(plate: Part) -> None:
    found = known("10019 - 3710", 4, system="ldraw")
    assert (found.part, found.confidence, rules(found)[:2]) == (plate, Decimal("0.95"), ["carried", "number"])
    moulded = known("10019 - 3710b", 4, system="ldraw")
    assert (moulded.part, rules(moulded)[:3]) == (plate, ["carried", "mould", "number"])


def test_title_that_names_a_part_leads_to_it(plate: Part) -> None:
    found = known("rubberband-1.ldr", 4, "ldraw", "Red one, LDraw 3710.dat, bent")
    assert (found.part, found.confidence, rules(found)[:2]) == (plate, Decimal("0.80"), ["titled", "number"])


def test_number_that_a_system_gives_twice_means_the_part_that_bears_it_elsewhere_too(plate: Part) -> None:
    other = numbered(make_part("3710b", "Plate 1 x 4 Reinforced"), "bricklink", "3710")
    numbered(plate, "bricklink", "3710")
    found = known("3710", 4, "bricklink")
    assert (found.part, found.confidence, rules(found)[:2]) == (plate, Decimal("0.90"), ["number", "shared"])
    assert [candidate.part for candidate in found.candidates] == [other]


def test_number_that_two_parts_share_is_offered_and_not_guessed() -> None:
    parts = [numbered(make_part(number, f"Brick {number}"), "bricklink", "77") for number in ("78", "79")]
    found = known("77", 4, "bricklink")
    assert (found.part, found.confidence, rules(found)[0]) == (None, Decimal(0), "ambiguous")
    assert [candidate.part for candidate in found.candidates] == parts


def test_assembly_offers_the_piece_that_it_is_named_after(plate: Part) -> None:
    found = known("3710c01", 4, "ldraw")
    assert (found.part, rules(found)[0]) == (None, "assembly")
    assert [candidate.part for candidate in found.candidates] == [plate]


def test_print_with_a_weak_number_does_not_come_along_with_the_plain_part(plate: Part) -> None:
    numbered(plate, "rebrickable", "3710")
    numbered(make_part("3710p01", "Plate 1 x 4 with Star"), "rebrickable", "3710", rule="print")
    found = known("3710", 4, "rebrickable")
    assert (found.part, found.candidates) == (plate, [])


def test_a_thousand_elements_and_unknown_names_take_four_queries(
    plate: Part, django_assert_max_num_queries: Any
) -> None:
    lots = [
        Reference("371021", "", "lego"),
        Reference("3710a", 4),
        Reference("zz", 4, name="Plate with star"),
    ]
    with django_assert_max_num_queries(4):
        answers = identify(lots * 334)
    assert [one.part for one in answers[:3]] == [plate, plate, None]


def test_alternatives_are_told_both_ways_in_one_query(plate: Part, django_assert_num_queries: Any) -> None:
    newer = numbered(make_part("3710b", "Plate 1 x 4 Reinforced"), "rebrickable", "3710", rule="mould")
    numbered(plate, "rebrickable", "3710")
    stand_in, pattern = make_part("4444", "Plate"), make_part("3710p01", "Plate with Star")
    PartRelation.objects.create(kind="alternate", child=stand_in, parent=plate, evidence="table")
    PartRelation.objects.create(kind="print", child=pattern, parent=plate, evidence="table")
    with django_assert_num_queries(1):
        found = alternatives_by_part([plate.pk, newer.pk, pattern.pk])
    assert found == {plate.pk: [("3710b", "mould"), ("4444", "alternate")], newer.pk: [("3710", "mould")]}
