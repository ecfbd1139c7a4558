"""Which silhouette stands in for a part's picture: the first words of its name tell."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from parts.models import Colour, Part

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30" fill="%s" stroke="#0b1b24" stroke-opacity="0.55"'
    ' stroke-width="0.6" stroke-linejoin="round">%s</svg>'
)

SHAPES = (  # the first that fits wins
    ("technic axle", "axle"),
    ("technic pin", "pin"),
    ("technic gear", "gear"),
    ("technic brick", "brick"),
    ("technic", "beam"),
    ("electric", "box"),
    ("wheel", "wheel"),
    ("tyre", "wheel"),
    ("minifig", "figure"),
    ("plate", "plate"),
    ("tile", "tile"),
    ("slope", "slope"),
    ("wedge", "slope"),
    ("brick", "brick"),
    ("bar", "axle"),
    ("hose", "axle"),
    ("cone", "round"),
    ("cylinder", "round"),
    ("dish", "round"),
    ("panel", "panel"),
    ("window", "panel"),
    ("door", "panel"),
    ("glass", "panel"),
)


def shape_of(part: Part) -> str:
    """The id of a drawing in shapes.svg."""
    name = part.name.lower().lstrip("~=_ ")
    return next((shape for begin, shape in SHAPES if name.startswith(begin)), "part")


def drawing_of(part: Part, colour: Colour) -> str:
    """The part's silhouette in a colour, as an SVG file of its own."""
    return DRAWING % (colour.rgb, _symbols()[shape_of(part)])


@cache
def _symbols() -> dict[str, str]:
    """What is drawn in each symbol of shapes.svg."""
    file = finders.find("web/shapes.svg")
    assert isinstance(file, str), "shapes.svg is one of our own static files"
    text = Path(file).read_text()
    return dict(re.findall(r'<symbol id="(\w+)"[^>]*>(.*?)</symbol>', text, re.DOTALL))
