import pytest

from brickcore.identity import normalise_words, shelf_of, size_of, tidy_title


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("Brick  2 x  4", "Brick 2 × 4"),
        ("~Hinge  1 x  2 Base", "Hinge 1 × 2 Base"),
        ("=Brick  1 x  1", "Brick 1 × 1"),
        ("Slope Brick 31  1 x  2 x  0.667", "Slope Brick 31 1 × 2 × 0.667"),
        ("Tap", "Tap"),
    ],
)
def test_title_is_tidied(title: str, tidy: str) -> None:
    assert tidy_title(title) == tidy


def test_size_is_searched_alike_however_it_is_typed() -> None:
    assert (
        normalise_words("Brick 2x4") == normalise_words("brick  2 × 4") == normalise_words("BRICK 2 X 4") == "brick 2 4"
    )


@pytest.mark.parametrize(
    ("title", "shelf"),
    [
        ("Brick 2 × 4", "Bricks"),
        ("Brick 1 × 2 with Grille", "Special Bricks"),
        ("Brick 1 × 1 Round with Hollow Stud", "Round Bricks and Cones"),
        ("Brick 2 × 2 Round Corner", "Special Bricks"),
        ("Plate 1 × 2", "Plates"),
        ("Plate 1 × 1 Round", "Round Plates and Dishes"),
        ("Slope Brick Curved 3 × 1", "Curved Slopes"),
        ("Slope Brick 45 2 × 1", "Slopes"),
        ("Technic Pin with Friction and Slots", "Technic Pins"),
        ("Technic Pin Joiner Round with Slot", "Technic Connectors"),
        ("Technic Axle 4 with Stop", "Technic Axles"),
        ("Technic Axle Joiner", "Technic Connectors"),
        ("Electric Mindstorms EV3", "Electronics"),
        ("Minifig Torso", "Minifigs"),
        ("Minifig Headdress Pirate", "Minifig Accessories"),
        ("Sticker 1.9 × 1.9 with Globe", "Stickers"),
        ("Duplo Brick 2 × 4", "Duplo"),
    ],
)
def test_shelf_is_told_from_the_title(title: str, shelf: str) -> None:
    assert shelf_of(title) == shelf


def test_declared_category_serves_where_the_title_tells_nothing() -> None:
    assert shelf_of("Friends Accessories", "Minifig Accessory") == "Minifig Accessories"
    assert shelf_of("Rowan's Hat", "Figure Accessory") == "Figure Accessory"
    assert shelf_of("") == "Other"


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("Brick 2 × 4", (80, 24, 40)),
        ("Plate 1 × 2", (40, 8, 20)),
        ("Brick 1 × 2 × 5", (40, 120, 20)),
        ("Wing 2 × 4 Left", (80, 8, 40)),
    ],
)
def test_size_is_read_from_the_title(title: str, size: tuple[float, float, float]) -> None:
    assert size_of(title) == size


def test_title_without_a_size_has_none() -> None:
    assert size_of("Technic Bush") is None
