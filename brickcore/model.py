"""The model: what every format is read into, and what counting, geometry and pictures read from.

Coordinates are LDraw's: LDU (0.4 mm), right-handed, -y is up. Colours are LDraw codes; 16 and 24 inherit; a direct colour
keeps its number (0x2RRGGBB).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from brickcore.errors import Notice

CURRENT_COLOUR = 16
EDGE_COLOUR = 24


@dataclass(frozen=True, slots=True)
class Submodel:
    """An assembly used as one: the references of one file, in file order, one row each.

    `names[i]` is the normalised name (lower case, forward slashes) that row i refers to, `colours[i]` its colour code,
    `lines[i]` its line counted from 1 in the uploaded file. `step_starts` holds the row at which each step after the first begins.
    """

    name: str
    title: str
    names: tuple[str, ...]
    colours: tuple[int, ...]
    lines: tuple[int, ...]
    step_starts: tuple[int, ...]
    matrix_tokens: tuple[bytes, ...] = field(repr=False)  # "x y z a b c d e f g h i" of each row, parsed when asked for

    # `matrices() -> float64[n, 3, 4]` parses them; rows that are not finite are reported by the reader.


@dataclass(frozen=True, slots=True)
class Model:
    """One uploaded model: submodels by normalised name, the one that is the model, and parts that travel inside the file."""

    root: str
    submodels: Mapping[str, Submodel]
    embedded: Mapping[str, bytes]  # normalised name -> LDraw text of a part inside the file
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
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
