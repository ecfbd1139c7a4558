"""Builds a shape of our own from what is known of a part."""

import re
from collections.abc import Callable, Mapping

import numpy as np

from brickcore.geometry.partmesh import Origin
from brickcore.geometry.shapes import bodies, figures, marks, pierced, rods, rounded, sloped, studded, wheels
from brickcore.geometry.shapes.assemblies import Piece, assembly, placed
from brickcore.geometry.shapes.creases import with_edges
from brickcore.geometry.shapes.facts import ShapeFacts, facts_by_number, facts_by_title
from brickcore.geometry.shapes.solids import Triangles, at, block, turned
from brickcore.geometry.soup import Soup, join
from brickcore.units import LDU_PER_MM

_THICK, _THIN = 10.0, 5.0  # LDU: half of a beam, and of a thin one
_LARGEST = {
    "rim": 400.0,
    "tyre": 400.0,
    "bent_beam": 180.0,
}  # mm, mm, degrees; 64 studs, plates or teeth for all others
# rims, edges, boxes and rectangles of the library's p/ folder, all of unit size
_PRIMITIVE = re.compile(r"(?:48/|8/)?(\d+-\d+[a-z]+|box\d|rect)")
_UNKNOWN_MM = (8.0, 9.6, 8.0)  # as large as a brick of one stud

Builder = Callable[[float, float, float], Triangles]


def _gear(teeth: float, bevel: float, _: float) -> Triangles:
    half, excess = {0.0: (10.0, 2.4), 1.0: (5.0, 1.0)}.get(bevel, (10.0, 2.0))
    return wheels.gear(int(teeth), half, excess)


# studs along x, studs along z, plates of height
_BY_STUDS: Mapping[str, Callable[[int, int, float], Triangles]] = {
    "brick": studded.brick,
    "tile": studded.tile,
    "jumper": studded.jumper,
    "baseplate": studded.baseplate,
    "corner": studded.corner,
    "slope": sloped.slope,
    "inverted_slope": sloped.inverted_slope,
    "ridge": sloped.ridge,
    "wedge_tile": sloped.wedge_tile,
    "curved_slope": sloped.curved_slope,
    "round_brick": rounded.round_brick,
    "round_tile": rounded.round_tile,
    "cone": rounded.cone,
    "dish": rounded.dish,
    "corner_round": rounded.corner_round,
    "technic_brick": pierced.technic_brick,
    "technic_brick_under_studs": pierced.technic_brick_under_studs,
    "arch": figures.arch,
}
_BY_SIZES: Mapping[str, Builder] = {
    "beam": lambda a, _, __: pierced.beam(pierced.straight_holes(int(a), centred=True), _THICK),
    "half_beam": lambda a, _, __: pierced.beam(pierced.straight_holes(int(a), centred=False), _THIN),
    "bent_beam": lambda a, b, c: pierced.beam(pierced.bent_holes(int(a), int(b), c), _THICK),
    "elbow_half_beam": lambda a, b, _: pierced.beam(pierced.elbow_holes(int(a), int(b)), _THIN),
    "axle": lambda a, _, __: rods.axle(a),
    "pin": lambda a, b, _: rods.pin(a, b),
    "axle_pin": lambda _, __, ___: rods.axle_pin(),
    "bush": lambda a, _, __: rods.bush(a),
    "joiner": lambda a, _, __: rods.joiner(a),
    "pin_joiner": lambda a, _, __: rods.pin_joiner(a),
    "bar": lambda a, _, __: rods.bar(a),
    "gear": _gear,
    "rim": lambda a, b, _: wheels.rim(a, b),
    "tyre": wheels.tyre,
    "head": lambda _, __, ___: figures.head(),
    "torso": lambda _, __, ___: figures.torso(),
    "hips": lambda _, __, ___: figures.hips(),
    "leg": lambda a, _, __: figures.leg(int(a)),
    "studs": lambda a, b, _: studded.studs(int(a), int(b)),
    "frame": lambda a, b, _: pierced.beam(pierced.frame_holes(int(a), int(b)), _THICK),
    "double_bent_beam": lambda a, b, c: pierced.beam(pierced.double_bent_holes(int(a), int(b), c), _THICK),
    "block": bodies.cuboid,
    "ramp": bodies.ramp,
    "housing": bodies.housing,
    "disc": bodies.disc,
    "rod": lambda a, b, _: bodies.rod(a, b),
    "tube": bodies.tube,
    "clip": bodies.clip,
    "quarter_ring": bodies.quarter_ring,
    "quarter": bodies.quarter,
    "corner_slope": lambda a, b, _: bodies.corner_slope(a, b),
    "soft_ring": bodies.soft_ring,
    "grooved_ring": bodies.grooved_ring,
    "axle_tube": lambda a, b, _: bodies.axle_tube(a, b),
    "ball": lambda a, _, __: bodies.ball(a),
    "cup": bodies.cup,
    "sockets": lambda a, b, _: marks.sockets(a, b),
    "socket_rims": lambda a, b, _: marks.socket_rims(a, b),
    "axle_socket": lambda _, __, ___: marks.axle_socket(),
    "lamps": marks.lamps,
}
_BEAMS = frozenset({"beam", "half_beam", "bent_beam", "elbow_half_beam", "frame", "double_bent_beam"})
_CLOSED = _BEAMS | {"gear", "axle", "bush", "joiner", "axle_tube"}


