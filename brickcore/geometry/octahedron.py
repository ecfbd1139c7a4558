"""Unit vectors on an octahedron: two small whole numbers in place of three.

Source: Cigolle et al., "A Survey of Efficient Representations for Independent Unit Vectors", 2014; the filter
OCTAHEDRAL of the glTF extension EXT_meshopt_compression.
"""

import numpy as np

from brickcore.geometry.packing_kernels import Bytes, Floats, Shorts, unfold_directions


def from_octahedral(rows: Shorts | Bytes) -> Floats:
    """The unit vectors float32[n, 3] that rows stand for whose first two numbers go from -127 to 127."""
    normals = np.empty((len(rows), 3), np.float32)
    unfold_directions(rows, normals)
    return normals
