"""Tables that are damaged or say what cannot be: the row is refused with its line, or the whole with a sentence."""

import gzip
from pathlib import Path

import pytest

from parts.models import CatalogueImport, Element, InventoryPart, Part, PartRelation, Theme
from parts.services.catalogue.frame import Imported, ImportRefused
from parts.services.catalogue.rebrickable import elements as element_step
from parts.services.catalogue.rebrickable import load_rebrickable
from tests.parts.rebrickable_tables import TABLES, write_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def refusals(imported: Imported, table: str) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in imported.rejections if row.table == table]


def state() -> tuple[int, int, int]:
    return Part.objects.count(), Element.objects.count(), CatalogueImport.objects.count()


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("parts", "9001,Lone", "it has 2 cells, the header has 4"),
        ("parts", '9001,"Brick,1,Plastic', "a quote is opened and never closed"),
        ("parts", '9001,"Bri"ck,1,Plastic', "the row is no CSV: ',' expected after '\"'"),
        ("parts", "8001,Again,1,Plastic", "8001 stands in line 2 already"),
        ("parts", "9001,,1,Plastic", "name: it is empty"),
        ("parts", f"9001,{'x' * 256},1,Plastic", "name: it has 256 characters, at most 255 fit"),
        ("parts", f"9001,{'x' * 70_000},1,Plastic", "the row is longer than 65536 characters"),
        ("parts", f"{'9' * 51},Brick,1,Plastic", "part_num: it has 51 characters, at most 50 fit"),
        ("parts", f"{'İ' * 26},Brick,1,Plastic", "part_num: it has 52 characters, at most 50 fit"),
        ("parts", "90 01,Brick,1,Plastic", "part_num: 90 01 has a space in it"),
        ("parts", "9001,Br\0ick,1,Plastic", "name: it holds a NUL character"),
        ("parts", "9001,Brick,77,Plastic", "part_cat_id: there is no 77"),
        ("parts", "9001,Brick,١,Plastic", "part_cat_id: ١ is no whole number"),
        ("elements", "7,nothing,4,", "part_num: there is no nothing"),
        ("elements", "7,8001,7777,", "color_id: there is no 7777"),
        ("elements", "7,8001,4.0,", "color_id: 4.0 is no whole number"),
        ("elements", "800121,8001,4,", "800121 stands in line 2 already"),
        ("colors", "5,Pink,GG0000,False,,,,", "rgb: GG0000 is no colour of six hexadecimal digits"),
        ("colors", "5,Pink,FF00AA,perhaps,,,,", "is_trans: perhaps is neither true nor false"),
        ("colors", "5,Pink,FF00AA,False,1,1,12,13", "y1: 12 is not between 1900 and 2200"),
        ("part_relationships", "X,8001pr0001,8001", "kind: there is no X"),
        ("part_relationships", "A,8001,8001", "8001 is related to itself"),
        ("part_relationships", "P,8001,8001pr0001", "8001 is of 8001pr0001, and line 2 leads back to it"),
        ("part_relationships", "T,8001,8001pr0001", "8001 is of 8001pr0001, and line 2 leads back to it"),
        ("part_relationships", "P,8001pr0001,8001", "P 8001pr0001 8001 stands in line 2 already"),
        ("part_relationships", "M,nothing,8001", "child_part_num: there is no nothing"),
        ("part_categories", "1,Bricks again", "1 stands in line 2 already"),
        ("themes", "3,Lost,99", "parent: there is no 99"),
        ("sets", "12-1,Lost,1999,99,3,x", "theme_id: there is no 99"),
        ("inventories", "9,1,nothing", "set_num: there is no nothing"),
        ("inventory_parts", "1,8002a,4,-2,f,x", "quantity: -2 is not between 1 and 1000000"),
        ("inventory_parts", "1,8002a,4,1000000000000,f,x", "quantity: 1000000000000 is not between 1 and 1000000"),
        ("inventory_parts", "1,8001,4,9,f,x", "1 8001 4 false stands in line 2 already"),
        ("inventory_parts", "77,8001,4,9,f,x", "inventory_id: there is no 77"),
        ("inventory_minifigs", "2,fig-77,1", "fig_num: there is no fig-77"),
        ("inventory_sets", "2,77-1,1", "set_num: there is no 77-1"),
    ],
)
def test_bad_row_is_refused_with_line_and_reason(tmp_path: Path, table: str, row: str, reason: str) -> None:
    text = f"{TABLES[table]}{row}\n"
    imported = load_rebrickable(place=write_tables(tmp_path / "t", **{table: text}))
    assert refusals(imported, table) == [(text.count("\n"), reason)]
    assert Part.objects.filter(number="8001").exists()
    assert imported.tables[table].rejected == 1


