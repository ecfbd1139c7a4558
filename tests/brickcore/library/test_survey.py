"""A whole library read at once, with files in it that cannot be trusted."""

from pathlib import Path

import pytest

from brickcore.library import PartsLibrary, Survey, open_library, survey
from brickcore.library.soundness import MAX_LINE
from brickcore.library.store import Store
from tests.ldraw_text import TextStore, part, ref


def surveyed(store: Store) -> Survey:
    return survey(PartsLibrary(store), lambda items, _: items)


def of(**files: str) -> Survey:
    """A library of parts/ by number; `s_` begins a subpart."""
    return surveyed(TextStore({f"parts/{name.replace('s_', 's/')}.dat": text for name, text in files.items()}))


def refusals(found: Survey) -> dict[str, str]:
    return {str(error.location): error.message for error in found.refused}


def test_parts_subparts_primitives_and_moves_are_told_apart() -> None:
    found = surveyed(
        TextStore(
            {
                "parts/3001.dat": part("Brick  2 x  4", "Part", ref("s\\3001s01.dat")),
                "parts/3000.dat": part("~Moved to 3001", "Part", ref("3001.dat")),
                "parts/2999.dat": part("~Moved to 3000", "Part", ref("3000.dat")),
                "parts/2998.dat": part("=Brick  2 x  4", "Part Alias", ref("3000.dat", 16)),
                "parts/2421a.dat": part("~Moved to s\\3001s01", "Part"),
                "parts/s/3001s01.dat": part("~Brick", "Subpart", ref("box.dat")),
                "p/box.dat": "0 Box",
                "LDConfig.ldr": "0 Colours",
            }
        )
    )
    assert set(found.heads) == {"3001.dat"}
    assert {name: part for name, (_, part) in found.moved.items()} == {
        "3000.dat": "3001.dat",
        "2999.dat": "3001.dat",
        "2998.dat": "3001.dat",
    }
    assert (len(found.digests["3001.dat"]), found.refused) == (64, [])


def test_author_and_licence_come_from_the_head() -> None:
    text = part(
        "Brick", "Part", "0 Author:  Ann Example [ann]", "0 !LICENSE Licensed under CC BY 4.0 : see CAreadme.txt"
    )
    head = of(**{"3001": text}).heads["3001.dat"]
    assert (head.author, head.licence) == ("Ann Example [ann]", "Licensed under CC BY 4.0 : see CAreadme.txt")


def test_moves_in_a_circle_are_refused_with_all_that_lead_into_it() -> None:
    found = of(
        a=part("~Moved to b"), b=part("~Moved to c"), c=part("~Moved to b"), d=part("~Moved to d"), e=part("Brick")
    )
    assert refusals(found) == {
        "parts/a.dat, line 1": "it moved in a circle (b.dat → c.dat → b.dat).",
        "parts/b.dat, line 1": "it moved in a circle (b.dat → c.dat → b.dat).",
        "parts/c.dat, line 1": "it moved in a circle (b.dat → c.dat → b.dat).",
        "parts/d.dat, line 1": "it moved in a circle (d.dat → d.dat).",
    }
    assert set(found.heads) == {"e.dat"}


def test_moves_to_nothing_and_to_a_refused_file_are_refused() -> None:
    found = of(a=part("~Moved to gone"), b=part("~Moved to bad"), c=part("~Moved to b"), bad="no title")
    assert refusals(found) == {
        "parts/a.dat, line 1": "it stands for gone.dat, and the library has no such file.",
        "parts/b.dat, line 1": "it stands for bad.dat, and that file is left out.",
        "parts/c.dat, line 1": "it stands for b.dat, and that file is left out.",
        "parts/bad.dat, line 1": 'it has no title: the first line of a part reads "0 " and its name.',
    }


def test_a_part_that_contains_itself_is_refused_at_the_line_that_leads_there() -> None:
    found = of(
        a=part("Self", "Part", ref("box.dat"), ref("A.DAT")),
        b=part("Through another", "Part", ref("s/bs.dat")),
        s_bs=part("~Half", "Subpart", ref("b.dat")),
        c=part("Sound", "Part", ref("gone.dat")),
    )
    assert set(found.heads) == {"c.dat"}
    assert {str(error.location): error.code for error in found.refused} == {
        "parts/a.dat, line 5": "PART_LOOP",
        "parts/b.dat, line 4": "PART_LOOP",
        "parts/s/bs.dat, line 4": "PART_LOOP",
    }


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (b"", 1, "PART_NO_TITLE"),
        (b"0\n0 Name: x.dat\n", 1, "PART_NO_TITLE"),
        (b"1 16 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n", 1, "PART_NO_TITLE"),
        (bytes(range(1, 256)) * 50, 1, "PART_NO_TITLE"),
        (b"0 Brick\n\n\x00\x01\x02", 3, "PART_NOT_TEXT"),
        (b"0 Brick\r\n" + b"0 x\r\n" * 20_000 + b"0 " + b"y" * (10 << 20) + b"\r\n0 z", 20_002, "PART_LONG_LINE"),
        (b"0 " + b"y" * MAX_LINE, 1, "PART_LONG_LINE"),
    ],
)
def test_what_is_no_text_of_a_part_is_refused_with_its_line(tmp_path: Path, text: bytes, line: int, code: str) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "bad.dat").write_bytes(text)
    (tmp_path / "parts" / "good.dat").write_bytes(b"0 Brick\r\n" + b"0 x\r\n" * 20_000)
    found = survey(open_library(tmp_path), lambda items, _: items)
    assert [(str(error.location), error.code) for error in found.refused] == [(f"parts/bad.dat, line {line}", code)]
    assert set(found.heads) == {"good.dat"}


def test_a_name_beyond_the_catalogues_room_is_refused() -> None:
    found = of(**{"x" * 61: part("Brick"), "y" * 60: part("Brick")})
    assert [error.code for error in found.refused] == ["PART_LONG_NAME"]


def test_names_that_differ_in_case_only_are_one_part_and_the_second_is_refused() -> None:
    found = surveyed(TextStore({"parts/3001.DAT": part("First"), "parts/3001.dat": part("Second")}))
    assert found.heads["3001.dat"].title == "First"
    assert refusals(found) == {
        "parts/3001.dat": "it bears the same name as parts/3001.DAT, but for upper and lower case or the folder above."
    }


def test_an_unofficial_part_gives_way_to_the_official_one_silently() -> None:
    found = surveyed(TextStore({"unofficial/parts/3001.dat": part("Draft"), "parts/3001.dat": part("Official")}))
    assert (found.heads["3001.dat"].title, found.refused) == ("Official", [])


@pytest.mark.shared
@pytest.mark.slow
def test_the_official_library_is_sound(shared: Path) -> None:
    found = survey(open_library(shared / "ldraw" / "library.zip"), lambda items, _: items)
    assert (len(found.heads), len(found.digests), found.refused) == (22_208, 23_839, [])
    assert all(head.author and head.licence for head in found.heads.values())
