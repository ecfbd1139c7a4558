"""Models set side by side: what looks like several versions of one thing, of which a builder makes only one."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from brickcore.bom.kinds import Kind, Kinds
from brickcore.errors import Location, Notice
from brickcore.model import Model, Submodel
from brickcore.nesting import building_order

_LARGE = 0.15  # of all parts
_SMALLEST = 50  # parts
_ALIKE = 0.6  # shared parts of two, as a share of what either has
_SIDES = re.compile(r"left|right|front|back|rear|gauche|droite?|links|rechts|\b[lr]\b")


def alternatives(model: Model, versions: Mapping[str, int]) -> tuple[Notice, ...]:
    """A warning where submodels are versions of each other. Nothing is taken out of the count."""
    return (_notice(model, _top(model), versions),) if versions else ()


def versions_of(
    model: Model, kinds: Kinds, totals: Mapping[str, int], left_out: Mapping[str, Collection[str]], *, depth: int
) -> Mapping[str, int]:
    """Large submodels that are placed once each and hold nearly the same parts, with how many plain parts each holds.

    `totals` are the plain parts of each submodel: what hoses and strings are drawn with does not make submodels alike.
    `left_out` says what a submodel places and is not counted there.
    """
    top = _top(model)
    not_counted = left_out.get(top.name, ())
    least = max(_SMALLEST, _LARGE * totals[model.root])
    uses = Counter({name: 0 for name, _ in top.placed if totals.get(name, 0) >= least})
    uses.update({name: times for (name, _), times in top.placed.items() if name in uses})
    large = [name for name, times in uses.items() if times == 1 and name not in not_counted]
    if len(large) < 2:
        return {}
    parts = {name: _parts(model, name, kinds, depth) for name in large}
    versions: set[str] = set()
    for one, other in combinations(large, 2):
        if _alike(parts[one], parts[other]) and not are_sides(one, other):
            versions |= {one, other}
    return {name: parts[name].total() for name in large if name in versions}


def plain_totals(model: Model, kinds: Kinds, order: Sequence[str]) -> dict[str, int]:
    """How many plain parts each submodel comes to."""
    totals: dict[str, int] = {}
    for name in reversed(order):
        total = 0
        for (part, _), times in model.submodels[name].placed.items():
            if part in totals:
                total += totals[part] * times
            elif kinds[part] is Kind.PART:
                total += times
        totals[name] = total
    return totals


def _top(model: Model) -> Submodel:
    """The first submodel, from the root down, that holds more than one thing."""
    top = model.submodels[model.root]
    while top.end - top.start == 1 and top.names[0] in model.submodels:
        top = model.submodels[top.names[0]]
    return top


def _parts(model: Model, root: str, kinds: Kinds, depth: int) -> Counter[str]:
    """The plain parts below a submodel, whatever their colours."""
    order = building_order(root, model.submodels, root, depth=depth)
    uses = Counter({root: 1})
    found: Counter[str] = Counter()
    for name in order:
        for (part, _), times in model.submodels[name].placed.items():
            if part in model.submodels:
                uses[part] += times * uses[name]
            elif kinds[part] is Kind.PART:
                found[part] += times * uses[name]
    return found


def are_sides(one: str, other: str) -> bool:
    """Whether two names differ only in the side that they speak of.

    Halves of one thing look alike, and both are built.
    """
    return _SIDES.sub("", one) == _SIDES.sub("", other)


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    fewer, more = sorted((one.total(), other.total()))
    if fewer < _ALIKE * more:  # all that the smaller has would not be enough
        return False
    shared = (one & other).total()
    return shared >= _ALIKE * (fewer + more - shared)


def _notice(model: Model, top: Submodel, versions: Mapping[str, int]) -> Notice:
    named = ", ".join(f"{model.submodels[name].spelling} ({parts:,} parts)" for name, parts in versions.items())
    return Notice(
        "ALTERNATIVES",
        f"These submodels stand side by side and hold nearly the same parts: {named}. All of them are counted.",
        location=Location(top.spelling, top.lines[top.names.index(next(iter(versions)))]),
        hint="If they are versions of one model, upload the one that is to be built, or each as a build of its own.",
    )
