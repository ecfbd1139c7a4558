"""Which silhouette stands in for a part's picture: the first words of its name tell."""

from parts.models import Part

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
