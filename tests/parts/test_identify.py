from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brickcore.library import open_library
from parts.models import Colour, ColourNumber, Part, PartNumber
from parts.services.catalogue import load_ldraw_library
from parts.services.identify import Reference, identify
from tests.factories import make_part

pytestmark = pytest.mark.usefixtures("starter")


def rules(reference: Reference) -> list[str]:
    return [link["rule"] for link in identify([reference])[0].evidence]


def test_own_number_is_certain() -> None:
    [known] = identify([Reference("3001.dat", 4)])
    assert known.part is not None
    assert (known.part.number, known.part.category.name, known.part.kind) == ("3001", "Bricks", Part.Kind.PART)
    assert known.colour is not None
    assert known.colour.name == "Red"
    assert known.confidence == Decimal("1.00")
    assert known.evidence == [
        {"rule": "number", "message": "3001 is its LDraw number (starter catalogue)"},
        {"rule": "colour", "message": "colour 4 is Red"},
    ]


@pytest.mark.parametrize(
    ("number", "ours", "rule", "confidence"),
    [
        ("3023", "3023", "moved", "0.99"),
        ("4073", "6141", "moved", "0.99"),
        ("3023b", "3023", "number", "1.00"),
        ("3040b", "3040b", "number", "1.00"),
        ("3068a", "3068b", "mould", "0.84"),
        ("3626bpx99", "3626b", "print", "0.60"),
        ("973p01", "3814", "print", "0.60"),
    ],
)
def test_other_numbers_lead_to_the_part_with_the_rule_that_did_it(
    number: str, ours: str, rule: str, confidence: str
) -> None:
    [known] = identify([Reference(number, 0)])
    assert known.part is not None
    assert known.part.number == ours
    assert known.evidence[0]["rule"] == rule
    assert known.confidence == Decimal(confidence)


def test_number_of_another_system_counts_a_little_less() -> None:
    [known] = identify([Reference("4073", 11, system="bricklink")])
    assert known.part is not None
    assert known.part.number == "6141"
    assert known.colour is not None
    assert known.colour.name == "Black"
    assert known.confidence == Decimal("1.00")
    [foreign] = identify([Reference("87580", 0, system="brickowl")])
    assert foreign.part is not None
    assert [link["rule"] for link in foreign.evidence] == ["number", "other_system", "colour_unknown"]
    assert foreign.confidence == Decimal("0.95")


def test_unknown_stays_unknown_and_offers_candidates() -> None:
    [known] = identify([Reference("zz-1", 4, name="Technic Beam 5 yellow")])
    assert known.part is None
    assert known.confidence == 0
    assert known.evidence[0]["rule"] == "unknown"
    assert known.candidates[0].part.number == "32316"
    assert all(Decimal("0.60") <= candidate.score <= 1 for candidate in known.candidates)


def test_equal_name_is_taken_but_said() -> None:
    [known] = identify([Reference("my-own-brick", 4, name="Brick  2 x  4")])
    assert known.part is not None
    assert known.part.number == "3001"
    assert (known.evidence[0]["rule"], known.confidence) == ("name", Decimal("0.70"))
    assert "3001" not in {candidate.part.number for candidate in known.candidates}


def test_assembly_is_not_taken_for_its_first_piece() -> None:
    [known] = identify([Reference("3795c99", 4)])
    assert known.part is None


@pytest.mark.parametrize(
    ("colour", "rule"),
    [
        (16, "colour_open"),
        (24, "colour_open"),
        (0x2FF0000, "colour_direct"),
        (4999, "colour_unknown"),
        (-1, "colour_unknown"),
    ],
)
def test_colour_that_is_none_says_why(colour: int, rule: str) -> None:
    [known] = identify([Reference("3001", colour)])
    assert known.part is not None
    assert known.colour is None
    assert known.evidence[-1]["rule"] == rule


