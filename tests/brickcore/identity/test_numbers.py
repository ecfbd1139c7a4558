import pytest

from brickcore.identity import normalise_number, number_form, reductions


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


@pytest.mark.parametrize("number", ["973p01c02", "3068bd13", "30527k02", "22020-f1"])
def test_assembly_is_never_taken_for_its_first_piece(number: str) -> None:
    assert reductions(number) == ()
