"""Builds a shape of our own from what is known of a part."""

from collections.abc import Callable, Mapping

import numpy as np

from brickcore.geometry.partmesh import Origin
from brickcore.geometry.shapes import figures, pierced, rods, rounded, sloped, studded, wheels
from brickcore.geometry.shapes.creases import with_edges
from brickcore.geometry.shapes.facts import ShapeFacts, facts_by_number, facts_by_title
from brickcore.geometry.shapes.solids import Triangles, at, block
from brickcore.geometry.soup import Soup

LDU_PER_MM = 2.5
_THICK, _THIN = 10.0, 5.0  # LDU: half of a beam, and of a thin one
_LARGEST = 64.0  # studs, plates, teeth: no real part needs more
_UNKNOWN_MM = (8.0, 9.6, 8.0)

Builder = Callable[[float, float, float], Triangles]


def _studs(build: Callable[[int, int, float], Triangles]) -> Builder:
    return lambda a, b, c: build(int(a), int(b), c)


def _gear(teeth: float, bevel: float, _: float) -> Triangles:
    half, excess = {0.0: (10.0, 2.4), 1.0: (5.0, 1.0)}.get(bevel, (10.0, 2.0))
    return wheels.gear(int(teeth), half, excess)


_BUILDERS: Mapping[str, Builder] = {
    "brick": _studs(studded.brick),
    "tile": _studs(studded.tile),
    "jumper": _studs(studded.jumper),
    "baseplate": _studs(studded.baseplate),
    "corner": _studs(studded.corner),
    "slope": _studs(sloped.slope),
    "inverted_slope": _studs(sloped.inverted_slope),
    "ridge": _studs(sloped.ridge),
    "wedge_tile": _studs(sloped.wedge_tile),
    "curved_slope": _studs(sloped.curved_slope),
    "round_brick": _studs(rounded.round_brick),
    "round_tile": _studs(rounded.round_tile),
    "cone": _studs(rounded.cone),
    "dish": _studs(rounded.dish),
    "corner_round": _studs(rounded.corner_round),
    "technic_brick": _studs(pierced.technic_brick),
    "technic_brick_under_studs": _studs(pierced.technic_brick_under_studs),
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
    "arch": _studs(figures.arch),
}
_CLOSED = frozenset({"beam", "half_beam", "bent_beam", "elbow_half_beam", "gear", "axle", "bush", "joiner"})


def stand_in(name: str, title: str = "", size_mm: tuple[float, float, float] | None = None) -> tuple[Soup, Origin]:
    """A shape for a part by its number, else by its title, else a box of its size, else a box the size of a 1 x 1
    brick.
    """
    facts = facts_by_number(name.removesuffix(".dat")) or facts_by_title(title)
    if facts is not None and facts.kind in _BUILDERS and _is_sensible(facts):
        return with_edges(build(facts), open_ends=facts.kind not in _CLOSED), "parametric"
    if facts is not None and facts.kind == "box" and _is_sensible(facts) and (size_mm is None or any(facts.shift)):
        across, deep, plates = facts.sizes
        return with_edges(at(_box((across * 8.0, plates * 3.2, deep * 8.0)), *facts.shift)), "box"
    return with_edges(_box(size_mm or _UNKNOWN_MM)), "box"


def build(facts: ShapeFacts) -> Triangles:
    """The triangles of a known kind. Raises KeyError for others."""
    return at(_BUILDERS[facts.kind](*facts.sizes), *facts.shift)


def _is_sensible(facts: ShapeFacts) -> bool:
    """Titles are written by people: a `Brick 0 x 9999` is none."""
    largest = 400.0 if facts.kind in {"rim", "tyre"} or facts.kind == "bent_beam" else _LARGEST
    across = facts.sizes[0]
    return all(abs(size) <= largest for size in facts.sizes) and (across > 0 or facts.kind in _SIZELESS)


_SIZELESS = frozenset({"pin", "axle_pin", "head", "torso", "hips", "leg"})


def _box(size_mm: tuple[float, float, float]) -> Triangles:
    """A box of that size, its top in the plane y = 0, as bricks stand."""
    width, height, depth = (float(np.clip(side, 0.4, 1000)) * LDU_PER_MM for side in size_mm)
    return block((-width / 2, 0, -depth / 2), (width / 2, height, depth / 2))