def test_all_refused_rows_are_counted_and_the_first_thousand_kept(tmp_path: Path) -> None:
    many = TABLES["elements"] + "".join(f"{n},nothing,4,\n" for n in range(1500))
    imported = load_rebrickable(place=write_tables(tmp_path / "t", elements=many))
    run = CatalogueImport.objects.get(command="import_rebrickable")
    assert (imported.tables["elements"].rejected, run.rejected, len(run.rejections)) == (1500, 1500, 1000)
    assert run.rejections[0] == {"table": "elements", "line": 4, "reason": "part_num: there is no nothing"}
    assert run.rejections[999]["line"] == 1003


def test_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    lines = TABLES["parts"].splitlines(keepends=True)
    broken = "".join(
        [lines[0], '9001,"Open,1,Plastic\n', *lines[1:], *(f"91{n:02d},Brick,1,Plastic\n" for n in range(40))]
    )
    imported = load_rebrickable(place=write_tables(tmp_path / "t", parts=broken))
    assert refusals(imported, "parts") == [(2, "a quote is opened and never closed")]
    assert imported.tables["parts"].added == 44


def test_line_break_in_a_cell_is_no_fault(tmp_path: Path) -> None:
    broken = TABLES["parts"] + '9001,"Brick\nwith Break",1,Plastic\n9002,Bad,x,Plastic\n'
    imported = load_rebrickable(place=write_tables(tmp_path / "t", parts=broken))
    assert Part.objects.get(number="9001").name == "Brick\nwith Break"
    assert [line for line, _reason in refusals(imported, "parts")] == [8]


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "t")
    (tables / "parts.csv").write_bytes(TABLES["parts"].encode() + b"9001,Br\xfcck,1,Plastic\n")
    assert refusals(load_rebrickable(place=tables), "parts") == [(6, "the row is not in UTF-8")]


def test_relations_in_a_circle_lose_the_line_that_closes_it(tmp_path: Path) -> None:
    circle = "P,8001pr0001,8001\nP,8001,8002A\nT,8002A,8001pr0001\nB,8001,8002A\nM,8001,8002A\nM,8002A,8001\n"
    relations = "rel_type,child_part_num,parent_part_num\n" + circle
    imported = load_rebrickable(place=write_tables(tmp_path / "t", part_relationships=relations))
    reason = "8002a is of 8001pr0001, and line 2 leads back to it"
    assert refusals(imported, "part_relationships") == [(4, reason)]
    assert PartRelation.objects.filter(evidence="Rebrickable").count() == 5
    assert list(Part.objects.filter(number="8002A").values_list("kind", "print_of")) == [("assembly", None)]


def test_what_is_a_print_or_an_assembly_no_more_is_a_part_again(tmp_path: Path) -> None:
    relations = "rel_type,child_part_num,parent_part_num\nP,8001pr0001,8001\nB,8001,8002A\n"
    load_rebrickable(place=write_tables(tmp_path / "old", part_relationships=relations))
    load_rebrickable(place=write_tables(tmp_path / "new", part_relationships=relations[:40]))
    shown = Part.objects.filter(number__in=("8001pr0001", "8002A")).order_by("number")
    assert list(shown.values_list("kind", "print_of")) == [("part", None), ("part", None)]


def test_a_table_that_lost_all_its_many_rows_removes_nothing(tmp_path: Path) -> None:
    rows = "".join(f"{n},1,10-1\n" for n in range(100, 202))
    listed = "".join(f"{n},8001,4,1,f,x\n" for n in range(100, 202))
    old = write_tables(
        tmp_path / "old", inventories=TABLES["inventories"] + rows, inventory_parts=TABLES["inventory_parts"] + listed
    )
    load_rebrickable(place=old)
    emptied = write_tables(
        tmp_path / "new", inventories="id,version,set_num\n", inventory_parts=TABLES["inventory_parts"] + listed
    )
    imported = load_rebrickable(place=emptied)
    reason = "it has no rows behind this line; what an earlier release listed stays"
    assert [(row.table, row.line, row.reason) for row in imported.rejections] == [("inventories", 1, reason)]
    assert InventoryPart.objects.count() == 106


