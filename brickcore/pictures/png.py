"""PNG files, the same bytes for the same pixels (PNG specification, third edition, W3C 2025)."""

import struct
import zlib

import numpy as np
import numpy.typing as npt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGBA = 6  # colour type
LEVEL = 6


def encode_png(rgba: npt.NDArray[np.uint8]) -> bytes:
    """Encode uint8 (height, width, 4), sRGB with straight opacity."""
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8:
        raise ValueError(f"encode_png wants uint8 (height, width, 4), not {rgba.dtype} {rgba.shape}")
    height, width = rgba.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 8, RGBA, 0, 0, 0)
    return b"".join(
        [
            SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"sRGB", b"\x00"),
            _chunk(b"IDAT", zlib.compress(_filtered(rgba), LEVEL)),
            _chunk(b"IEND", b""),
        ]
    )


def _filtered(rgba: npt.NDArray[np.uint8]) -> bytes:
    """Each row as its difference from the row above (filter 2), which suits flat faces and straight edges."""
    height, width = rgba.shape[:2]
    rows = rgba.reshape(height, width * 4)
    above = np.concatenate([np.zeros((1, width * 4), np.uint8), rows[:-1]])
    return np.column_stack([np.full(height, 2, np.uint8), rows - above]).tobytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
