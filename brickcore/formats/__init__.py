"""File formats: bytes in, content out."""

from brickcore.formats.registry import detect, read, read_content
from brickcore.formats.table import FORMATS, Format

__all__ = ["FORMATS", "Format", "detect", "read", "read_content"]