def test_answers_come_in_order_and_within_four_queries() -> None:
    lots = [
        Reference("3001", 4),
        Reference("gone", 4, name="Brick 2 x 9"),
        Reference("3068a", 0),
        Reference("3023", 16),
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        known = identify(lots * 250)
    assert [found.part.number if found.part else None for found in known[:4]] == ["3001", None, "3068b", "3023"]
    assert known[4:8] == known[:4]
    assert len(queries) <= 4


def test_nothing_to_identify_is_no_error() -> None:
    assert identify([]) == []


def test_number_that_two_parts_share_is_not_guessed() -> None:
    first, second = Part.objects.order_by("pk")[:2]
    for part in (first, second):
        part.numbers.create(system="lego", number="4711", evidence="test")
    [known] = identify([Reference("4711", 0, system="lego")])
    assert known.part is None


def test_part_of_an_imported_library_is_found(small_library: object) -> None:
    load_ldraw_library(library=open_library(small_library))  # type: ignore[arg-type]
    [known, moved, alias, printed] = identify([Reference(n, 0) for n in ("7001", "7000", "7009", "7001p01")])
    assert {found.part.number for found in (known, moved, alias) if found.part} == {"7001"}
    assert [found.confidence for found in (known, moved, alias)] == [Decimal("1.00"), Decimal("0.99"), Decimal("0.98")]
    assert printed.part is not None
    assert printed.part.number == "7001p01"


def named(number: str, *given: tuple[str, str]) -> Part:
    """A part that is shown as `number` and bears these numbers of systems as its own."""
    part = make_part(number)
    PartNumber.objects.bulk_create(PartNumber(part=part, system=system, number=told) for system, told in given)
    return part


def test_in_another_system_the_part_that_shows_the_number_is_meant_and_the_other_a_candidate() -> None:
    shown = named("9901", ("ldraw", "9901"), ("rebrickable", "9901"))
    other = named("9902", ("ldraw", "9902"), ("bricklink", "9901"))
    [known] = identify([Reference("9901", 26, system="ldd")])
    assert (known.part, [one.part for one in known.candidates]) == (shown, [other])
    assert [link["rule"] for link in known.evidence] == ["number", "shared", "other_system", "colour"]
    assert known.confidence == Decimal("0.86")


def test_of_two_parts_of_one_number_the_one_that_bears_it_elsewhere_too_is_meant() -> None:
    named("9903", ("ldraw", "9903"), ("bricklink", "x9905"))
    both = named("9904", ("ldraw", "9904"), ("bricklink", "x9905"), ("rebrickable", "x9905"))
    assert identify([Reference("x9905", 5, system="bricklink")])[0].part == both


def test_of_states_of_one_part_the_first_is_meant_and_of_different_parts_none() -> None:
    named("9906-f2", ("ldraw", "9906-f2"), ("bricklink", "990c00"))
    first = named("9906-f1", ("ldraw", "9906-f1"), ("bricklink", "990c00"))
    [known] = identify([Reference("990c00", 5, system="bricklink")])
    assert (known.part, known.evidence[1]["rule"]) == (first, "state")
    named("9907-f1", ("ldraw", "9907-f1"), ("bricklink", "990c00"))
    [open_one] = identify([Reference("990c00", 5, system="bricklink")])
    assert (open_one.part, len(open_one.candidates)) == (None, 3)


def test_colours_of_ldd_are_the_makers() -> None:
    [known] = identify([Reference("3001", 21, system="ldd")])
    assert known.colour is not None
    assert known.colour.name == "Red"


def test_a_lot_of_brick_owl_tells_its_colour_too() -> None:
    red = Colour.objects.get(name="Red")
    ColourNumber.objects.create(colour=red, system="brickowl", number="39")
    part = named("9908", ("brickowl", "737117"))
    asked = [Reference("737117-39", colour, system="brickowl") for colour in ("", "39")]
    assert [(known.part, known.colour) for known in identify(asked)] == [(part, red)] * 2
