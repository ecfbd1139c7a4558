import numpy as np
import pytest

from brickcore.formats import read
from brickcore.layout import flatten
from brickcore.model import Model, Submodel
from tests.ldraw_text import IDENTITY, mpd, ref


def codes(model: Model) -> list[str]:
    return [notice.code for notice in model.notices]


def root(data: bytes | str, name: str = "model.ldr") -> Submodel:
    model = read(data.encode() if isinstance(data, str) else data, name)
    return model.submodels[model.root]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\n\r\n"])
def test_every_kind_of_line_end_is_read(ending: str) -> None:
    text = ending.join([ref("3001.dat"), ref("3002.dat", 2), "0 STEP", ref("3003.dat", 3)])
    submodel = root(text)
    assert submodel.names == ("3001.dat", "3002.dat", "3003.dat")
    assert submodel.colours == (4, 2, 3)
    assert submodel.step_starts == (2,)


def test_the_mark_with_which_dos_ends_a_text_is_no_line() -> None:
    model = read(ref("3001.dat").encode() + b"\r\n\x1a", "model.ldr")
    assert (flatten(model).parts, model.notices) == (("3001.dat",), ())


def test_lines_are_counted_from_one_in_the_uploaded_file() -> None:
    assert root("0 Title\r\n\r\n" + ref("3001.dat") + "\r\n" + ref("3002.dat")).lines == (3, 4)


@pytest.mark.parametrize("spelling", ["S\\3001S01.DAT", "s/3001s01.dat", "  s/3001s01  ", "S/3001s01.Dat"])
def test_names_have_one_spelling(spelling: str) -> None:
    assert root(ref(spelling)).names == ("s/3001s01.dat",)


def test_blanks_of_every_kind_part_the_words() -> None:
    assert root("\t 1   4\t0 0  0 1 0 0 0 1 0 0 0 1\t my part.dat ").names == ("my part.dat",)


@pytest.mark.parametrize(
    ("text", "code"), [("4", 4), ("0x2FF8000", 0x2FF8000), ("#2FF8000", 0x2FF8000), ("50298880", 50298880), ("16", 16)]
)
def test_colours_are_codes_or_direct(text: str, code: int) -> None:
    submodel = root(ref("3001.dat", text))
    assert submodel.colours == (code,)


def test_the_first_file_is_the_model_and_others_are_submodels() -> None:
    model = read(mpd(car=[ref("wheel.ldr", 16), ref("3001.dat")], wheel=[ref("3641.dat", 0)]), "car.mpd")
    assert (model.root, list(model.submodels)) == ("car.ldr", ["car.ldr", "wheel.ldr"])


def test_a_model_named_ldr_may_hold_files_and_lines_before_the_first_are_the_model() -> None:
    text = ref("Part One.ldr", 1) + "\n0 FILE Part One.ldr\n" + ref("3001.dat")
    model = read(text.encode(), "car.ldr")
    assert model.root == "car.ldr"
    assert flatten(model).parts == ("3001.dat",)


def test_what_stands_after_nofile_belongs_to_no_file() -> None:
    text = "0 FILE a.ldr\n" + ref("3001.dat") + "\n0 NOFILE\n" + ref("3002.dat") + "\n0 !DATA x.png\n0 !: AAAA\n"
    assert root(text, "a.mpd").names == ("3001.dat",)


def test_a_byte_order_mark_and_utf16_are_read() -> None:
    assert root(b"\xef\xbb\xbf" + ref("3001.dat").encode()).names == ("3001.dat",)
    assert root(ref("3001.dat").encode("utf-16")).names == ("3001.dat",)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_names_are_read_in_utf8_and_cp1252(encoding: str) -> None:
    model = read(
        mpd(main=[ref("flügel.ldr")]).decode().encode(encoding)
        + "\n0 FILE Flügel.ldr\n".encode(encoding)
        + ref("3001.dat").encode(),
        "a.mpd",
    )
    assert "flügel.ldr" in model.submodels
    assert flatten(model).parts == ("3001.dat",)


@pytest.mark.parametrize(
    "header",
    [
        "0 !LDRAW_ORG Unofficial_Part",
        "0 !LDRAW_ORG Part UPDATE 2004-03",
        "0 !LDRAW_ORG Unofficial Shortcut",
        "0 Unofficial Part",
        "0 UNOFFICIAL PART",
        "0 LDRAW_ORG Part",
    ],
)
def test_embedded_parts_are_told_by_their_header_and_not_looked_into(header: str) -> None:
    data = mpd(
        main=[ref("own.ldr", 5)], own=["0 Own part", "0 Name: own.ldr", header, ref("box.dat", 16), ref("3001.dat")]
    )
    model = read(data, "a.mpd")
    assert list(model.embedded) == ["own.ldr"]
    assert flatten(model).parts == ("own.ldr",)