def test_theme_above_itself_by_an_older_release_is_refused(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "old"))
    imported = load_rebrickable(place=write_tables(tmp_path / "new", themes="id,name,parent_id\n1,Town,2\n"))
    assert refusals(imported, "themes") == [(2, "parent_id: theme 1 would be part of itself")]
    assert Theme.objects.get(number=1).parent is None


def test_what_stands_on_a_refused_theme_is_refused_with_it(tmp_path: Path) -> None:
    themes = TABLES["themes"] + "3,Pier,4\n4,Quay,99\n5,Dock,1\n"
    imported = load_rebrickable(place=write_tables(tmp_path / "t", themes=themes))
    assert refusals(imported, "themes") == [(4, "parent: there is no 4"), (5, "parent: there is no 99")]
    assert sorted(Theme.objects.values_list("number", flat=True)) == [1, 2, 5]


def test_theme_that_would_be_part_of_itself_is_refused(tmp_path: Path) -> None:
    themes = "id,name,parent_id\n1,Town,2\n2,Harbour,1\n3,Own,3\n"
    imported = load_rebrickable(place=write_tables(tmp_path / "t", themes=themes))
    assert [line for line, _reason in refusals(imported, "themes")] == [3, 4, 2]
    assert not Theme.objects.exists()


def test_inventories_lose_nothing_where_a_row_cannot_be_read(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "old"))
    damaged = TABLES["inventory_parts"].replace("2,8001,1094,5", "2,8001,1094,five")
    load_rebrickable(place=write_tables(tmp_path / "new", inventory_parts=damaged))
    assert InventoryPart.objects.get(inventory__number=2).quantity == 5


def test_relations_stay_where_a_row_cannot_be_read(tmp_path: Path) -> None:
    load_rebrickable(place=write_tables(tmp_path / "old"))
    damaged = "rel_type,child_part_num,parent_part_num\nP,8001pr0001\n"
    load_rebrickable(place=write_tables(tmp_path / "new", part_relationships=damaged))
    assert PartRelation.objects.filter(kind="print", child__number="8001pr0001").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("part,title\n1,2\n", "parts.csv lacks the columns part_num, name, part_cat_id; it has part, title."),
        ("", "parts.csv lacks the columns part_num, name, part_cat_id; it has –."),
        ("\x00\x01\x02", "parts.csv lacks the columns part_num, name, part_cat_id"),
        (
            "part_num,name,name,part_cat_id\n1,2,3,4\n",
            "parts.csv has two columns name: nobody can tell which is meant.",
        ),
        (TABLES["parts"].replace("\n", "\r"), "its lines end as on old Macs, by a carriage return alone"),
    ],
)
def test_wrong_columns_refuse_the_whole(tmp_path: Path, text: str, says: str) -> None:
    before = state()
    with pytest.raises(ImportRefused) as refused:
        load_rebrickable(place=write_tables(tmp_path / "t", parts=text))
    assert says in refused.value.message
    assert state() == before


def test_gzip_that_is_cut_short_refuses_the_whole(tmp_path: Path) -> None:
    tables, before = write_tables(tmp_path / "t"), state()
    (tables / "elements.csv").unlink()
    whole = gzip.compress("".join(f"{n},8001,4,\n" for n in range(9000)).encode())
    (tables / "elements.csv.gz").write_bytes(
        gzip.compress(b"element_id,part_num,color_id,design_id\n") + whole[: len(whole) // 2]
    )
    with pytest.raises(ImportRefused, match=r"elements\.csv\.gz is cut short or damaged"):
        load_rebrickable(place=tables)
    assert state() == before


def test_table_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parts.services.catalogue.sources.streams.MOST_BYTES", 100_000)
    tables = write_tables(tmp_path / "t")
    (tables / "parts.csv.gz").write_bytes(gzip.compress(TABLES["parts"].encode() + b"x" * 1_000_000))
    (tables / "parts.csv").unlink()
    with pytest.raises(ImportRefused, match="unpacks to more than"):
        load_rebrickable(place=tables)


def test_empty_folder_and_no_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="holds none of Rebrickable's tables"):
        load_rebrickable(place=tmp_path)
    with pytest.raises(ImportRefused, match="There is no folder or zip at"):
        load_rebrickable(place=tmp_path / "nowhere")


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_import_that_ends_midway_leaves_the_catalogue_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]
) -> None:
    before = state()

    def stop(*_given: object, **_named: object) -> None:
        raise end

    monkeypatch.setattr(element_step, "merge", stop)
    with pytest.raises(end):
        load_rebrickable(place=write_tables(tmp_path / "t"))
    assert state() == before
