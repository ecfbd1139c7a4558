"""Models as LXFML 5: what a mapping knows of LDD's designs, materials and places, the other way round."""

from collections import Counter
from xml.sax.saxutils import quoteattr

import numpy as np

from brickcore.colours import starter_colours
from brickcore.errors import Location, UnreadableFile
from brickcore.formats.given import Given
from brickcore.formats.ldd.mapping import EMPTY, LddMapping, Matrix, open_mapping
from brickcore.layout import flatten
from brickcore.model import Placements

GREY = 194
"""The material of what has no colour in LDD: medium stone grey."""

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
    placements = flatten(given.model)
    designs = _designs(placements, mapping, given)
    bricks = _bricks(placements, designs, mapping)
    if not bricks:
        message = f"The mapping knows none of the parts of {given.name}."
        raise UnreadableFile("NOTHING_MAPPED", message, location=Location(given.name), hint="Name a fuller mapping.")
    title = quoteattr(given.model.submodels[given.model.root].title or given.name)
    opened = f'<LXFML versionMajor="5" versionMinor="0" name={title}>\n  <Bricks>\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opened}{"".join(bricks)}  </Bricks>\n</LXFML>\n'.encode()


def _designs(placements: Placements, mapping: LddMapping, given: Given) -> list[tuple[str, Matrix] | None]:
    """LDD's design and place of each part of the model; the last row of a mapping holds, an equal number is as good."""
    known = {ldraw: lego for lego, ldraw in mapping.parts.items()}
    names = [given.library.resolve(name) for name in placements.parts]
    designs: list[tuple[str, Matrix] | None] = []
    for spelled, name in zip(placements.parts, names, strict=True):
        at = next((one for one in (spelled, name) if one in mapping.places), None)
        designs.append((known.get(at, at.removesuffix(".dat")), mapping.places[at]) if at else None)
    lost = Counter(placements.parts[index] for index in placements.part_index.tolist() if designs[index] is None)
    if lost:
        parts = ", ".join(f"{number} × {name.removesuffix('.dat')}" for name, number in lost.most_common(20))
        given.notes.append(f"Left out, since the mapping does not know them: {parts}.")
    return designs


def _bricks(placements: Placements, designs: list[tuple[str, Matrix] | None], mapping: LddMapping) -> list[str]:
    materials = _materials(mapping)
    bricks: list[str] = []
    for row, index in enumerate(placements.part_index.tolist()):
        known = designs[index]
        if known is None:
            continue
        design, place = known
        matrix = np.vstack([placements.matrices[row], [0, 0, 0, 1]])
        matrix[:3, 3] /= _LDU
        bone = _AXES @ matrix @ _AXES @ place
        numbers = ",".join(f"{number:.9g}" for number in [*bone[:3, :3].T.ravel(), *bone[:3, 3]])
        ref, material = len(bricks), materials.get(int(placements.colours[row]), GREY)
        bricks.append(
            f'    <Brick refID="{ref}" designID={quoteattr(design)}>\n'
            f'      <Part refID="{ref}" designID={quoteattr(design)} materials="{material}">\n'
            f'        <Bone refID="{ref}" transformation="{numbers}"/>\n'
            "      </Part>\n    </Brick>\n"
        )
    return bricks


def _materials(mapping: LddMapping) -> dict[int, int]:
    """LDraw codes -> the maker's materials: our own table, and the mapping's rows over it."""
    own = {code: colour.lego_id for code, colour in starter_colours().items() if colour.lego_id is not None}
    return own | {ldraw: lego for lego, ldraw in mapping.colours.items()}
