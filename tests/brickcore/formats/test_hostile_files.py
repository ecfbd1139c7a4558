import pytest

from brickcore.bom import count
from brickcore.errors import BrickError, HostileFile, UnreadableFile
from brickcore.formats import read
from brickcore.layout import flatten
from brickcore.limits import Limits
from tests.ldraw_text import mpd, no_library, ref


def refusal(data: bytes | str, name: str = "model.ldr", limits: Limits | None = None) -> BrickError:
    data = data.encode() if isinstance(data, str) else data
    with pytest.raises(BrickError) as caught:
        read(data, name, limits=limits or Limits())
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).code in {"EMPTY_FILE", "NOTHING_PLACED"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00", "NOT_TEXT"),
        (bytes(range(1, 32)) * 40, "NOT_TEXT"),
        (b"PK\x03\x04rest of a zip", "UNSUPPORTED_FORMAT"),
        (b"<?xml version='1.0'?><LXFML/>", "NO_PARTS"),
        (b"\x89PNG\r\n\x1a\n", "UNSUPPORTED_FORMAT"),
    ],
)
def test_bytes_that_are_no_ldraw_text_are_refused_whatever_the_name_says(data: bytes, code: str) -> None:
    error = refusal(data, "castle.ldr")
    assert (error.code, type(error)) == (code, UnreadableFile)
    assert "castle.ldr" in error.message


def test_a_file_that_places_nothing_is_refused_with_the_first_reason() -> None:
    error = refusal(ref("../../etc/passwd"))
    assert error.code == "NOTHING_PLACED"
    assert "../../etc/passwd" in error.message
    assert str(error.location) == "model.ldr, line 1"


@pytest.mark.parametrize("text", ["0 FILE", "0 NOFILE", "0 !DATA x.png", "0 FILE\n0 NOFILE", "0 !DATA a\n0 !DATA b"])
def test_files_without_a_name_or_content_place_nothing(text: str) -> None:
    assert refusal(text).code == "NOTHING_PLACED"


def test_an_empty_first_file_points_to_the_one_with_parts() -> None:
    error = refusal(mpd(empty=[], full=[ref("3001.dat")]), "a.mpd")
    assert error.code == "NOTHING_PLACED"
    assert "full.ldr" in error.hint


def test_a_model_that_contains_itself_names_the_chain() -> None:
    error = refusal(mpd(arm=["0"] * 12 + [ref("hand.ldr")], hand=[ref("ARM.LDR")]), "robot.mpd")
    assert error.code == "SELF_REFERENCE"
    assert error.message == (
        "This model contains itself. arm.ldr, line 14, asks for hand.ldr, which asks for arm.ldr again."
    )


def test_a_file_that_asks_for_itself_is_refused() -> None:
    error = refusal(ref("Model.LDR"))
    assert error.message == "This model contains itself. model.ldr, line 1, asks for itself."


def test_a_loop_below_the_model_is_found() -> None:
    data = mpd(main=[ref("3001.dat"), ref("a.ldr")], a=[ref("b.ldr")], b=[ref("a.ldr")])
    assert refusal(data, "a.mpd").message.startswith("This model contains itself. a.ldr, line 5, asks for b.ldr")


def test_a_very_long_loop_is_told_in_short() -> None:
    files = {f"m{index}": [ref(f"m{index + 1}.ldr")] for index in range(300)} | {"m300": [ref("m0.ldr")]}
    error = refusal(mpd(**files), "a.mpd")
    assert error.code == "SELF_REFERENCE"
    assert len(error.message) < 400


def test_forty_lines_that_nest_into_a_trillion_bricks_are_counted_and_refused() -> None:
    files = {f"m{index}": [ref(f"m{index + 1}.ldr", 16)] * 2 for index in range(40)} | {"m40": [ref("3001.dat")]}
    error = refusal(mpd(**files), "a.mpd")
    assert (error.code, type(error)) == ("TOO_MANY_PARTS", HostileFile)
    assert "1,099,511,627,776 parts" in error.message


