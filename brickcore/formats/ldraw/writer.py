"""Write a model as LDraw text: what reading gives back unchanged.

Source: LDraw.org "File Format Specification" and "MPD File Specification".
"""

from collections.abc import Iterator, Sequence

import numpy as np

from brickcore.colours import OPAQUE, LDrawColour
from brickcore.formats.given import Given
from brickcore.formats.ldraw.embedded import is_embedded_part
from brickcore.formats.ldraw.foreign_numbers import foreign_lines
from brickcore.formats.ldraw.reader import PART_ALONE
from brickcore.formats.ldraw.sections import split_sections
from brickcore.formats.text import split_lines
from brickcore.limits import DEFAULT
from brickcore.model import Model, Span, Submodel

_PART = "0 !LDRAW_ORG Unofficial_Part"
_BEGINS = {"synth": "0 SYNTH SYNTHESIZED BEGIN", "path": "0 !LDCAD GENERATED", "substitute": "0 !LPUB PLI BEGIN SUB"}
_ENDS = {"synth": "0 SYNTH SYNTHESIZED END", "substitute": "0 !LPUB PLI END"}  # LDCad's last until the next or the end
_FINISHES = {
    "chrome": "CHROME", "pearl": "PEARLESCENT", "metal": "METAL", "rubber": "RUBBER", "milky": "LUMINANCE 15",
    "glitter": "MATERIAL GLITTER VALUE #FFFFFF FRACTION 0.17 VFRACTION 0.2 SIZE 1",
    "speckle": "MATERIAL SPECKLE VALUE #FFFFFF FRACTION 0.4 MINSIZE 1 MAXSIZE 3",
}  # fmt: skip


def write(given: Given, _key: str) -> bytes:
    """The writer of the formats' table."""
    return write_ldraw(given.model)


def write_ldraw(model: Model) -> bytes:
    """The model as an .mpd in UTF-8 with LF.

    Its root first, then the other submodels, then the parts that travel with it.
    """
    names = [model.root, *(name for name in model.submodels if name != model.root)]
    head = [*map(_colour, model.colours.values()), *foreign_lines(model)]
    lines = [line for name in names for line in _submodel(model.submodels[name], head if name == model.root else ())]
    for name, text in model.embedded.items():
        said = [] if _is_told(text) else [_PART]
        lines += [f"0 FILE {name}", *said, _decoded(text), ""]
    return "\n".join(lines).encode()


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")  # as older programs wrote, and as it was read


def _is_told(text: bytes) -> bool:
    """Whether a part inside the file is known for one when it is read back."""
    file = split_lines(text, "", DEFAULT)
    first = split_sections(file.text, np.flatnonzero(file.kinds == ord("0")).tolist()).all[0]
    return is_embedded_part(first, file.kinds, file.text, is_first=False)


def _submodel(submodel: Submodel, head: Sequence[str]) -> Iterator[str]:
    """`head` stands in the head of the model's first file."""
    name = submodel.name if submodel.name == PART_ALONE else submodel.spelling  # which is the part's own
    yield f"0 FILE {name}"
    yield f"0 {submodel.title}".rstrip()
    yield f"0 Name: {name}"
    yield "0 !LDRAW_ORG Model"
    yield from head
    starts, joins = set(submodel.step_starts), _joins(submodel.spans)
    rows = zip(submodel.colours, submodel.names, submodel.matrices().tolist(), strict=True)
    for row, (colour, name, matrix) in enumerate(rows):
        yield from joins.get(row, ())
        if row in starts:
            yield "0 STEP"
        place = [axis[3] for axis in matrix]
        turn = [number for axis in matrix for number in axis[:3]]
        yield f"1 {colour} {' '.join(map(_number, [*place, *turn]))} {name}"
    yield from joins.get(submodel.end - submodel.start, ())
    yield ""


def _joins(spans: Sequence[Span]) -> dict[int, list[str]]:
    """The commands that join rows, by the row that they stand before: what ends there goes before what begins."""
    lines: dict[int, list[str]] = {}
    for span in spans:
        if span.kind in _ENDS:
            lines.setdefault(span.end, []).append(_ENDS[span.kind])
    for span in spans:
        lines.setdefault(span.start, []).append(f"{_BEGINS[span.kind]} {span.label}".rstrip())
    return lines


def _colour(colour: LDrawColour) -> str:
    """A colour that the file defines itself."""
    value, edge = ("#" + "".join(f"{part:02X}" for part in parts) for parts in (colour.rgb, colour.edge))
    words = ["0 !COLOUR", colour.name.replace(" ", "_") or "_", f"CODE {colour.code} VALUE {value} EDGE {edge}"]
    words += [f"ALPHA {colour.alpha}"] if colour.alpha < OPAQUE else []
    return " ".join([*words, _FINISHES.get(colour.finish, "")]).rstrip()


def _number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
