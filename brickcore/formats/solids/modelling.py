"""A mesh as a model of one part, so that it is shown by what shows all parts."""

import numpy as np

from brickcore.colours import CURRENT_COLOUR
from brickcore.model import Model, Submodel
from brickcore.placing import Placing
from brickcore.solid import Solid
from brickcore.units import MM_PER_LDU

_HEAD = "0 {name}\n0 !LDRAW_ORG Unofficial_Part\n0 BFC CERTIFY CCW\n"


def solid_model(solid: Solid) -> Model:
    """The part stands on the ground, in the middle: LDraw's axes, y down."""
    corners = solid.vertices[:, [0, 2, 1]] * np.array([1, -1, 1], np.float32) / MM_PER_LDU
    low, high = corners.min(axis=0), corners.max(axis=0)
    corners = corners - [(low[0] + high[0]) / 2, high[1], (low[2] + high[2]) / 2]
    numbers = corners[solid.triangles].reshape(-1, 9)
    text = _HEAD.format(name=solid.name) + "".join(
        "3 16 " + " ".join(f"{number:.3f}" for number in row) + "\n" for row in numbers.tolist()
    )
    name = f"{solid.name}.dat"
    root = f"{solid.name}.ldr"
    submodel = Submodel(root, solid.name, Placing.once(name, CURRENT_COLOUR), 0, 1, spelling=root)
    return Model(root, {root: submodel}, {name: text.encode()}, format=solid.format)
