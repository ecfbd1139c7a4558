"""LDD models: bytes in, a Model out. What the mapping places stands where LDD has it; the rest is counted and boxed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from brickcore.archives import Archive, open_archive
from brickcore.colours import CURRENT_COLOUR, LDrawColour, starter_colours
from brickcore.content import Asked
from brickcore.errors import Location, UnreadableFile
from brickcore.formats.given_picture import given_picture
from brickcore.formats.ldd.arranging import Row, arrange
from brickcore.formats.ldd.flexible import tube
from brickcore.formats.ldd.lxfml import LddModel, LddPart, read_lxfml
from brickcore.formats.ldd.mapping import EMPTY, LddMapping, open_mapping
from brickcore.formats.ldd.words import UNTOLD
from brickcore.model import Model
from brickcore.notice_log import NoticeLog

Floats = npt.NDArray[np.float64]
T = TypeVar("T", str, int)

MEMBER, PICTURE = "IMAGE100.LXFML", "IMAGE100.PNG"
UNKNOWN_COLOUR = 1_000_000
"""A material that no table knows gets this code and its number on top."""

_FIGURES = ("76382", "73200")
"""Torsos and legs: the counting of figures puts them together itself, and says the colours of arms and hands."""

_SHOWN = 20
_LDU = 25.0  # in one of LDD's units: a stud's pitch is 0.8 there and 20 LDU
_AXES = np.diag([1.0, -1.0, -1.0, 1.0])  # LDD's y is up


def read(data: bytes, name: str, asked: Asked) -> Model:
    """Read .lxf or .lxfml. Raises UnreadableFile and HostileFile; lesser faults become notices."""
    picture = b""
    if data.startswith(b"PK"):
        archive = open_archive(data, name)
        member = model_member(archive)
        if member is None:
            message = f"{name} holds no {MEMBER}, which is the model in a file of LEGO Digital Designer."
            raise UnreadableFile(
                "NO_MODEL_INSIDE", message, location=Location(name), hint="Save the model in LDD again."
            )
        data = archive.read(member, most=asked.limits.file_bytes)
        picture = given_picture(archive, PICTURE)
    found = read_lxfml(data, name)
    model = _Translation(found, name, open_mapping(asked.ldd_mapping), asked.limits.notices).model()
    return replace(model, picture=picture)


def model_member(archive: Archive) -> str | None:
    """The model in a zip: by LDD's name for it, or the only one of its kind."""
    others = [one for one in archive.names if one.lower().endswith(".lxfml")]
    return archive.find(MEMBER) or (others[0] if len(others) == 1 else None)


