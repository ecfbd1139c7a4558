"""The model: what every format is read into, and what counting, geometry and pictures read from.

Coordinates are LDraw's: LDU (0.4 mm), right-handed, -y is up. Colours are LDraw codes; 16 and 24 inherit; a direct colour
keeps its number (0x2RRGGBB).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR, EDGE_COLOUR, LDrawColour
from brickcore.coordinates import Coordinates
from brickcore.errors import Notice

__all__ = ["CURRENT_COLOUR", "EDGE_COLOUR", "Model", "Placements", "Span", "Submodel"]


@dataclass(frozen=True, slots=True)
class Span:
    """Rows that the file says belong together: `start` up to, not including, `end`.

    `kind` is "synth" (an LSynth block: one bent part), "path" (LDCad content drawn along a path: one bent part) or "substitute" (LPub:
    the rows stand for the part and colour that `label` names, "3001.dat 4").
    """

    kind: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Submodel:
    """An assembly used as one: the references of one file, in file order, one row each.

    `names[i]` is the normalised name (lower case, forward slashes) that row i refers to, `colours[i]` its colour code,
    `lines[i]` its line counted from 1 in the uploaded file. `step_starts` holds the row at which each step after the first begins.
    `spelling` is the name as the file spells it.
    """

    name: str
    title: str
    names: tuple[str, ...]
    colours: tuple[int, ...]
    lines: tuple[int, ...]
    step_starts: tuple[int, ...]
    coordinates: Coordinates = field(repr=False)
    spelling: str = ""
    spans: tuple[Span, ...] = ()

    def matrices(self) -> npt.NDArray[np.float64]:
        """Rotation and scale, then translation in LDU, of each row: float64[n, 3, 4], all finite."""
        return self.coordinates.matrices()


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """One uploaded model: submodels by normalised name, the one that is the model, and parts that travel inside the file.

    `colours` are those that the file defines itself.
    """

    root: str
    submodels: Mapping[str, Submodel]
    embedded: Mapping[str, bytes]  # normalised name -> LDraw text of a part inside the file
    notices: tuple[Notice, ...] = ()
    colours: Mapping[int, LDrawColour] = field(default_factory=dict)
    format: str = "ldraw"


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