def test_a_part_without_a_header_is_told_by_what_it_draws() -> None:
    drawn = ["0 Wedge", "4 16 0 0 0 1 0 0 1 1 0 0 1 0", ref("4-4cyli.dat", 16), ref("s\\own.dat", 16)]
    model = read(mpd(main=[ref("wedge.ldr")], wedge=drawn), "a.mpd")
    assert list(model.embedded) == ["wedge.ldr"]


def test_a_submodel_that_also_draws_is_still_a_submodel() -> None:
    model = read(
        mpd(main=[ref("sub.ldr")], sub=[ref("3001.dat"), "2 24 0 0 0 1 1 1", "3 4 0 0 0 1 0 0 0 1 0"]), "a.mpd"
    )
    assert not model.embedded


def test_a_parts_own_file_places_that_part_once() -> None:
    model = read(b"0 Brick\n0 !LDRAW_ORG Unofficial_Part\n4 16 0 0 0 1 0 0 1 1 0 0 1 0", "own.dat")
    assert flatten(model).parts == ("own.dat",)
    assert list(model.embedded) == ["own.dat"]


def test_of_two_files_with_one_name_the_first_holds_and_it_is_said() -> None:
    data = mpd(main=[ref("a.ldr")], a=[ref("3001.dat")]) + b"\n0 FILE A.LDR\n" + ref("3002.dat").encode()
    model = read(data, "a.mpd")
    assert flatten(model).parts == ("3001.dat",)
    [notice] = model.notices
    assert (notice.code, str(notice.location)) == ("DUPLICATE_FILE", "a.mpd, line 5")


@pytest.mark.parametrize("command", ["0 STEP", "0 ROTSTEP 30 40 0 ABS", "0 ROTSTEP END"])
def test_steps_end_where_commands_say(command: str) -> None:
    text = "\n".join([command, ref("3001.dat"), command, command, ref("3002.dat"), command])
    assert root(text).step_starts == (1,)


def test_what_a_buffer_exchange_takes_away_is_not_in_the_model() -> None:
    lines = [ref("1.dat"), "0 BUFEXCHG A STORE", ref("2.dat"), "0 BUFEXCHG A RETRIEVE", ref("3.dat")]
    assert root("\n".join(lines)).names == ("1.dat", "3.dat")


@pytest.mark.parametrize("command", ["0 MLCAD HIDE ", "0 !MLCAD HIDE  ", "0 GHOST "])
def test_what_a_program_hides_is_not_in_the_model_and_is_said(command: str) -> None:
    model = read("\n".join([ref("1.dat"), command + ref("Base 9.ldr"), command + ref("LS100.dat")]).encode(), "m.ldr")
    assert model.submodels[model.root].names == ("1.dat",)
    [notice] = model.notices
    assert (notice.code, notice.severity, str(notice.location)) == ("HIDDEN_LINE", "note", "m.ldr, line 2")
    assert notice.message.startswith("Base 9.ldr is hidden")


