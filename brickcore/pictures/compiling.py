"""Moved: see brickcore.compiling."""

from brickcore.compiling import inlined as step
from brickcore.compiling import kernel

__all__ = ["kernel", "step"]
