"""File formats: bytes in, a Model out."""

from brickcore.formats.registry import READERS, detect, read

__all__ = ["READERS", "detect", "read"]
