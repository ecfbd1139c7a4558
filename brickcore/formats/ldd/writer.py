"""Models as LXFML 5: what a mapping knows of LDD's designs, materials and places, the other way round.

What LDD alone has a number for, and hoses that came from LDD, are written as they came.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

import numpy as np

from brickcore.colours import CURRENT_COLOUR, EDGE_COLOUR, starter_colours
from brickcore.errors import Location, UnreadableFile
from brickcore.formats.cells import xml_text
from brickcore.formats.given import Given
from brickcore.formats.ldd.flexible import path_of
from brickcore.formats.ldd.joined import joined_rows
from brickcore.formats.ldd.mapping import EMPTY, LddMapping, Matrix, open_mapping
from brickcore.layout import flatten
from brickcore.model import Model, Placements

GREY = 194
"""The material of what has no colour in LDD: medium stone grey."""


class Design(NamedTuple):
    """LDD's number of a part, LDD's place in LDraw's, and the points in LDU along a flexible one."""

    number: str
    place: Matrix
    path: Matrix | None = None


_PRINTED = re.compile(r"^(\d+[a-z]?)p[a-z0-9]{2,3}\.dat$")
"""LDraw's name of a part with a print; LDD knows the plain one."""
_LDU = 25.0  # in one of LDD's units
_AXES = np.diag([1.0, -1.0, -1.0, 1.0])


def write(given: Given, _key: str) -> bytes:
    """The placed parts that the mapping knows; the others are counted in a note. Raises as laying out does, and
    UnreadableFile where no mapping is named or nothing of the model is in it."""
    mapping = open_mapping(given.ldd_mapping)
    if mapping is EMPTY:
        message = "LXFML needs a mapping of LDD's numbers, and none is named."
        hint = "Name an ldraw.xml by LDD_MAPPING or --mapping."
        raise UnreadableFile("NO_MAPPING", message, location=Location(given.name), hint=hint)
    model, placements = given.model, flatten(given.model)
    designs = _designs(placements, mapping, given)
    materials = _materials(mapping, model)
    bricks = _bricks(_parts(placements, designs, materials), _wholes(model, mapping))
    if not bricks:
        message = f"The mapping knows none of the parts of {given.name}."
        raise UnreadableFile("NOTHING_MAPPED", message, location=Location(given.name), hint="Name a fuller mapping.")
    _say_grey(placements, designs, materials, given)
    title = xml_text(model.submodels[model.root].title or given.name)
    opened = f'<LXFML versionMajor="5" versionMinor="0" name="{title}">\n  <Bricks>\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opened}{"".join(bricks)}  </Bricks>\n</LXFML>\n'.encode()


def _designs(placements: Placements, mapping: LddMapping, given: Given) -> list[Design | None]:
    """LDD's design and place of each part of the model; the last row of a mapping holds, an equal number is as good."""
    known = {ldraw: lego for lego, ldraw in mapping.parts.items()}
    native, embedded = given.model.native_parts, given.model.embedded
    names = [given.library.resolve(name) for name in placements.parts]
    designs: list[Design | None] = []
    for spelled, name in zip(placements.parts, names, strict=True):
        plain = _PRINTED.sub(r"\1.dat", name)
        at = next((one for one in (spelled, name, plain) if one in mapping.places), None)
        if at is not None:
            designs.append(Design(known.get(at, at.removesuffix(".dat")), mapping.places[at]))
        else:  # what has LDD's own number stands where LDD had it
            system, number = native.get(spelled, ("", ""))
            path = path_of(embedded[spelled]) if spelled in embedded else None
            designs.append(Design(number, np.eye(4), path) if system == "ldd" else None)
    _say_names(Counter(placements.part_index.tolist()), placements.parts, designs, mapping, given)
    return designs


def _say_names(
    times: Mapping[int, int], parts: Sequence[str], designs: Sequence[Design | None], mapping: LddMapping, given: Given
) -> None:
    """What is not written, and what LDD has no number of its own for."""
    lost, other = Counter[str](), Counter[str]()
    for index, number in times.items():
        design, name = designs[index], parts[index]
        if design is None:
            lost[name] += number
        elif name not in given.model.native_parts and mapping.placed(design.number) != name:
            other[name] += number
    if lost:
        given.notes.append(f"Left out, since the mapping does not know them: {_listed(lost)}.")
    if other:
        given.notes.append(
            f"Written under numbers that LDD has for their kin, such as other moulds and plain ones: {_listed(other)}."
        )


