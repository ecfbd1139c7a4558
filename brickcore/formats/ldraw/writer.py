"""Write a model as LDraw text: what reading gives back unchanged.

Source: LDraw.org "File Format Specification" and "MPD File Specification".
"""

from collections.abc import Iterator

from brickcore.formats.given import Given
from brickcore.model import Model, Submodel


def write(given: Given, _key: str) -> bytes:
    """The writer of the formats' table."""
    return write_ldraw(given.model)


def write_ldraw(model: Model) -> bytes:
    """The model as an .mpd in UTF-8 with LF.

    Its root first, then the other submodels, then the parts that travel with it.
    """
    names = [model.root, *(name for name in model.submodels if name != model.root)]
    lines = [line for name in names for line in _submodel(model.submodels[name])]
    for name, text in model.embedded.items():
        lines += [f"0 FILE {name}", text.decode("utf-8", "replace"), ""]
    return "\n".join(lines).encode()


def _submodel(submodel: Submodel) -> Iterator[str]:
    yield f"0 FILE {submodel.spelling}"
    yield f"0 {submodel.title}".rstrip()
    yield f"0 Name: {submodel.spelling}"
    yield "0 !LDRAW_ORG Model"
    starts = set(submodel.step_starts)
    rows = zip(submodel.colours, submodel.names, submodel.matrices().tolist(), strict=True)
    for row, (colour, name, matrix) in enumerate(rows):
        if row in starts:
            yield "0 STEP"
        place = [axis[3] for axis in matrix]
        turn = [number for axis in matrix for number in axis[:3]]
        yield f"1 {colour} {' '.join(map(_number, [*place, *turn]))} {name}"
    yield ""


def _number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
