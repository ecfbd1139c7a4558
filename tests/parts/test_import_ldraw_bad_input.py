"""Files of a library that cannot be trusted: each is refused with name, line and reason; the rest is imported."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parts.models import CatalogueImport, Part
from tests.parts.library_texts import drawn, imported, lay_out, moved, place

pytestmark = pytest.mark.django_db

SOUND: dict[str, str | bytes] = {"7001": drawn("Brick 2 x 3")}


def refused(folder: Path, **files: str | bytes) -> list[tuple[int, str]]:
    """Lines and reasons of what is refused beside a sound part, which must be imported."""
    found = imported(folder, SOUND | files)
    assert set(Part.objects.values_list("number", flat=True)) == {"7001"}
    assert found.total.rejected == len(found.rejections)
    assert {rejection.table for rejection in found.rejections} == {"files"}
    return [(rejection.line, rejection.reason) for rejection in found.rejections]


def test_moves_in_a_circle(tmp_path: Path) -> None:
    assert refused(tmp_path, a=moved("b").partition("\n1")[0], b=moved("a").partition("\n1")[0]) == [
        (1, "parts/a.dat: it moved in a circle (a.dat → b.dat → a.dat)."),
        (1, "parts/b.dat: it moved in a circle (a.dat → b.dat → a.dat)."),
    ]


def test_a_part_in_itself_directly_and_through_another(tmp_path: Path) -> None:
    looped: dict[str, str | bytes] = {
        "a": drawn("A", place("a.dat")),
        "b": drawn("B", place("s\\b.dat")),
        "s/b": drawn("~B", place("b.dat")),
    }
    found = imported(tmp_path, SOUND | looped)
    assert set(Part.objects.values_list("number", flat=True)) == {"7001"}
    assert [(row.line, row.reason.partition(":")[0]) for row in found.rejections] == [
        (3, "parts/a.dat"),
        (3, "parts/b.dat"),
        (3, "parts/s/b.dat"),
    ]


def test_no_title_garbage_and_a_line_without_end(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "blank": "0\n",
        "noise": b"\x00\x01\x02" * 1000,
        "long": "0 Long\n0 " + "y" * (10 << 20),
    }
    assert refused(tmp_path, **files) == [
        (1, 'parts/blank.dat: it has no title: the first line of a part reads "0 " and its name.'),
        (2, "parts/long.dat: the line is longer than 64 KB; an LDraw line has a few hundred bytes."),
        (1, "parts/noise.dat: it is no text: it holds zero bytes."),
    ]


def test_a_line_that_cannot_be_drawn(tmp_path: Path) -> None:
    whole = "3 16 0 0 0 20 0 0 0 20 0"
    assert refused(tmp_path, cut=drawn("Cut", whole, whole[:14]), word=drawn("Word", whole.replace("20", "long"))) == [
        (4, "parts/cut.dat: a triangle takes a colour and 9 numbers, and the line has 5 of these 10."),
        (
            3,
            "parts/word.dat: a triangle takes a colour and 9 numbers, and “long” is no number from -32,000 to 32,000.",
        ),
    ]


def test_a_colour_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "LDConfig.ldr").write_text("0 Colours\n0 !COLOUR Fog CODE 902 VALUE #12345 EDGE #000000\n")
    assert refused(tmp_path) == [
        (2, "LDConfig.ldr: a colour takes a name and CODE, VALUE and EDGE with their numbers.")
    ]


def test_a_part_whose_newer_file_is_damaged_stays_as_it_was(tmp_path: Path) -> None:
    imported(tmp_path / "old", SOUND)
    found = imported(tmp_path / "new", {"7001": drawn("Brick 2 x 9", "4 16 0 0"), "7002": drawn("Plate")})
    assert [(row.line, row.reason.partition(":")[0]) for row in found.rejections] == [(3, "parts/7001.dat")]
    assert dict(Part.objects.values_list("number", "name")) == {"7001": "Brick 2 × 3", "7002": "Plate"}


def test_a_link_and_a_second_file_of_one_name(tmp_path: Path) -> None:
    lay_out(tmp_path, SOUND)
    (tmp_path / "parts" / "link.dat").symlink_to("/etc/hostname")
    (tmp_path / "parts" / "7001.DAT").write_text("0 Brick 2 x 3")
    twice = "it bears the same name as parts/7001.DAT, but for upper and lower case or the folder above."
    assert refused(tmp_path) == [
        (0, f"parts/7001.dat: {twice}"),
        (0, "parts/link.dat: it is a link; put the file itself there."),
    ]


def test_a_name_that_no_terminal_takes_is_shown_without_its_signs(tmp_path: Path) -> None:
    lay_out(tmp_path, SOUND)
    (tmp_path / "parts" / "x\x1b[31m\udcff.dat").symlink_to("/etc/hostname")
    (tmp_path / "parts" / "y\udcff.dat").write_text("0 Brick")
    assert refused(tmp_path) == [
        (0, "parts/x?[31m?.dat: it is a link; put the file itself there."),
        (0, "parts/y?.dat: its name holds signs that are no letters, digits or punctuation."),
    ]
    assert CatalogueImport.objects.get().rejections[0]["reason"].startswith("parts/x?[31m?.dat")


def test_text_that_is_no_utf8_is_read_all_the_same(tmp_path: Path) -> None:
    imported(tmp_path, {"7001": drawn("Brick with Caf\xe9 Sign").encode("latin-1")})
    assert Part.objects.get().name == "Brick with Caf\ufffd Sign"


def test_the_command_ends_with_1_when_files_were_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(tmp_path, SOUND | {"bad": b""})
    with pytest.raises(SystemExit) as stopped:
        call_command("import_ldraw", str(tmp_path))
    assert stopped.value.code == 1
    assert "files, line 1: parts/bad.dat: it has no title" in capsys.readouterr().err
    assert Part.objects.count() == 1


def test_a_folder_or_zip_without_a_part_is_no_library_and_changes_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("parts/bad.dat", b"\0")
    (tmp_path / "empty").mkdir()
    for name, said in (
        ("empty", "holds no parts/ folder"),
        ("x.zip", "No file in this library"),
        ("gone", "no parts lib"),
    ):
        with pytest.raises(CommandError, match=said) as stopped:
            call_command("import_ldraw", str(tmp_path / name))
        assert stopped.value.returncode == 2
    assert not CatalogueImport.objects.exists()


def test_an_import_that_fails_leaves_the_catalogue_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(tmp_path / "old", SOUND)
    before = list(Part.objects.order_by("pk").values())

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("parts.services.catalogue.ldraw.write_relations", fail)
    with pytest.raises(CommandError, match="as it was before") as stopped:
        call_command("import_ldraw", str(lay_out(tmp_path / "new", SOUND | {"7002": drawn("Plate")})))
    assert stopped.value.returncode == 130
    assert list(Part.objects.order_by("pk").values()) == before
