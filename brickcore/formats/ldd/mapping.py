"""LDD's numbers, colours and places in LDraw's terms: an ldraw.xml, as LDD itself and its heirs keep it.

Brick and Material say which LDD number is which LDraw one; where several rows bear one LDD number the last holds.
Transformation says where LDD has the origin and the axes of an LDraw part; Assembly which parts are one.
"""

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from brickcore.errors import Location, MissingLibrary, UnreadableFile
from brickcore.library.names import normalise
from brickcore.markup import parse_xml

Matrix = npt.NDArray[np.float64]
_LARGEST = 32 << 20
_MOULDS = tuple("abcdefgh")


@dataclass(frozen=True, slots=True, eq=False)
class LddMapping:
    """`parts` LDD design -> LDraw file, `colours` LDD material -> LDraw code, `assemblies` LDD brick -> LDraw file.

    `places` gives for an LDraw file the matrix float64[4, 4] that takes LDraw's axes and origin of the part to LDD's,
    in LDD's units (0.8 = a stud's pitch) and with y up.
    """

    parts: Mapping[str, str]
    colours: Mapping[int, int]
    assemblies: Mapping[str, str]
    places: Mapping[str, Matrix]

    def placed(self, design: str) -> str | None:
        """The LDraw file of a design whose place is known too."""
        name = self.parts.get(design, f"{design.lower()}.dat")
        return name if name in self.places else None

    def is_one_mould(self, design: str) -> bool:
        """Whether the part is one of several moulds, such as 3044c of 3044, that LDraw tells by a letter."""
        name = self.placed(design) or ""
        base, letter = name.removesuffix(".dat")[:-1], name.removesuffix(".dat")[-1:]
        others = (f"{base}{other}.dat" for other in _MOULDS if other != letter)
        return base == design.lower() and letter in _MOULDS and any(other in self.places for other in others)


EMPTY = LddMapping({}, {}, {}, {})


def open_mapping(path: Path | None) -> LddMapping:
    """Read an ldraw.xml, packed by gzip or not; None is the empty one. Raises MissingLibrary and UnreadableFile."""
    if path is None:
        return EMPTY
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        message = f"The mapping of LDD's numbers cannot be read: {error.strerror or 'it is damaged'}."
        hint = "Let LDD_MAPPING name an ldraw.xml, or remove it."
        raise MissingLibrary("MAPPING_MISSING", message, location=Location(path.name), hint=hint) from error


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> LddMapping:
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _LARGEST)
        except zlib.error as error:
            raise gzip.BadGzipFile(0, "it is damaged") from error
    return parse_mapping(data, path.name)


def parse_mapping(data: bytes, name: str) -> LddMapping:
    """The mapping in these bytes. Raises UnreadableFile where they are something else."""
    root = parse_xml(data, name)
    if root.tag != "LDrawMapping":
        message = f"{name} is no mapping of LDD's numbers: its first element is “{root.tag[:40]}”."
        hint = "An ldraw.xml begins with LDrawMapping."
        raise UnreadableFile("NO_MAPPING", message, location=Location(name), hint=hint)
    pairs = [(row.get("lego", ""), normalise(row.get("ldraw", ""))) for row in root.iter("Brick")]
    return LddMapping(
        parts={lego: ldraw for lego, ldraw in pairs if lego and ldraw},
        colours=_colours(root),
        assemblies={
            row.get("lego", ""): normalise(row.get("ldraw", "")) for row in root.iter("Assembly") if row.get("lego")
        },
        places=_places(root),
    )


def _colours(root: Element) -> dict[int, int]:
    pairs = [(row.get("lego", ""), row.get("ldraw", "")) for row in root.iter("Material")]
    return {int(lego): int(ldraw) for lego, ldraw in pairs if lego.isdecimal() and ldraw.isdecimal()}


def _places(root: Element) -> dict[str, Matrix]:
    places = {}
    for row in root.iter("Transformation"):
        try:
            axis = [float(row.get(key, "0")) for key in ("ax", "ay", "az")]
            offset = [float(row.get(key, "0")) for key in ("tx", "ty", "tz")]
            turned = turn(axis, float(row.get("angle", "0")))
        except ValueError:
            continue  # a row that says nothing is as good as none
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = turned, offset
        if np.isfinite(matrix).all():
            places[normalise(row.get("ldraw", ""))] = matrix
    return places


def turn(axis: list[float], angle: float) -> Matrix:
    """The rotation by `angle` radians about `axis`: float64[3, 3] (Rodrigues). No axis, no rotation."""
    length = float(np.linalg.norm(axis))
    if not length:
        return np.eye(3)
    x, y, z = (side / length for side in axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turned: Matrix = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return turned
