"""Colour tables of every layout; small ones written here."""

import json
from pathlib import Path

import pytest

from parts.models import Colour, ColourNumber, Element, PartColour
from parts.selectors import colours_by_number
from parts.services.catalogue.colour_ids import load_colours
from parts.services.catalogue.frame import Imported, ImportRefused
from parts.services.catalogue.rebrickable import load_rebrickable
from parts.services.catalogue.rebrickable.colours import FIRST_NUMBER
from tests.parts.rebrickable_tables import write_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def loaded(tmp_path: Path, text: str, name: str = "colours.csv") -> Imported:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_colours(path=path)


def test_columns_that_name_systems_are_read(tmp_path: Path) -> None:
    imported = loaded(tmp_path, "LDraw ID,Name,BrickOwl ID\n4,Red,9038\n14,Yellow,\n")
    assert (imported.tables["colour numbers"].added, imported.total.rejected) == (1, 0)
    assert colours_by_number(["9038"], "brickowl")["9038"] == Colour.objects.get(number=4)
    assert (loaded(tmp_path, "LDraw ID,BrickOwl ID\n4,9038\n").total.added) == 0


def test_external_ids_of_rebrickable_are_read(tmp_path: Path) -> None:
    external = {"BrickOwl": {"ext_ids": [9038]}, "LDraw": {"ext_ids": [4]}, "Peeron": {"ext_ids": [None]}}
    loaded(tmp_path, json.dumps({"results": [{"id": 4, "external_ids": external}]}), "colours.json")
    assert colours_by_number(["9038"], "brickowl")["9038"].number == 4


def test_bricklinks_list_is_known_by_name_and_gives_years(tmp_path: Path) -> None:
    years = "<COLORYEARFROM>1950</COLORYEARFROM><COLORYEARTO>2020</COLORYEARTO>"
    item = "<ITEM><COLOR>{}</COLOR><COLORNAME>{}</COLORNAME>" + years + "</ITEM>"
    ColourNumber.objects.filter(system="bricklink", number="86").delete()
    text = f"<CATALOG>{item.format(86, 'Light Bluish Gray')}{item.format(7777, 'Nobody Knows')}</CATALOG>"
    imported = loaded(tmp_path, text, "colors.xml")
    grey = Colour.objects.get(number=71)
    assert colours_by_number(["86"], "bricklink")["86"] == grey
    assert (grey.first_year, grey.last_year) == (1950, 2020)
    assert imported.rejections[0].reason == "none of bricklink 7777 Nobody Knows is known here"


def test_materials_of_an_ldraw_xml_are_read_and_rubber_shares_its_number(tmp_path: Path) -> None:
    text = '<LDrawMapping>\n<Material ldraw="4" lego="9021"/>\n<Material ldraw="256" lego="26"/>\n</LDrawMapping>'
    imported = loaded(tmp_path, text, "ldraw.xml")
    assert colours_by_number(["9021"], "lego")["9021"].number == 4
    assert colours_by_number(["26"], "lego")["26"].number == 0
    assert imported.total.rejected == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("4,٤", "'٤' is no colour number"),
        ("777777,888888", "none of ldraw 777777, brickowl 888888 is known here"),
        ("4", "it has too few cells"),
        ("4,0", "ldraw 4, brickowl 0: one of them means no colour"),
    ],
)
def test_bad_row_is_refused_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    imported = loaded(tmp_path, f"ldraw,brickowl\n{row}\n")
    assert [tuple(one) for one in imported.rejections] == [("colour numbers", 2, reason)]


def test_number_that_means_another_colour_is_refused_and_the_others_hold(tmp_path: Path) -> None:
    imported = loaded(tmp_path, "ldraw,lego,brickowl\n4,24,9038\n")
    assert [row.reason for row in imported.rejections] == ["lego 24 is Yellow here, not Red"]
    assert colours_by_number(["9038"], "brickowl")["9038"].number == 4


def test_colour_made_for_want_of_knowledge_joins_ldraws(tmp_path: Path) -> None:
    elements = "element_id,part_num,color_id\n800121,8001,1094\n"
    load_rebrickable(place=write_tables(tmp_path / "t", elements=elements))
    ColourNumber.objects.filter(system="rebrickable", colour__number=10015).delete()
    imported = loaded(tmp_path, "rebrickable,lego\n1094,15\n")
    assert imported.tables["colours joined"].changed == 1
    assert not Colour.objects.filter(number=FIRST_NUMBER + 1094).exists()
    assert Element.objects.get(number="800121").colour.number == 10015
    again = load_rebrickable(place=tmp_path / "t")
    assert again.tables["elements"].changed == 0
    assert PartColour.objects.get(part__number="8001", colour__number=10015).set_count == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "hex,name\nFF0000,Red\n", "needs a header that names two systems"),
        ("a.xml", "<Other/>", "is neither BrickLink's list of colours nor an ldraw.xml"),
        ("a.json", '{"results": {}}', "is not Rebrickable's list of colours"),
    ],
)
def test_unusable_file_is_refused_whole(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        loaded(tmp_path, text, name)
    assert says in refused.value.message
