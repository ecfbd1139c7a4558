"""Whether equal numbers mean one object, told by the names."""

import pytest

from brickcore.identity import is_piece_of, likeness, same_under_one_number


@pytest.mark.parametrize(
    ("number", "title", "name", "same", "alike"),
    [
        ("3001", "Brick 2 × 4", "Brick 2 x 4", True, True),
        ("30033", "Plate 2 × 2 with Rod Frame Octagonal", "Plate Special 2 x 2 with Bar Frame Octagonal", True, True),
        ("2916", "Wedge 4 × 6 × 2.333", "Train Front Sloping Base", True, False),
        ("4695", "Technic Pneumatic Valve Lever", "Sticker Sheet for Set 377-1", False, False),
        ("2682", "Monorail Motor Switch", "Plant, Fern 2 x 3 x 2", False, False),
        ("2371", "Boat Hull Floating 51 × 12 Deck Stern", "Modulex Brick 1 x 7 with Grooves", False, False),
        ("740", "Roadsign Square without Base", "Electric Adapter / Transformer, Train 12V", False, False),
        ("7400", "Roadsign Square without Base", "Switch for Adapter", True, False),
        ("80400", "Brick 1 × 4 with Garage Tools Pattern (Obsolete)", "Door Frame Double 2 x 8 x 6", False, False),
    ],
)
def test_names_tell_whether_an_equal_number_is_one_object(
    number: str, title: str, name: str, same: bool, alike: bool
) -> None:
    verdict = same_under_one_number(number, title, name)
    assert (verdict.same, verdict.alike) == (same, alike)
    assert verdict.reason.startswith("an equal number")


def test_likeness_does_not_mind_order_and_spelling_of_sizes() -> None:
    assert likeness("Brick 2 × 4, Red", "red brick 2x4") == 100.0


@pytest.mark.parametrize(
    ("title", "whole", "expected"),
    [
        ("Sticker 1.2 × 4 with White 5590", "Sticker Sheet for Set 6383-1", True),
        ("Sticker Sheet for Set 6383", "Sticker Sheet for Set 6383-1", False),
        ("Minifig Leg Right with Loincloth Pattern", "Hips and Black Legs with Loincloth Print", True),
        ("Minifig Hips and Legs with Loincloth Pattern", "Hips and Black Legs with Loincloth Print", False),
        ("Brick 2 × 4", "Sticker Sheet for Set 6383-1", False),
    ],
)
def test_piece_is_told_from_its_whole(title: str, whole: str, expected: bool) -> None:
    assert is_piece_of(title, whole) is expected