def stand_in(name: str, title: str = "", size_mm: tuple[float, float, float] | None = None) -> tuple[Soup, Origin]:
    """A shape for a part by its number, else by its title, else a box of its size, else a box the size of a 1 x 1
    brick.
    """
    primitive = _PRIMITIVE.match(name)
    if primitive is not None:
        return with_edges(_unit_block(is_round="cyl" in primitive[1])), "box"
    pieces = assembly(name.removesuffix(".dat"))
    if pieces is not None:
        return join(_soup(piece) for piece in pieces), "parametric"
    facts = facts_by_number(name.removesuffix(".dat")) or facts_by_title(title)
    if facts is not None and facts.kind != "box" and _is_sensible(facts):
        return with_edges(build(facts), open_ends=facts.kind not in _CLOSED), "parametric"
    if facts is not None and facts.kind == "box" and _is_sensible(facts) and (size_mm is None or any(facts.shift)):
        across, deep, plates = facts.sizes
        return with_edges(at(_box((across * 8.0, plates * 3.2, deep * 8.0)), *facts.shift)), "box"
    return with_edges(_box(size_mm or _UNKNOWN_MM)), "box"


def build(facts: ShapeFacts) -> Triangles:
    """The triangles of a known kind. Raises KeyError for others."""
    across, deep, plates = facts.sizes
    if facts.kind in _BY_STUDS:
        return at(_BY_STUDS[facts.kind](int(across), int(deep), plates), *facts.shift)
    return at(_BY_SIZES[facts.kind](across, deep, plates), *facts.shift)


def _soup(piece: Piece) -> Soup:
    """A piece of an assembly with its edges and colour."""
    kind = piece.facts.kind
    triangles = placed(piece, build(ShapeFacts(kind, piece.facts.sizes)))
    return with_edges(triangles, open_ends=kind not in _CLOSED, colour=piece.colour)


def _unit_block(*, is_round: bool) -> Triangles:
    """What stands for a primitive, which a model stretches to its size: one LDU in radius and height."""
    if is_round:
        return turned([(0, 0), (1, 0), (1, 1), (0, 1)])
    return block((-1, 0, -1), (1, 1, 1))


def _is_sensible(facts: ShapeFacts) -> bool:
    """Titles are written by people: a `Brick 0 x 9999` is none."""
    if any(abs(size) > _LARGEST.get(facts.kind, 64.0) for size in facts.sizes):
        return False
    needed = {"pin": 0, "axle_pin": 0, "head": 0, "torso": 0, "hips": 0, "leg": 0, "baseplate": 2, "tyre": 3}
    count = needed.get(facts.kind, 3 if facts.kind in _BY_STUDS else 1)
    least = 0.1 if facts.kind in {"bush", "bar", "rim", "tyre", "box"} else 1.0
    return all(size >= least for size in facts.sizes[:count])


def _box(size_mm: tuple[float, float, float]) -> Triangles:
    """A box of that size, its top in the plane y = 0, as bricks stand."""
    width, height, depth = (float(np.clip(side, 0.4, 1000)) * LDU_PER_MM for side in size_mm)
    return block((-width / 2, 0, -depth / 2), (width / 2, height, depth / 2))
