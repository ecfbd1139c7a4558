"""LDraw colours as glTF materials.

Source: glTF 2.0, "Metallic-Roughness Material"; the finishes of the LDraw.org Colour Definition Language.
"""

from collections.abc import Mapping
from typing import Any

from brickcore.colours import EDGE_COLOUR, LDrawColour, direct_colour

Material = dict[str, Any]

# finish -> metalness, roughness
_SURFACE: Mapping[str, tuple[float, float]] = {
    "solid": (0.0, 0.35),
    "transparent": (0.0, 0.1),
    "milky": (0.0, 0.45),
    "glitter": (0.0, 0.2),
    "speckle": (0.1, 0.4),
    "rubber": (0.0, 0.85),
    "pearl": (0.35, 0.4),
    "metal": (0.75, 0.35),
    "chrome": (1.0, 0.08),
}
_UNKNOWN = LDrawColour(-1, "Unknown colour", (148, 148, 148), (51, 51, 51))


class Materials:
    """The materials of one GLB, each made when it is first asked for. `as_json` is what goes into the file."""

    def __init__(self, colours: Mapping[int, LDrawColour]) -> None:
        self._colours = colours
        self._index: dict[tuple[int, bool], int] = {}
        self.as_json: list[Material] = []

    def index(self, placed: int, colour: int) -> int:
        """The material of a triangle of `colour` in a part placed in colour `placed`; 16 and 24 stand for the latter's
        own.
        """
        key = (placed, True) if colour == EDGE_COLOUR else (placed if colour == 16 else colour, False)
        if key not in self._index:
            self._index[key] = len(self.as_json)
            self.as_json.append(self._make(*key))
        return self._index[key]

    def _make(self, code: int, edge: bool) -> Material:
        colour = self._colours.get(code) or direct_colour(code) or _UNKNOWN
        rgb = colour.edge if edge else colour.rgb
        metal, rough = _SURFACE[colour.finish]
        factor = [round(linear(value), 4) for value in rgb] + [round(colour.alpha / 255, 4)]
        material: Material = {
            "name": colour.name,
            "pbrMetallicRoughness": {"baseColorFactor": factor, "metallicFactor": metal, "roughnessFactor": rough},
            "extras": {"code": code, "finish": colour.finish, "edge": "#{:02X}{:02X}{:02X}".format(*colour.edge)},
        }
        if colour.alpha < 255:
            material["alphaMode"] = "BLEND"
        return material


def linear(value: int) -> float:
    """One sRGB channel, 0-255, as linear light, 0-1 (IEC 61966-2-1)."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