def _say_grey(
    placements: Placements, designs: Sequence[Design | None], materials: Mapping[int, int], given: Given
) -> None:
    """LDD knows no colour but the maker's."""
    known = {CURRENT_COLOUR, EDGE_COLOUR, *materials}
    rows = zip(placements.colours.tolist(), placements.part_index.tolist(), strict=True)
    lost = Counter(str(colour) for colour, index in rows if colour not in known and designs[index] is not None)
    if lost:
        given.notes.append(f"Written in medium stone grey, since LDD has no such colour: {_listed(lost)}.")


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{number} × {name.removesuffix('.dat')}" for name, number in counted.most_common(20))


def _parts(
    placements: Placements, designs: Sequence[Design | None], materials: Mapping[int, int]
) -> list[tuple[str, str] | None]:
    """Of each placed part its design, and its element but for the number."""
    parts: list[tuple[str, str] | None] = []
    for row, index in enumerate(placements.part_index.tolist()):
        known = designs[index]
        if known is None:
            parts.append(None)
            continue
        matrix = np.vstack([placements.matrices[row], [0, 0, 0, 1]])
        matrix[:3, 3] /= _LDU
        bones = "".join(_bone(number, bone) for number, bone in enumerate(_bones(matrix, known)))
        material = materials.get(int(placements.colours[row]), GREY)
        said = f'refID="{row}" designID={quoteattr(known.number)} materials="{material}"'
        parts.append((known.number, f"      <Part {said}>\n{bones}      </Part>\n"))
    return parts


def _bones(matrix: Matrix, design: Design) -> Iterator[Matrix]:
    """Where LDD has the part: once, or all along a flexible one. `matrix` is LDraw's, in LDD's units."""
    if design.path is None or not len(design.path):
        yield _AXES @ matrix @ _AXES @ design.place
        return
    for point in design.path / _LDU:
        bone = np.eye(4)
        bone[:, 3] = _AXES @ matrix @ np.append(point, 1)
        yield bone


def _bone(number: int, bone: Matrix) -> str:
    numbers = ",".join(f"{one:.9g}" for one in [*bone[:3, :3].T.ravel(), *bone[:3, 3]])
    return f'        <Bone refID="{number}" transformation="{numbers}"/>\n'


def _bricks(parts: Sequence[tuple[str, str] | None], wholes: Mapping[int, tuple[int, str]]) -> list[str]:
    """Each part as a brick, and those that are one thing together in one."""
    bricks: list[str] = []
    row = 0
    while row < len(parts):
        end, whole = wholes.get(row, (row + 1, ""))
        some = [part for part in parts[row:end] if part is not None]
        row = end
        if some:
            design = quoteattr(whole if len(some) > 1 else some[0][0])
            inside = "".join(element for _design, element in some)
            bricks.append(f'    <Brick refID="{len(bricks)}" designID={design}>\n{inside}    </Brick>\n')
    return bricks


def _wholes(model: Model, mapping: LddMapping) -> dict[int, tuple[int, str]]:
    """First row -> the row after the last, and LDD's number of what these rows are together."""
    known = {ldraw: lego for lego, ldraw in (*mapping.parts.items(), *mapping.assemblies.items())}
    wholes: dict[int, tuple[int, str]] = {}
    for start, end, label in joined_rows(model):
        name = label.split()[0].lower() if label.split() else ""
        number = model.native_parts.get(name, ("", ""))[1] or known.get(name, name.removesuffix(".dat"))
        if number and end - start > 1 and end > wholes.get(start, (0, ""))[0]:  # of joints in joints the outer one
            wholes[start] = end, number
    return wholes


def _materials(mapping: LddMapping, model: Model) -> dict[int, int]:
    """LDraw codes -> the maker's materials: our own table, the mapping's rows over it, and what the file spoke of."""
    own = {code: colour.lego_id for code, colour in starter_colours().items() if colour.lego_id is not None}
    said = {code: int(number) for code, (system, number) in model.native_colours.items() if system == "lego"}
    return own | {ldraw: lego for lego, ldraw in mapping.colours.items()} | said