def test_nesting_without_any_part_costs_nothing() -> None:
    files = {f"m{index}": [ref(f"m{index + 1}.ldr", 16)] * 9 for index in range(60)} | {"m60": ["0 nothing"]}
    assert refusal(mpd(main=[ref("m0.ldr")], **files), "a.mpd").code == "NOTHING_PLACED"
    model = read(mpd(main=[ref("3001.dat"), ref("m0.ldr")], **files), "a.mpd")
    assert len(flatten(model).steps) == 1


def test_a_chain_of_thousands_of_submodels_is_read_counted_and_laid_out() -> None:
    depth = 3_000
    files = {f"m{index}": [ref(f"m{index + 1}.ldr", 16, at=(1, 0, 0))] for index in range(depth)}
    model = read(mpd(**files, **{f"m{depth}": [ref("3001.dat", 16)]}), "a.mpd")
    assert count(model, no_library()).parts == 1
    assert flatten(model).matrices[0, :, 3].tolist() == [depth, 0, 0]


def test_a_chain_of_a_hundred_thousand_submodels_is_refused_and_said() -> None:
    lines = [f"0 FILE m{index}\n{ref(f'm{index + 1}')}" for index in range(100_000)]
    error = refusal("\n".join([*lines, "0 FILE m100000", ref("3001.dat")]))
    assert (error.code, type(error)) == ("TOO_DEEP", HostileFile)


def test_many_colours_through_many_submodels_are_refused_before_they_are_multiplied() -> None:
    colours = [ref("m0.ldr", colour) for colour in range(20_000, 26_000)]
    files = {f"m{index}": [ref(f"m{index + 1}.ldr", 16), ref("3001.dat", 16)] for index in range(4_000)}
    model = read(mpd(main=colours, **files, m4000=[ref("3001.dat")]), "a.mpd", limits=Limits(parts=10**9))
    with pytest.raises(HostileFile) as caught:
        count(model, no_library())
    assert caught.value.code == "TOO_COMPLEX"


def test_bytes_and_lines_are_limited() -> None:
    text = "\n".join([ref("3001.dat")] * 30)
    assert refusal(text, limits=Limits(file_bytes=100)).code == "FILE_TOO_LARGE"
    assert refusal(text, limits=Limits(lines=29)).code == "TOO_MANY_LINES"
    assert read(text.encode(), "a.ldr", limits=Limits(lines=30)).root == "a.ldr"


def test_places_beyond_all_numbers_are_refused_when_laid_out() -> None:
    far = "1e300 0 0 0 1 0 0 0 1"
    model = read(mpd(main=[ref("a.ldr", turn=far)], a=[ref("3001.dat", turn=far)]), "a.mpd")
    with pytest.raises(HostileFile) as caught:
        flatten(model)
    assert caught.value.code == "TOO_FAR"


def test_too_many_placements_are_counted_but_not_laid_out() -> None:
    model = read(mpd(main=[ref("a.ldr")] * 20, a=[ref("3001.dat")] * 20), "a.mpd")
    assert count(model, no_library()).parts == 400
    with pytest.raises(HostileFile) as caught:
        flatten(model, limit=399)
    assert caught.value.code == "TOO_MANY_PLACEMENTS"


def test_notices_of_a_file_full_of_faults_are_bounded() -> None:
    lines = [f"0 !FOO{index}" for index in range(500)] + ["Nonsense"] * 500 + [ref("3001.dat")]
    notices = read("\n".join(lines).encode(), "a.ldr").notices
    assert len(notices) == 201
    assert notices[-1].code == "MORE_NOTICES"


@pytest.mark.slow
def test_an_honest_model_of_a_million_lines_is_read_and_counted() -> None:
    line = ref("3001.dat", 4, at=(20, -24, 0))
    model = read("\n".join([line] * 1_000_000).encode(), "big.ldr")
    bom = count(model, no_library())
    assert [(lot.part, lot.colour, lot.quantity) for lot in bom.lots] == [("3001", 4, 1_000_000)]
