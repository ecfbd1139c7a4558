"""Pictures of models and parts: `render`, `render_part`, `encode_png`; `warm` compiles beforehand."""

from brickcore.pictures.png import encode_png
from brickcore.pictures.rendering import AZIMUTH, ELEVATION, render, render_part
from brickcore.pictures.warming import warm

__all__ = ["AZIMUTH", "ELEVATION", "encode_png", "render", "render_part", "warm"]
