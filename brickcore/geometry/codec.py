"""Typed access to meshoptimizer, and the two filters of EXT_meshopt_compression that we write.

Source: the glTF extension EXT_meshopt_compression (modes ATTRIBUTES, TRIANGLES, INDICES; filters OCTAHEDRAL,
EXPONENTIAL). Vertex codec version 0 is what the extension allows.
"""

import meshoptimizer
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.generic]
Indices = npt.NDArray[np.uint32]

_MOST_AT_A_CORNER = 1_000  # triangles; a round part of the library has under 100
_EXPONENT_BITS = 23  # of the signed 24 bit mantissa


def encode_vertices(rows: Array) -> bytes:
    """Mode ATTRIBUTES: rows of a multiple of 4 bytes each."""
    rows = np.ascontiguousarray(rows)
    meshoptimizer.encode_vertex_version(0)
    encoded: bytes = meshoptimizer.encode_vertex_buffer(rows, len(rows), rows.dtype.itemsize * rows.shape[1])
    return encoded


def decode_vertices(data: bytes, count: int, columns: int, dtype: npt.DTypeLike) -> npt.NDArray[np.generic]:
    """The rows that `encode_vertices` took. Raises RuntimeError where the bytes are damaged."""
    row = np.dtype((dtype, (columns,)))
    decoded: npt.NDArray[np.generic] = meshoptimizer.decode_vertex_buffer(count, row.itemsize, data, dtype=row)
    return decoded.reshape(count, columns)


def encode_triangles(indices: Indices, vertices: int) -> bytes:
    """Mode TRIANGLES: uint32[3 t]. Decoding may turn a triangle's corners round, never its winding."""
    encoded: bytes = meshoptimizer.encode_index_buffer(np.ascontiguousarray(indices), len(indices), vertices)
    return encoded


def decode_triangles(data: bytes, count: int) -> Indices:
    """The indices that `encode_triangles` took. Raises RuntimeError where the bytes are damaged."""
    return np.asarray(meshoptimizer.decode_index_buffer(count, 4, data)).view(np.uint32).reshape(count)


def encode_sequence(indices: Indices, top: int) -> bytes:
    """Mode INDICES: any uint32 numbers below `top`."""
    encoded: bytes = meshoptimizer.encode_index_sequence(np.ascontiguousarray(indices), len(indices), top)
    return encoded


def decode_sequence(data: bytes, count: int) -> Indices:
    """The numbers that `encode_sequence` took. Raises RuntimeError where the bytes are damaged."""
    return np.asarray(meshoptimizer.decode_index_sequence(count, 4, data)).view(np.uint32).reshape(count)


def cache_order(indices: Indices, vertices: int) -> Indices:
    """The same triangles in the order that a graphics card's vertex cache likes, which also packs best.

    They stay as they are where very many meet at one corner: ordering them takes the square of that number.
    """
    if not len(indices) or np.bincount(indices).max() > _MOST_AT_A_CORNER:
        return indices
    ordered = np.empty_like(indices)
    meshoptimizer.optimize_vertex_cache(ordered, indices, len(indices), vertices)
    return ordered


def to_exponential(values: npt.NDArray[np.float64], finest: int) -> npt.NDArray[np.int32]:
    """Filter EXPONENTIAL with one exponent for all: steps of 2**finest, coarser only where the largest value asks for
    it.
    """
    largest = float(np.abs(values).max(initial=0.0))
    exponent = max(finest, int(np.frexp(largest)[1]) - _EXPONENT_BITS)
    mantissa = np.rint(np.ldexp(values, -exponent)).astype(np.int64)
    return ((mantissa & 0xFFFFFF) | ((exponent & 0xFF) << 24)).astype(np.uint32).view(np.int32)
