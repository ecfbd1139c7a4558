"""The old lock of zip files, opened at the speed of the processor: Python's own takes two seconds for a megabyte.

Source: PKWARE APPNOTE 6.3, section 6.1 (traditional encryption). It protects nothing and is not meant to here: it is
how Studio packs its files.
"""

import zlib

import numpy as np
import numpy.typing as npt

from brickcore.compiling import kernel

HEAD = 12
"""Bytes that stand before a locked file's own."""

_FIRST_KEYS = (0x12345678, 0x23456789, 0x34567890)  # what the three keys are before the password is mixed in
_ALL = 0xFFFFFFFF
_TABLE = np.array([zlib.crc32(bytes([value]), _ALL) ^ _ALL for value in range(256)], np.uint64)

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]


def unlock(locked: bytes, password: bytes) -> bytes:
    """The bytes as they were before they were locked, HEAD included. Another password gives other bytes."""
    given, opened = np.frombuffer(password, np.uint8), np.empty(len(locked), np.uint8)
    _unlock(np.frombuffer(locked, np.uint8), given, np.array(_FIRST_KEYS, np.uint64), _TABLE, opened)
    return opened.tobytes()


@kernel
def _unlock(locked: Bytes, password: Bytes, keys: Words, table: Words, opened: Bytes) -> None:
    """Three keys of 32 bits, kept in 64 so that products do not overflow."""
    first, second, third = keys[0], keys[1], keys[2]
    low, byte, factor, one = np.uint64(_ALL), np.uint64(0xFF), np.uint64(134775813), np.uint64(1)
    for place in range(-len(password), len(locked)):
        if place < 0:
            value = np.uint64(password[place + len(password)])
        else:
            mask = (third | np.uint64(2)) & np.uint64(0xFFFF)
            value = np.uint64(locked[place]) ^ ((mask * (mask ^ one)) >> np.uint64(8) & byte)
            opened[place] = value
        first = table[(first ^ value) & byte] ^ (first >> np.uint64(8))
        second = ((second + (first & byte)) * factor + one) & low
        third = table[(third ^ (second >> np.uint64(24))) & byte] ^ (third >> np.uint64(8))


def warm() -> None:
    """Compile beforehand, so that nobody who uploads waits for it."""
    unlock(bytes(HEAD), b"warm")
