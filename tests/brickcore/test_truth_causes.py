import gzip
from pathlib import Path

import pytest

from brickcore.bom import Bom, Lot, Piece
from brickcore.truth.causes import Cause, Facts, causes, unexplained
from brickcore.truth.sets import CatalogueSet, other_set, read_sets


def lot(part: str, quantity: int = 1, name: str = "", pieces: tuple[Piece, ...] = ()) -> Lot:
    return Lot(part, 4, quantity, name, pieces)


def told(difference: int, *lots: Lot, **known: int | str) -> list[tuple[str, int | None]]:
    facts = Facts(Bom(lots, 0), difference, **known)  # type: ignore[arg-type]
    return [(cause.words, cause.parts) for cause in causes(facts)]


def test_figures_that_nobody_modelled_come_first() -> None:
    found = told(-30, figures=2, all_figures=3, figure_parts=10, unused=4)
    assert found == [("2 of 3 minifigures not modelled", 10), ("submodels that the model does not place", 4)]


@pytest.mark.parametrize(
    ("part", "words", "parts"),
    [
        (lot("4493c02", 2), "2 horses, of which the total counts the three mouldings", 4),
        (lot("4738a"), "a treasure chest without its eight coins", 8),
        (
            lot("73587a", 3, pieces=(Piece("4592", 0, 1), Piece("4593", 7, 1))),
            "levers in their bases, of which the total may count both pieces",
            3,
        ),
        (
            lot("2793c01-f1", 2, "Technic Pneumatic Cylinder 2 x 2 x 5 with 2 Ports (Retracted)"),
            "pneumatic parts without the hoses that join them, one to a port at most",
            4,
        ),
    ],
)
def test_lots_that_explain_too_few_parts(part: Lot, words: str, parts: int) -> None:
    assert told(-20, part) == [(words, parts)]
    assert told(20, part) == []


def test_coins_that_are_there_fill_the_chest() -> None:
    assert told(-20, lot("4738b"), lot("70501a", 4), lot("70501c", 4)) == []


def test_versions_and_another_set_explain_too_many_parts() -> None:
    assert told(20, surplus=18, other_set="2-1 Later") == [
        ("models side by side, of which a builder makes one", -18),
        ("the file has as many parts as 2-1 Later", -20),
    ]
    assert told(-20, surplus=18, other_set="2-1 Later") == []


def test_what_nothing_explains_is_left_over() -> None:
    assert unexplained(-12, [Cause("sure", 4, sure=True), Cause("at most", 6)]) == -2
    assert unexplained(-12, [Cause("sure", 4, sure=True), Cause("at most", 20)]) == 0
    assert unexplained(9, [Cause("at most", -4)]) == 5
    assert unexplained(-12, [Cause("nobody can tell", None)]) == 0


def test_another_set_is_of_the_same_theme_with_a_word_and_the_number_in_common(tmp_path: Path) -> None:
    table = tmp_path / "sets.csv.gz"
    rows = [
        *["set_num,name,year,theme_id,num_parts,img_url", "1-1,Shuttle Adventure,2010,7,90,"],
        *["2-1,Shuttle Expedition,2011,7,95,", "3-1,Shuttle Truck,2011,8,96,", "4-1,Police Truck,2011,7,97,"],
    ]
    table.write_bytes(gzip.compress("\n".join(rows).encode()))
    sets = read_sets(table)
    assert sets["2-1"] == CatalogueSet("2-1", "Shuttle Expedition", "7", 95)
    assert [other_set(sets, "1-1", parts) for parts in (95, 96, 97, 90)] == ["2-1 Shuttle Expedition", "", "", ""]
    assert (other_set(sets, "9-1", 95), read_sets(tmp_path / "none")) == ("", {})
