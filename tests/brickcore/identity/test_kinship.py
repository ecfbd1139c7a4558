import pytest

from brickcore.identity import Families, Kin, Known, Shape, kin_of


def first(known: Known) -> Kin:
    return next(iter(kin_of(known)))


def rules(known: Known) -> list[tuple[str, str]]:
    return [(kin.number, kin.rule) for kin in kin_of(known)]


def test_a_second_number_of_the_library_comes_first() -> None:
    known = Known("3023b", second=(("moved", "3023"), ("alias", "28653")))
    assert rules(known)[:3] == [("3023", "moved"), ("28653", "alias"), ("3023b", "mould")]
    assert first(known).says == "an older LDraw number of it"


def test_number_that_another_system_shares_says_which() -> None:
    kin = [kin for kin in kin_of(Known("973p9x", elsewhere=(("BrickLink", "973pb0307"),))) if kin.rule == "alias"]
    assert [(one.number, one.says) for one in kin] == [("973pb0307", "BrickLink calls 973p9x so")]


def test_state_is_the_same_part() -> None:
    assert ("2797c01", "alias") in rules(Known("2797c01-f2"))


def test_elements_lead_from_the_shape_to_the_number_that_half_of_them_bear() -> None:
    shapes = (Shape("2454", "2454a", 14, 50), Shape("2454", "2454b", 36, 50))
    by_shape = [kin for kin in kin_of(Known("2454", shapes=shapes)) if "elements" in kin.says]
    assert [(kin.number, kin.rule) for kin in by_shape] == [("2454b", "mould")]
    assert by_shape[0].says == "36 of 50 elements of LEGO's shape 2454 are of it"


@pytest.mark.parametrize(
    ("theirs", "elements", "rule"),
    [("4073b", 9, "alias"), ("4073b", 5, "mould"), ("30152pat0001", 9, "print"), ("758c02", 9, "alternate")],
)
def test_what_the_elements_are_of_tells_the_relation(theirs: str, elements: int, rule: str) -> None:
    number = "30152" if theirs.startswith("30152") else "4073"
    known = Known(number, shapes=(Shape(number, theirs, elements, 9),))
    assert (theirs, rule) in rules(known)


def test_print_is_sought_by_its_name_before_its_plain_part() -> None:
    known = Known("3068bp68", plain="3068b", namesake="3068bpr0042")
    assert rules(known)[1:3] == [("3068bpr0042", "name"), ("3068b", "print")]


def test_part_with_a_sticker_is_the_part_alone_only_where_there_is_a_sticker() -> None:
    assert ("3037", "print") in rules(Known("3037dq0", has_sticker=True))
    assert ("47899c01", "print") in rules(Known("47899c01d05", has_sticker=True))
    assert ("47899", "print") not in rules(Known("47899c01d05", has_sticker=True))
    assert "3037" not in {number for number, _rule in rules(Known("3037dq0"))}


def test_a_part_that_is_listed_printed_only_takes_a_print_when_there_is_one_print() -> None:
    assert ("6024pr0001", "print") in rules(Known("6024", printed=("6024pr0001",)))
    assert "6024pr0001" not in {number for number, _ in rules(Known("6024", printed=("6024pr0001", "6024pr0002")))}


FAMILIES = Families(
    {
        "3068bpr0001": "Tile 2 x 2 with Green Map Print",
        "3068bpr0002": "Tile 2 x 2 with Blue and Yellow Map Print",
        "3068bpr0003": "Tile 2 x 2 with Clock Print",
        "3069bpr0003": "Tile 1 x 2 with Blue and Yellow Map Print",
        "57028c01": "Technic Competition Arrow with Hollow Black Rubber End",
        "57028c04": "Technic Competition Arrow with Hollow Yellow Rubber End",
    },
    ["3068bp30", "57028d", "57028c99", "3070bp99"],
)


def test_namesake_is_of_the_same_family_and_clearly_nearest() -> None:
    found = FAMILIES.namesake("3068bp30", "Tile 2 x 2 with Blue and Yellow Map Pattern")
    assert found is not None
    assert found.number == "3068bpr0002"
    assert found.score == pytest.approx(1.0)
    arrow = FAMILIES.namesake("57028c99", "Technic Competition Arrow with Hollow Rubber Yellow Tip")
    assert arrow is not None
    assert arrow.number == "57028c04"


def test_what_is_put_together_is_no_namesake_of_a_piece() -> None:
    assert FAMILIES.namesake("57028d", "Technic Competition Arrow with Hollow Rubber Yellow Tip") is None


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("3068bp99", "Tile 2 x 2 with Map Pattern"),
        ("3068bp99", "Tile 2 x 2 with Dragon, Castle and Sunset Pattern"),
        ("3070bp99", "Tile 2 x 2 with Clock Pattern"),
        ("a castle", "Tile 2 x 2 with Clock Pattern"),
        ("3068bp99", "with the"),
    ],
)
def test_no_namesake_is_better_than_a_doubtful_one(number: str, name: str) -> None:
    assert FAMILIES.namesake(number, name) is None


def test_no_names_have_no_namesakes() -> None:
    assert Families({}, ["3001"]).namesake("3001", "Brick") is None
