import pytest

from brickcore.identity import (
    carried_number,
    first_piece,
    may_be_element,
    normalise_number,
    number_form,
    reductions,
    why_unknown,
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("3001.DAT", "3001"), (" s\\3001s01.dat ", "3001s01"), ("973P01.dat", "973p01"), ("41769", "41769")],
)
def test_number_is_kept_in_one_spelling(given: str, kept: str) -> None:
    assert normalise_number(given) == kept


@pytest.mark.parametrize(
    ("number", "base", "mould", "print_", "rest"),
    [
        ("3001", "3001", "", "", ""),
        ("3068b", "3068", "b", "", ""),
        ("3068bp01", "3068", "b", "p01", ""),
        ("973pb0391", "973", "", "pb0391", ""),
        ("3626cpr3662", "3626", "c", "pr3662", ""),
        ("973p01c02", "973", "", "p01", "c02"),
        ("3068bd13", "3068", "b", "", "d13"),
        ("30527k02", "30527", "", "", "k02"),
        ("22020-f1", "22020", "", "", "-f1"),
        ("u9218", "u9218", "", "", ""),
    ],
)
def test_number_is_taken_apart(number: str, base: str, mould: str, print_: str, rest: str) -> None:
    form = number_form(number)
    assert form is not None
    assert (form.base, form.mould, form.print, form.rest) == (base, mould, print_, rest)


def test_what_is_no_number_has_no_form() -> None:
    assert number_form("my castle") is None
    assert reductions("my castle") == ()


def test_other_moulds_are_tried_with_the_plain_number_first() -> None:
    found = reductions("3068a")
    assert [option.number for option in found[:2]] == ["3068", "3068h"]
    assert "3068b" in {option.number for option in found}
    assert "3068a" not in {option.number for option in found}
    assert {option.rule for option in found} == {"mould"}


def test_print_falls_back_to_its_plain_part_before_other_moulds() -> None:
    found = reductions("3068bp99")
    assert (found[0].number, found[0].rule) == ("3068b", "print")
    assert {option.rule for option in found[1:]} == {"print_mould"}


@pytest.mark.parametrize("number", ["973p01c02", "3068bd13", "30527k02"])
def test_assembly_is_never_taken_for_its_first_piece(number: str) -> None:
    assert reductions(number) == ()


def test_part_in_another_state_is_the_same_part() -> None:
    [only] = reductions("2797c01-f2")
    assert (only.number, only.rule) == ("2797c01", "state")


@pytest.mark.parametrize(
    ("number", "own"),
    [
        ("10019 - 2680b", "2680b"),
        ("6278 6292 - 2335p30", "2335p30"),
        ("7784-1 - 3626bp01", "3626bp01"),
        ("3001", None),
        ("10019-2680b", None),
        ("castle - 3001", None),
    ],
)
def test_part_that_a_sets_file_carries_has_a_number_of_its_own(number: str, own: str | None) -> None:
    found = carried_number(number)
    assert (found.number if found else None) == own


@pytest.mark.parametrize(
    ("number", "piece"),
    [("3815c01", "3815"), ("3068bd13", "3068b"), ("973p01c02", "973"), ("3001", None), ("a castle", None)],
)
def test_first_piece_of_what_is_put_together(number: str, piece: str | None) -> None:
    assert first_piece(number) == piece


@pytest.mark.parametrize(
    ("number", "may"), [("4211445", True), ("300121", True), ("3001", False), ("4211445a", False), ("123456789", False)]
)
def test_elements_have_six_to_eight_digits(number: str, may: bool) -> None:
    assert may_be_element(number) is may


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("10240 - shock-06_5l-soft-2.ldr", "drawn"),
        ("rubberbandround-1.ldr", "drawn"),
        ("10182 - ls51", "segment"),
        ("4-4cyli", "primitive"),
        ("stud4", "primitive"),
        ("10019 - engine-x", "unofficial"),
        ("3795c99", "assembly"),
        ("99999", "unknown"),
        ("engine-x", "unknown"),
        ("axle", "unknown"),
    ],
)
def test_unknown_number_says_of_itself_why(number: str, rule: str) -> None:
    assert why_unknown(number).rule == rule
    assert why_unknown(number).message