def test_other_commands_of_such_a_program_hide_nothing() -> None:
    lines = [ref("1.dat"), "0 MLCAD BTG wheels", "0 MLCAD HIDE", "0 GHOST", "0 GHOST 0 STEP", "0 MLCAD SKIP_BEGIN"]
    assert codes(read("\n".join(lines).encode(), "m.ldr")) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("0 !FOO bar", "UNKNOWN_COMMAND"),
        ("1 4 0 0 0 1 0 0 3001.dat", "MALFORMED_LINE"),
        ("1 4 a 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "MALFORMED_LINE"),
        ("1 4 0 0 0 1 0 0 0 x 0 0 0 1 3001.dat", "MALFORMED_LINE"),
        ("1 4 1.2.3 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "MALFORMED_LINE"),
        ("1 4 1-2 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "MALFORMED_LINE"),
        ("1 4 - 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "MALFORMED_LINE"),
        ("1 4 . 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "MALFORMED_LINE"),
        ("1 4 nan 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "NOT_FINITE"),
        ("1 4 0 0 0 -inf 0 0 0 1 0 0 0 1 3001.dat", "NOT_FINITE"),
        (f"1 4 {'9' * 400} 0 0 1 0 0 0 1 0 0 0 1 3001.dat", "NOT_FINITE"),
        (f"1 4 0 0 0 {IDENTITY} .dat", "REFERENCE_OUTSIDE"),
        (f"1 4 0 0 0 {IDENTITY} parts\\", "REFERENCE_OUTSIDE"),
        (f"1 4 0 0 0 {IDENTITY} ../../etc/passwd", "REFERENCE_OUTSIDE"),
        (f"1 4 0 0 0 {IDENTITY} /etc/passwd", "REFERENCE_OUTSIDE"),
        (f"1 4 0 0 0 {IDENTITY} \\\\server\\share\\3001.dat", "REFERENCE_OUTSIDE"),
        (f"1 4 0 0 0 {IDENTITY} C:\\LDRAW\\3001.dat", "REFERENCE_OUTSIDE"),
        (f"1 4 0 0 0 {IDENTITY} https://example.org/3001.dat", "REFERENCE_OUTSIDE"),
        ("12 4 0 0 0", "UNKNOWN_LINE"),
        ("Hello", "UNKNOWN_LINE"),
    ],
)
def test_a_bad_line_is_left_out_and_told_with_its_place_and_what_to_do(line: str, code: str) -> None:
    model = read("\n".join([ref("3002.dat"), line, ref("3003.dat")]).encode(), "a.ldr")
    assert model.submodels[model.root].names == ("3002.dat", "3003.dat")
    [notice] = model.notices
    assert (notice.code, str(notice.location), notice.severity) == (code, "a.ldr, line 2", "warning")
    assert notice.hint


@pytest.mark.parametrize("colour", ["-1", "99999999999999999999", "red", "0xZZ"])
def test_a_colour_that_no_code_can_be_is_told_and_the_part_kept(colour: str) -> None:
    model = read(ref("3001.dat", colour).encode(), "a.ldr")
    assert (codes(model), model.submodels[model.root].colours) == (["COLOUR_OUT_OF_RANGE"], (16,))


def test_a_singular_matrix_is_told_and_the_part_kept() -> None:
    model = read(ref("3001.dat", turn="1 0 0 0 0 0 0 0 1").encode(), "a.ldr")
    assert (codes(model), model.submodels[model.root].names) == (["SINGULAR_MATRIX"], ("3001.dat",))


def test_equal_notices_fold_into_one_with_a_count() -> None:
    [notice] = read(("0 !FOO\n" * 3 + ref("3001.dat")).encode(), "a.ldr").notices
    assert (notice.count, str(notice.location)) == (3, "a.ldr, line 1")


def test_places_and_turns_are_read_as_written() -> None:
    text = ref("3001.dat", at=(1.5, -24, 1e-3), turn="0 0 1 0 1 0 -1 0 0") + "\n" + ref("3002.dat", at=(-0.25, 0, 8))
    matrices = root(text).matrices()
    assert matrices[0].tolist() == [[0, 0, 1, 1.5], [0, 1, 0, -24], [-1, 0, 0, 0.001]]
    assert matrices[1].tolist() == [[1, 0, 0, -0.25], [0, 1, 0, 0], [0, 0, 1, 8]]


def test_many_lines_keep_their_order_and_places() -> None:
    count = 2_000
    text = "\n".join(ref(f"{index % 7}.dat", index % 5, at=(index, -index / 2, 0.5)) for index in range(count))
    submodel = root(text)
    assert submodel.names == tuple(f"{index % 7}.dat" for index in range(count))
    assert sum(submodel.placed.values()) == count
    assert np.array_equal(submodel.translations(), [(index, -index / 2, 0.5) for index in range(count)])


def test_colours_that_the_file_defines_travel_with_the_model() -> None:
    model = read(("0 !COLOUR Mine CODE 900 VALUE #102030 EDGE #000000\n" + ref("3001.dat", 900)).encode(), "a.ldr")
    assert model.colours[900].rgb == (16, 32, 48)


def test_blocks_of_other_programs_become_spans() -> None:
    lines = ["0 SYNTH BEGIN HOSE 0", ref("LS00.dat"), "0 SYNTH SYNTHESIZED BEGIN", ref("a.dat"), ref("b.dat")]
    lines += ["0 SYNTH SYNTHESIZED END", "0 SYNTH END", "0 !LPUB PLI BEGIN SUB 3001.dat 4", ref("c.dat")]
    lines += ["0 !LPUB PLI END", "0 !LDCAD GENERATED [generator=LDCad 1.6]", ref("d.dat")]
    spans = [(span.kind, span.start, span.end, span.label) for span in root("\n".join(lines)).spans]
    assert spans == [("synth", 1, 3, ""), ("substitute", 3, 4, "3001.dat 4"), ("path", 4, 5, "")]


@pytest.mark.parametrize("ending", [["0 SYNTH END"], [], ["0 SYNTH BEGIN STRING 4", "0 SYNTH SYNTHESIZED BEGIN"]])
def test_a_hose_that_lsynth_has_not_drawn_is_told(ending: list[str]) -> None:
    mark = ref("LS01.dat", 0)
    model = read("\n".join([ref("3001.dat"), "0 SYNTH BEGIN RIBBED_HOSE 0", mark, *ending]).encode(), "m.ldr")
    [notice] = model.notices
    assert (notice.code, notice.severity, str(notice.location)) == ("NOT_DRAWN", "warning", "m.ldr, line 2")
    assert "RIBBED_HOSE" in notice.message


def test_a_hose_that_lsynth_has_drawn_is_nothing_to_tell() -> None:
    drawn = ["0 SYNTH BEGIN RIBBED_HOSE 0", "0 SYNTH SYNTHESIZED BEGIN", ref("79.dat", 0), "0 SYNTH SYNTHESIZED END"]
    assert codes(read("\n".join([*drawn, "0 SYNTH END"]).encode(), "m.ldr")) == []
