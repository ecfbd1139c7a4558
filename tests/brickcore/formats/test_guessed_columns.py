"""Lists whose headings are of other languages, unknown or absent, and whose ending says nothing; and what is lost."""

import io
from typing import Any

import pytest
import xlsxwriter

from brickcore.content import Asked
from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.formats.registry import detect
from brickcore.partslist import PartsList
from tests.ldraw_text import ref


def listed(text: str | bytes, name: str = "a.csv", asked: Asked | None = None) -> PartsList:
    content = read_content(text if isinstance(text, bytes) else text.encode(), name, asked or Asked())
    assert isinstance(content, PartsList)
    return content


def rows(found: PartsList) -> list[tuple[str, str, int]]:
    return [(lot.number, lot.colour, lot.quantity) for lot in found.lots]


def warnings(found: PartsList) -> list[str]:
    return [notice.code for notice in found.notices if notice.severity == "warning"]


def workbook(*sheets: list[list[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for lines in sheets:
            sheet = book.add_worksheet()
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return made.getvalue()


@pytest.mark.parametrize(
    "heading",
    [
        "Teilenummer;Farbe;Stückzahl", "Référence;Couleur;Quantité", "Pieza;Color;Cantidad", "Pezzo;Colore;Quantità",
        "Onderdeel;Kleur;Aantal", "Peça;Cor;Quantidade", "Część;Kolor;Ilość", "Delnummer;Färg;Antal",
        "Osa;Väri;Määrä", "Díl;Barva;Počet",
    ],
)  # fmt: skip
def test_headings_of_other_languages_are_known(heading: str) -> None:
    found = listed(f"{heading}\n3001;5;2\n3002;7;3\n")
    assert (rows(found), warnings(found)) == ([("3001", "5", 2), ("3002", "7", 3)], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ding;Wie oft;Ton\n3001;2;Red\n54725b;4;Blue\n", [("3001", "Red", 2), ("54725b", "Blue", 4)]),
        ("2,3001,Red\n14,3002,Blue\n", [("3001", "Red", 2), ("3002", "Blue", 14)]),
        ("12;3001\n2;3002\n7;98138\n", [("3001", "", 12), ("3002", "", 2), ("98138", "", 7)]),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_what_stands_in_them_and_that_is_a_warning(
    text: str, expected: list[tuple[str, str, int]]
) -> None:
    found = listed(text)
    assert (rows(found), warnings(found)) == (expected, ["COLUMNS_GUESSED"])


def test_a_count_under_a_heading_that_nobody_knows_is_not_taken_for_one() -> None:
    found = listed("Part,Color,How many\n3001,4,12\n3002,1,7\n")
    assert (rows(found), warnings(found)) == ([("3001", "4", 12), ("3002", "1", 7)], ["COLUMNS_GUESSED"])


def test_a_store_is_not_guessed_at() -> None:
    with pytest.raises(BrickError) as refused:
        listed("2,3001,Red\n14,3002,Blue\n", asked=Asked(shelf=True))
    assert refused.value.code == "NO_COLUMNS"


@pytest.mark.parametrize("text", ["a;b;c\nd;e;f\n", "Brick;Red\nPlate;Blue\n", "3001;big\n3002;small\n"])
def test_what_does_not_look_like_a_list_is_refused(text: str) -> None:
    with pytest.raises(BrickError) as refused:
        listed(text)
    assert refused.value.code == "NO_COLUMNS"


@pytest.mark.parametrize("name", ["list.txt", "LIST", "parts.list"])
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("My list\n\nPart,Color,Quantity\n3001,4,2\n", "csv"),
        ("Type\tItem No\tQty\nP\t3001\t2\n", "csv"),
        ('[{"part": "3001", "quantity": 2}]', "json"),
        ("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "obj"),
        ("solid a\nfacet normal 0 0 1\nendsolid a\n", "stl"),
        (f"// Part, Color, Quantity\n{ref('3001.dat')}\n", "ldraw"),
        ("a line of no format\n", "ldraw"),
    ],
)
def test_text_of_no_ending_is_told_by_its_content(text: str, form: str, name: str) -> None:
    assert detect(text.encode(), name) == form


def test_a_model_of_words_keeps_its_ending() -> None:
    assert detect(b"Part,Color,Quantity\n3001,4,2\n", "a.ldr") == "ldraw"


def test_a_part_whose_quantity_is_missing_is_warned_of() -> None:
    found = listed("Part,Color,Quantity\n3001,4,2\n3002,4,\nPlates,,\n")
    assert (rows(found), warnings(found)) == ([("3001", "4", 2)], ["BAD_QUANTITY"])


def test_a_row_of_a_joined_cell_is_warned_of() -> None:
    found = listed("Part,Color,Quantity\n3001,4,2\n,5,3\n,,5\n")
    assert (rows(found), warnings(found)) == ([("3001", "4", 2)], ["NO_NUMBER"])


def test_a_sum_of_all_rows_is_no_part_whatever_it_is_called() -> None:
    assert rows(listed("Part,Color,Quantity\n3001,4,2\n3002,4,3\nSumme,,5\n")) == [("3001", "4", 2), ("3002", "4", 3)]
    assert len(listed("Part,Color,Quantity\n3001,4,2\nString,0,3\n").lots) == 2


def test_a_thousand_with_a_point_is_not_one() -> None:
    found = listed("Part,Color,Quantity\n3001,4,1.000\n3002,4,2.0\n3003,4,4.0000\n")
    assert (rows(found), warnings(found)) == ([("3002", "4", 2), ("3003", "4", 4)], ["BAD_QUANTITY"])


def test_further_sheets_with_lists_are_told() -> None:
    one: list[list[Any]] = [["Part", "Color", "Quantity"], ["3001", 4, 2]]
    found = listed(workbook([["Welcome"]], one, one, [["Notes"]], one), "a.xlsx")
    [warning] = [notice for notice in found.notices if notice.severity == "warning"]
    assert rows(found) == [("3001", "4", 2)]
    assert warning.message == "2 more sheets of a.xlsx hold a list; only the first list is read."
