"""Models set side by side: what looks like several versions of one thing, of which a builder makes only one."""

from collections import Counter
from collections.abc import Sequence

from brickcore.errors import Location, Notice
from brickcore.model import Model, Submodel
from brickcore.nesting import building_order, placed_parts

_LARGE = 0.15  # of all parts
_SMALLEST = 50  # parts
_ALIKE = 0.6  # shared parts of two, as a share of what either has


def alternatives(model: Model, *, depth: int) -> tuple[Notice, ...]:
    """A warning where large submodels that are placed once each hold nearly the same parts. Nothing is taken out of the count."""
    order = building_order(model.root, model.submodels, model.root, depth=depth)
    totals = placed_parts(order, model.submodels)
    top = _top(model)
    least = max(_SMALLEST, _LARGE * totals[model.root])
    uses = Counter({name: 0 for name, _ in top.placed if totals.get(name, 0) >= least})
    uses.update({name: times for (name, _), times in top.placed.items() if name in uses})
    large = [name for name, times in uses.items() if times == 1]
    contents = {name: _contents(model, name, depth) for name in large} if len(large) > 1 else {}
    group = [name for name in contents if any(_alike(contents[name], contents[other]) for other in contents if other != name)]
    return (_notice(model, top, group, totals),) if group else ()


def _top(model: Model) -> Submodel:
    """The first submodel, from the root down, that holds more than one thing."""
    top = model.submodels[model.root]
    while top.end - top.start == 1 and top.names[0] in model.submodels:
        top = model.submodels[top.names[0]]
    return top


def _contents(model: Model, root: str, depth: int) -> Counter[str]:
    """The parts below a submodel, whatever their colours."""
    order = building_order(root, model.submodels, root, depth=depth)
    uses = Counter({root: 1})
    found: Counter[str] = Counter()
    for name in order:
        for (part, _), times in model.submodels[name].placed.items():
            (uses if part in model.submodels else found)[part] += times * uses[name]
    return found


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    return (one & other).total() >= _ALIKE * (one | other).total()


def _notice(model: Model, top: Submodel, group: Sequence[str], totals: dict[str, int]) -> Notice:
    named = ", ".join(f"{model.submodels[name].spelling} ({totals[name]:,} parts)" for name in group)
    return Notice(
        "ALTERNATIVES",
        f"These submodels stand side by side and hold nearly the same parts: {named}. All of them are counted.",
        location=Location(top.spelling, top.lines[top.names.index(group[0])]),
        hint="If they are versions of one model, upload the one that is to be built, or each as a build of its own.",
    )
