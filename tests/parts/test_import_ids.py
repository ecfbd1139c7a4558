"""Id tables: two columns, LDD's ldraw.xml, Rebrickable's JSON; small ones written here."""

import gzip
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parts.models import PartNumber, System
from parts.selectors import part_by_number
from parts.services.catalogue.frame import ImportRefused
from parts.services.catalogue.ids import load_ids
from parts.services.identify import Reference, identify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]

LDD_TO_LDRAW = (System.LDD, System.LDRAW)


def table(tmp_path: Path, text: str, name: str = "ids.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_two_columns_give_the_unknown_side_the_part_of_the_known(tmp_path: Path) -> None:
    imported = load_ids(path=table(tmp_path, "ldd,ldraw\n93001,3001.dat\n93003,3003\n"), systems=LDD_TO_LDRAW)
    assert (imported.total.added, imported.total.rejected) == (2, 0)
    assert part_by_number("ldd", "93001") == part_by_number("ldraw", "3001")
    row = PartNumber.objects.get(system="ldd", number="93001")
    assert (row.rule, row.evidence) == ("own", "id table ids.csv")
    (answer,) = identify([Reference("93003", 0, "ldd")])
    assert answer.part == part_by_number("ldraw", "3003")


def test_columns_are_found_by_their_heading_or_their_place(tmp_path: Path) -> None:
    load_ids(path=table(tmp_path, "LDraw ID\tname\tLDD ID\n3001\tBrick\t93001\n", "a.tsv"), systems=LDD_TO_LDRAW)
    load_ids(path=table(tmp_path, "93003;3003\n", "b.csv"), systems=LDD_TO_LDRAW)
    assert part_by_number("ldd", "93001") == part_by_number("ldraw", "3001")
    assert part_by_number("ldd", "93003") == part_by_number("ldraw", "3003")


def test_second_import_changes_nothing_and_a_newer_one_takes_back(tmp_path: Path) -> None:
    load_ids(path=table(tmp_path, "93001,3001\n93003,3003\n"), systems=LDD_TO_LDRAW)
    again = load_ids(path=tmp_path / "ids.csv", systems=LDD_TO_LDRAW)
    assert (again.total.added, again.total.changed) == (0, 0)
    newer = load_ids(path=table(tmp_path, "93001,3001\n"), systems=LDD_TO_LDRAW)
    assert newer.total.changed == 1
    assert part_by_number("ldd", "93003") is None


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("x1,x2\n", 1, "neither x1 nor x2 is known here"),
        ("93001,3001\n93001,3003\n", 2, "93001 means another part in line 1"),
        ("93001\n", 1, "it has no two columns"),
        (f"93001,{'9' * 65}\n", 1, "it has 65 characters, at most 64 fit"),
        ("93 001,3001\n", 1, "93 001 has a space in it"),
        ('93001,"3001\n', 1, "a quote is opened and never closed"),
    ],
)
def test_bad_pair_is_refused_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    imported = load_ids(path=table(tmp_path, text), systems=LDD_TO_LDRAW)
    assert [tuple(row[1:]) for row in imported.rejections] == [(line, reason)]


def test_pair_against_what_is_known_is_refused(tmp_path: Path) -> None:
    imported = load_ids(path=table(tmp_path, "3001,3003\n"), systems=(System.REBRICKABLE, System.LDRAW))
    assert imported.rejections[0].reason == "3001 is 3001 here, and 3003 is 3003"
    assert part_by_number("rebrickable", "3001") == part_by_number("ldraw", "3001")


def test_moves_are_followed_and_circles_refused(tmp_path: Path) -> None:
    text = "old1,old2\nold2,3001\na1,b1\nb1,c1\nc1,a1\nold1,3003\n3001,3001\n"
    imported = load_ids(path=table(tmp_path, text), systems=(System.LDRAW, System.LDRAW))
    assert part_by_number("ldraw", "old1") == part_by_number("ldraw", "3001")
    assert PartNumber.objects.get(system="ldraw", number="old2").rule == "moved"
    assert [(row.line, row.reason) for row in imported.rejections] == [
        (5, "c1 would move in a circle"),
        (6, "old1 moved to old2 already, in a line before"),
        (7, "3001 would move in a circle"),
        (3, "neither a1 nor c1 is known here"),
        (4, "neither b1 nor c1 is known here"),
    ]


def test_ldd_mapping_holds_bricks_and_assemblies_the_last_row_wins(tmp_path: Path) -> None:
    text = """<LDrawMapping versionMajor="1">
<Material ldraw="4" lego="21"/>
<Brick ldraw="3003.dat" lego="93001"/>
<Brick ldraw="3001.dat" lego="93001"/>
<Assembly ldraw="3003.dat" lego="93003"><Part lego="1" ldraw="2"/></Assembly>
<Brick ldraw="nothing.dat" lego="93004"/>
</LDrawMapping>"""
    path = tmp_path / "ldraw.xml.gz"
    path.write_bytes(gzip.compress(text.encode()))
    imported = load_ids(path=path)
    assert part_by_number("ldd", "93001") == part_by_number("ldraw", "3001")
    assert part_by_number("ldd", "93003") == part_by_number("ldraw", "3003")
    assert [(row.line, row.reason) for row in imported.rejections] == [(6, "neither 93004 nor nothing is known here")]


def test_external_ids_of_rebrickable_go_to_each_system(tmp_path: Path) -> None:
    part = {
        "part_num": "3001",
        "external_ids": {"BrickOwl": ["b1"], "LEGO": ["91"], "Peeron": ["p"], "LDraw": ["x.dat"]},
    }
    imported = load_ids(path=table(tmp_path, json.dumps({"results": [part]}), "parts.json"))
    brick = part_by_number("ldraw", "3001")
    assert imported.total.added == 3
    assert brick == part_by_number("brickowl", "b1") == part_by_number("lego", "91") == part_by_number("ldraw", "x")
    assert PartNumber.objects.get(system="ldraw", number="x").rule == "alias"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.xml", "<Other/>", "is no mapping of LDD's numbers"),
        ("a.xml", "<LDrawMapping><Brick", "is no whole XML"),
        ("a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><LDrawMapping>&a;</LDrawMapping>', "declares entities"),
        ("a.json", "[" * 100_000, "is no whole JSON"),
        ("a.json", '{"results": 7}', "is not Rebrickable's list of parts"),
        ("a.csv", "1,2\n", "say whose numbers they hold"),
    ],
)
def test_unusable_file_is_refused_whole(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        load_ids(path=table(tmp_path, text, name))
    assert says in refused.value.message


def test_missing_file_and_half_a_pair_of_systems_end_the_command_with_two(tmp_path: Path) -> None:
    for arguments in ([str(tmp_path / "no.csv"), "--from=ldd", "--to=ldraw"], ["x.csv", "--from=ldd"]):
        with pytest.raises(CommandError) as refused:
            call_command("import_ids", *arguments)
        assert refused.value.returncode == 2


def test_missing_file_is_told_before_its_columns_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        load_ids(path=tmp_path / "no.csv")
    assert "No such file" in refused.value.message
