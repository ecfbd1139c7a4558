import contextlib

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from brickcore.bom import count
from brickcore.errors import BrickError
from brickcore.formats import read
from brickcore.formats.ldraw.writer import write_ldraw
from brickcore.layout import flatten
from brickcore.model import Model
from tests.ldraw_text import no_library

NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 4) + 0.0)
NAMES = st.sampled_from(["3001.dat", "s/3001s01.dat", "48/1-4cyli.dat", "part two.dat", "u9000.dat"])
COLOURS = st.one_of(st.integers(0, 511), st.integers(0x2000000, 0x2FFFFFF))
ROWS = st.tuples(COLOURS, st.lists(NUMBERS, min_size=12, max_size=12), NAMES)
WORDS = st.sampled_from(
    [
        "0",
        "1",
        "3",
        "16",
        "4",
        "FILE",
        "a.ldr",
        "b.ldr",
        "STEP",
        "nan",
        "-",
        "1e999",
        "3001.dat",
        "!LDRAW_ORG",
        "Part",
        "é",
    ]
)


@st.composite
def model_texts(draw: st.DrawFn) -> bytes:
    """An .mpd whose submodels refer only to later ones."""
    files = draw(st.integers(1, 4))
    lines = []
    for index in range(files):
        lines += [f"0 FILE sub model {index}.ldr", f"0 Title {index}"]
        for colour, numbers, name in draw(st.lists(ROWS, min_size=index == 0, max_size=5)):
            later = draw(st.one_of(st.none(), st.integers(index + 1, files)))
            target = f"sub model {later}.ldr" if later is not None and later < files else name
            lines.append(f"1 {colour} {' '.join(map(repr, numbers))} {target}")
            if draw(st.booleans()):
                lines.append("0 STEP")
    return "\n".join([*lines, "0 FILE last.ldr", "0"]).encode()


def facts(model: Model) -> dict[str, tuple[object, ...]]:
    return {
        name: (it.title, it.names, it.colours, it.step_starts, it.spans, it.matrices().tolist())
        for name, it in model.submodels.items()
    }


@given(model_texts())
def test_a_written_model_reads_back_equal(data: bytes) -> None:
    try:
        model = read(data, "a.mpd")
    except BrickError:
        return
    again = read(write_ldraw(model), "a.mpd")
    assert again.root == model.root
    assert facts(again) == facts(model)


@given(model_texts())
def test_counting_laying_out_and_nesting_agree(data: bytes) -> None:
    try:
        model = read(data, "a.mpd")
    except BrickError:
        return
    placements = flatten(model)
    assert len(placements.part_index) == len(placements.colours) == len(placements.matrices) == len(placements.steps)
    assert np.isfinite(placements.matrices).all()
    keys = {
        f"{placements.parts[part].removesuffix('.dat')}:{colour}"
        for part, colour in zip(placements.part_index.tolist(), placements.colours.tolist(), strict=True)
    }
    sources = {key for lot in count(model, no_library()).lots for key in lot.sources}
    assert sources <= keys


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=400), st.lists(st.lists(WORDS, max_size=16), max_size=20)))
def test_no_bytes_give_an_unexpected_exception(data: bytes | list[list[str]]) -> None:
    if isinstance(data, list):
        data = "\n".join(" ".join(words) for words in data).encode()
    with contextlib.suppress(BrickError):
        model = read(data, "any.ldr")
        count(model, no_library())
        flatten(model)