class _Translation:
    """One file on its way from LDD's terms to LDraw's."""

    def __init__(self, found: LddModel, name: str, mapping: LddMapping, notices: int) -> None:
        self._found, self._name, self._mapping = found, name, mapping
        self._log = NoticeLog(notices)
        self._placed_as: dict[str, str | None] = {}
        self._native: dict[str, tuple[str, str]] = {}
        self._embedded: dict[str, bytes] = {}
        self._colours: dict[int, int] = {}
        self._unmapped: Counter[str] = Counter()
        self._straight: list[Floats] = []

    def model(self) -> Model:
        rows = [row for parts in self._found.bricks for row in self._brick(parts)]
        self._report()
        submodels = arrange(rows, self._matrices(rows), self._found, self._name)
        unknown = {code: material for material, code in self._colours.items() if code >= UNKNOWN_COLOUR}
        return Model(
            root=next(iter(submodels)),
            submodels=submodels,
            embedded=self._embedded,
            notices=self._log.all(),
            colours={code: _unknown_colour(code, material) for code, material in unknown.items()},
            format="ldd",
            native_parts=self._native,
            native_colours={code: ("lego", str(material)) for code, material in unknown.items()},
        )

    def _brick(self, parts: Sequence[LddPart]) -> list[Row]:
        """The rows of one brick, which count as one: its parts where all are mapped, else what they make together."""
        names = [self._name_of(part.design) for part in parts]
        if len(parts) == 1 and names[0] and len(parts[0].bones) == 1:  # nearly all are
            return [self._row(parts[0], names[0])]
        flexible = [part for part in parts if len(part.bones) > 1]
        first = parts[0]
        if flexible:
            return [self._bent(first, flexible[0])]
        whole = self._mapping.assemblies.get(first.brick) or self._mapping.placed(first.brick)
        if all(names):
            rows = [self._row(part, name) for part, name in zip(parts, names, strict=True) if name]
            if len(rows) == 1 or first.brick in (*_FIGURES, UNTOLD):
                return rows
            return [row._replace(whole=(whole or self._native_name(first.brick), first.place)) for row in rows]
        if whole is not None and whole in self._mapping.places:
            return [self._row(first, whole)]
        return [self._boxed(first, len(parts) > 1)]

    def _name_of(self, design: str) -> str | None:
        if design not in self._placed_as:
            self._placed_as[design] = self._mapping.placed(design)
        return self._placed_as[design]

    def _row(self, part: LddPart, name: str) -> Row:
        return self._placed(part, name, part.bones.start)

    def _boxed(self, part: LddPart, is_assembly: bool) -> Row:
        """A design that nothing places: counted under LDD's number, and shown where LDD has its corner."""
        design = part.brick if is_assembly and part.brick else part.design
        name = self._native_name(design)
        self._unmapped[design] += 1
        return self._placed(part, name, part.bones.start)

    def _native_name(self, design: str) -> str:
        """A name for what only LDD has a number for."""
        name = f"ldd-{design.lower()}.dat"
        self._native[name] = ("ldd", design)
        return name

    def _bent(self, first: LddPart, part: LddPart) -> Row:
        """A tube through the bones, as a part that travels in the file; it is counted under the design's number."""
        bones = self._found.bones[part.bones.start : part.bones.stop]
        path = (_AXES @ bones)[:, :3, 3] * _LDU
        name = f"ldd-{part.brick.lower()}-{part.place}.dat"
        self._embedded[name] = tube(path - path[0])
        self._native[name] = ("ldd", part.brick or part.design)
        straight = np.eye(4)
        straight[:3, 3] = bones[0, :3, 3]
        self._straight.append(straight)
        return self._placed(first, name, len(self._found.bones) + len(self._straight) - 1)

    def _placed(self, part: LddPart, name: str, bone: int) -> Row:
        return Row(name, self._colour(part.material), bone + 1, part.place, part.ref)

    def _matrices(self, rows: Sequence[Row]) -> Floats:
        """float64[m, 4, 4] in LDU, by the rows' numbers; the first moves nothing."""
        bones = np.concatenate([np.eye(4)[None], self._found.bones, *(one[None] for one in self._straight)])
        places = self._mapping.places
        inverse = {name: np.linalg.inv(places[name]) for name in {row.name for row in rows} if name in places}
        undone = np.tile(np.eye(4), (len(bones), 1, 1))
        for row in rows:
            if row.name in inverse:
                undone[row.matrix] = inverse[row.name]
        matrices: Floats = _AXES @ bones @ undone @ _AXES
        matrices[:, :3, 3] *= _LDU
        return matrices

    def _colour(self, material: int) -> int:
        if material not in self._colours:
            self._colours[material] = self._mapping.colours.get(material, _shipped().get(material, -1))
            if self._colours[material] < 0:
                self._colours[material] = UNKNOWN_COLOUR + material if material else CURRENT_COLOUR
        return self._colours[material]

    def _report(self) -> None:
        at = Location(self._name)
        if self._unmapped and self._mapping is EMPTY:
            message = (
                "No mapping says where LDraw has LDD's designs: they are counted by LDD's numbers, and boxes stand for "
                "them in 3D."
            )
            hint = "Whoever runs the site can name an ldraw.xml by LDD_MAPPING."
            self._log.warn("NO_MAPPING", message, at, hint, tuple(sorted(self._unmapped)))
        else:
            self._report_unmapped(at)
        for part in self._found.lost:
            message = f"A part of design {part.design} says no place: it is counted, and stands at the middle."
            self._log.warn(
                "NO_PLACE_SAID", message, at, "Look at it in the program that made the file.", (part.design,)
            )
        self._report_moulds(at)
        printed = sorted({part.design for parts in self._found.bricks for part in parts if part.is_printed})
        if printed:
            designs = "one design" if len(printed) == 1 else f"{len(printed):,} designs"
            message = f"What is printed on {designs} is left out: LDD has numbers of its own for prints."
            hint = "Choose the printed part in the report where the print matters."
            self._log.note("PRINT_AS_PLAIN", message, at, hint, tuple(printed))

    def _report_moulds(self, at: Location) -> None:
        """LDD has one number for all moulds of a part, and a mapping names one of them."""
        taken = {
            design: name for design, name in self._placed_as.items() if name and self._mapping.is_one_mould(design)
        }
        if not taken:
            return
        shown = ", ".join(f"{design} as {name.removesuffix('.dat')}" for design, name in sorted(taken.items())[:_SHOWN])
        more = f" and {len(taken) - _SHOWN:,} more" if len(taken) > _SHOWN else ""
        message = f"LDD does not tell moulds apart; those that the mapping names were taken: {shown}{more}."
        self._log.note("MOULD_TAKEN", message, at, "", tuple(sorted(taken)))

    def _report_unmapped(self, at: Location) -> None:
        for design, number in self._unmapped.items():
            times = "once" if number == 1 else f"{number:,} times"
            message = (
                f"LDD's design {design} is used {times}, and the mapping does not say where LDraw has it: it is "
                "counted, and a box stands for it in 3D."
            )
            hint = "Whoever runs the site can name a newer ldraw.xml by LDD_MAPPING."
            self._log.warn("NO_PLACE_KNOWN", message, at, hint, (design,))


@cache
def _shipped() -> dict[int, int]:
    """The maker's colour numbers -> LDraw codes, plain plastic before rubber and other finishes of the same number."""
    colours = sorted(
        starter_colours().values(), key=lambda colour: (colour.finish != "solid", colour.code), reverse=True
    )
    return {colour.lego_id: colour.code for colour in colours if colour.lego_id is not None}


def _unknown_colour(code: int, material: int) -> LDrawColour:
    return LDrawColour(code, f"LEGO colour {material}", (163, 162, 164), (51, 51, 51), 255, "solid", material)
