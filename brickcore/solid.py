"""A mesh that somebody made: a part of their own, printed or milled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from brickcore.errors import Notice


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """One mesh file as a part of its own.

    `vertices` is float32[v, 3] in millimetres, z up as the mesh formats have it; `triangles` uint32[t, 3]. `facts`
    are what can be said of it: {"size_mm": [x, y, z], "volume_mm3", "watertight", "weight_g", "bodies", "unit"}.
    `format` is a key of the formats' table.
    """

    format: str
    name: str
    vertices: npt.NDArray[np.float32]
    triangles: npt.NDArray[np.uint32]
    facts: Mapping[str, object] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
