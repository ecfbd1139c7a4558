"""The model: what every format is read into, and what counting, geometry and pictures read from.

Coordinates are LDraw's: LDU (0.4 mm), right-handed, -y is up. Colours are LDraw codes; 16 and 24 inherit; a direct
colour keeps its number (0x2RRGGBB).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR, EDGE_COLOUR, LDrawColour
from brickcore.errors import Notice
from brickcore.placing import Placing

__all__ = ["CURRENT_COLOUR", "EDGE_COLOUR", "Model", "Placements", "Reference", "Span", "Submodel"]

Reference = tuple[str, int]  # normalised name and colour code, as a file refers to a part

_MANY_ROWS = 256  # from so many on numpy counts sooner than Python does


@dataclass(frozen=True, slots=True)
class Span:
    """Rows that the file says belong together: `start` up to, not including, `end`.

    `kind` is "synth" (an LSynth block: one bent part), "path" (LDCad content drawn along a path: one bent part) or
    "substitute" (LPub: the rows stand for the part and colour that `label` names, "3001.dat 4").
    """

    kind: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, eq=False)
class Submodel:
    """An assembly used as one: the references of one file, in file order, rows `start` up to `end` of `placing`.

    `step_starts` holds the row at which each step after the first begins, counted from the submodel's first row.
    `spelling` is the name as the file spells it. `names[i]` is the normalised name (lower case, forward slashes)
    that row i refers to, `colours[i]` its colour code, `lines[i]` its line counted from 1 in the uploaded file.
    """

    name: str
    title: str
    placing: Placing = field(repr=False)
    start: int
    end: int
    step_starts: tuple[int, ...] = ()
    spelling: str = ""
    spans: tuple[Span, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of each row, what it refers to."""
        table = self.placing.names
        return tuple([table[index] for index in self.placing.name_index[self.start : self.end].tolist()])

    @cached_property
    def colours(self) -> tuple[int, ...]:
        """Of each row, its colour code."""
        table = self.placing.colours
        return tuple([table[index] for index in self.placing.colour_index[self.start : self.end].tolist()])

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Of each row, its line."""
        return tuple(self.placing.lines[self.start : self.end].tolist())

    @cached_property
    def placed(self) -> Mapping[Reference, int]:
        """How often each name and colour is placed, in the order of first placement where there are few rows."""
        if self.end - self.start < _MANY_ROWS:
            return Counter(zip(self.names, self.colours, strict=True))
        names, colours = self.placing.names, self.placing.colours
        both = (
            self.placing.name_index[self.start : self.end] * len(colours)
            + self.placing.colour_index[self.start : self.end]
        )
        pairs, times = np.unique(both, return_counts=True)
        keys = (divmod(pair, len(colours)) for pair in pairs.tolist())
        return {
            (names[name], colours[colour]): number for (name, colour), number in zip(keys, times.tolist(), strict=True)
        }

    def first_lines(self) -> Mapping[Reference, int]:
        """The line that places each reference first."""
        pairs = zip(self.names, self.colours, strict=True)
        return dict(zip(reversed(list(pairs)), reversed(self.lines), strict=True))

    def matrices(self) -> npt.NDArray[np.float64]:
        """Rotation and scale, then translation in LDU, of each row: float64[n, 3, 4], all finite."""
        laid = np.empty((self.end - self.start, 3, 4))
        laid[:, :, :3] = self.rotations()
        laid[:, :, 3] = self.translations()
        return laid

    def translations(self) -> npt.NDArray[np.float64]:
        """float64[n, 3], LDU."""
        return self.placing.positions.between(self.start, self.end)

    def rotations(self) -> npt.NDArray[np.float64]:
        """float64[n, 3, 3]."""
        return self.placing.rotations[self.placing.rotation_index[self.start : self.end]]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """One uploaded model: submodels by normalised name, the one that is the model.

    And parts that travel inside the file. `colours` are those that the file defines itself. `native_parts` says of
    normalised names that stand for a number of another system than LDraw's which number of which system that is;
    `native_colours` the same of colour codes (both: (system, number)). `picture` is a PNG that its program made.
    """

    root: str
    submodels: Mapping[str, Submodel]
    embedded: Mapping[str, bytes]  # normalised name -> LDraw text of a part inside the file
    notices: tuple[Notice, ...] = ()
    colours: Mapping[int, LDrawColour] = field(default_factory=dict)
    format: str = "ldraw"
    native_parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    native_colours: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    picture: bytes = b""


@dataclass(frozen=True, slots=True, eq=False)
class Placements:
    """A model laid out flat, in building order: one row a placed part.

    `matrices` is float64[n, 3, 4]: rotation and scale, then translation in LDU. `part_index` points into `parts`.
    `steps` is the building step of each row, counted from 0.
    """

    parts: tuple[str, ...]
    part_index: npt.NDArray[np.int32]
    colours: npt.NDArray[np.int32]
    matrices: npt.NDArray[np.float64]
    steps: npt.NDArray[np.int32]
