"""Unit vectors on an octahedron: two small whole numbers in place of three.

Source: Cigolle et al., "A Survey of Efficient Representations for Independent Unit Vectors", 2014; the filter
OCTAHEDRAL of the glTF extension EXT_meshopt_compression.
"""

import numpy as np
import numpy.typing as npt


def from_octahedral(rows: npt.NDArray[np.signedinteger]) -> npt.NDArray[np.float32]:
    """The unit vectors float32[n, 3] that rows stand for whose first two numbers go from -127 to 127."""
    x, y = rows[:, 0].astype(np.float32) / 127, rows[:, 1].astype(np.float32) / 127
    z = 1 - np.abs(x) - np.abs(y)
    fold = np.maximum(-z, 0)
    normals = np.empty((len(rows), 3), np.float32)
    normals[:, 0], normals[:, 1], normals[:, 2] = x - np.copysign(fold, x), y - np.copysign(fold, y), z
    normals /= np.maximum(np.sqrt(np.einsum("ij,ij->i", normals, normals)), 1e-9)[:, None]
    return normals
