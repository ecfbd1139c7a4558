"""Lay a model out flat: every placed part with its own matrix, colour and step, in building order.

Each submodel is worked out once for all of its uses, from the model downwards: the number of parts below a row says
where its first part goes in the result, so that rows can be written in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR, EDGE_COLOUR
from brickcore.errors import HostileFile, Location
from brickcore.limits import DEFAULT
from brickcore.model import Model, Placements, Submodel
from brickcore.nesting import building_order, placed_parts

_MOST_WORK = 5_000_000  # matrices that are multiplied; models that people make take a few for each part

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Uses:
    """k uses of one submodel: float64[k, 3, 4], and for each its colour, first row and first step in the result."""

    matrices: Floats
    colours: Ints
    rows: Ints
    steps: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """One submodel, prepared: per row the part or child it is, where its parts start, how many, and in which step."""

    submodel: Submodel
    part: Ints  # index into the parts, -1 where the row is a child
    row: Ints
    size: Ints
    step: Ints
    matrices: Floats
    colours: Ints


def flatten(model: Model, *, limit: int = 200_000) -> Placements:
    """Every placed part of the model.

    Raises HostileFile: TOO_MANY_PLACEMENTS where there are more than `limit`, TOO_COMPLEX where each of them stands in
    very many submodels, and TOO_FAR where a place cannot be told in numbers. Steps follow the order of building: a step
    that places a submodel lasts as long as that submodel's own steps; copies placed in one step are built side by side.
    Colours 16 and 24 of the model itself stay as they are.
    """
    order = building_order(model.root, model.submodels, model.root, depth=DEFAULT.depth)
    totals = placed_parts(order, model.submodels)
    total = totals[model.root]
    if total > limit:
        raise HostileFile(
            "TOO_MANY_PLACEMENTS",
            f"This model places {total:,} parts; at most {limit:,} can be laid out.",
            location=Location(model.submodels[model.root].spelling),
            hint="Split the model, and upload each part of it as a build of its own.",
        )
    return _lay_out(model, order, totals)


def _lay_out(model: Model, order: Sequence[str], totals: dict[str, int]) -> Placements:
    total = totals[model.root]
    lengths = _step_lengths(model, order)
    parts: dict[str, int] = {}
    index, colours, steps = (np.empty(total, np.int32) for _ in range(3))
    matrices = np.empty((total, 3, 4))
    start = np.zeros(1, np.int64)
    uses: dict[str, list[_Uses]] = {model.root: [_Uses(np.eye(3, 4)[None], start + CURRENT_COLOUR, start, start)]}
    work = 0
    for name in order:
        if name not in uses:  # nothing is placed by it
            continue
        use, plan = _join(uses.pop(name)), _plan(model, name, parts, totals, lengths)
        work += len(use.rows) * len(plan.size)
        if work > _MOST_WORK:
            raise _too_much(model)
        leaves = np.flatnonzero(plan.part >= 0)
        rows = (use.rows[:, None] + plan.row[leaves]).ravel()
        matrices[rows] = _compose(use.matrices, plan.matrices[leaves])
        colours[rows] = _inherit(use.colours, plan.colours[leaves])
        steps[rows] = (use.steps[:, None] + plan.step[leaves]).ravel()
        index[rows] = np.tile(plan.part[leaves], len(use.rows))
        for row in np.flatnonzero((plan.part < 0) & (plan.size > 0)).tolist():
            uses.setdefault(plan.submodel.names[row], []).append(_below(use, plan, row))
    if not np.isfinite(matrices).all():
        raise _too_far(model)
    return Placements(tuple(parts), index, colours, matrices, steps)


def _too_much(model: Model) -> HostileFile:
    return HostileFile(
        "TOO_COMPLEX",
        "Its submodels stand so deep inside each other, and so often, that the model cannot be laid out.",
        location=Location(model.submodels[model.root].spelling),
        hint="Flatten the model in the program that made it, and upload it again.",
    )


def _too_far(model: Model) -> HostileFile:
    return HostileFile(
        "TOO_FAR",
        "Its submodels stand so far away, or are stretched so much, that their places are no numbers any more.",
        location=Location(model.submodels[model.root].spelling),
        hint="Look for a submodel with very large numbers in its line.",
    )


def _plan(model: Model, name: str, parts: dict[str, int], totals: dict[str, int], lengths: dict[str, int]) -> _Plan:
    submodel = model.submodels[name]
    part = [-1 if used in model.submodels else parts.setdefault(used, len(parts)) for used in submodel.names]
    sizes = np.array([totals.get(used, 1) for used in submodel.names], np.int64)
    return _Plan(
        submodel,
        np.array(part, np.int64),
        np.cumsum(sizes) - sizes,
        sizes,
        _row_steps(submodel, lengths),
        submodel.matrices(),
        np.array(submodel.colours, np.int64),
    )


def _row_steps(submodel: Submodel, lengths: dict[str, int]) -> Ints:
    """The step, counted from the submodel's first, in which each row starts."""
    bounds = [0, *submodel.step_starts, len(submodel.names)]
    steps = np.zeros(len(submodel.names), np.int64)
    now = 0
    for start, end in pairwise(bounds):
        steps[start:end] = now
        now += max((lengths.get(name, 1) for name in set(submodel.names[start:end])), default=1)
    return steps


def _step_lengths(model: Model, order: Sequence[str]) -> dict[str, int]:
    """How many steps each submodel takes, those of its own submodels included."""
    lengths: dict[str, int] = {}
    for name in reversed(order):
        submodel = model.submodels[name]
        last = submodel.names[submodel.step_starts[-1] if submodel.step_starts else 0 :]
        steps = _row_steps(submodel, lengths)
        lengths[name] = int(steps[-1]) + max(lengths.get(used, 1) for used in last) if last else 1
    return lengths


def _join(uses: list[_Uses]) -> _Uses:
    if len(uses) == 1:
        return uses[0]
    return _Uses(*(np.concatenate([getattr(use, field) for use in uses]) for field in _Uses.__slots__))


def _below(use: _Uses, plan: _Plan, row: int) -> _Uses:
    return _Uses(
        _compose(use.matrices, plan.matrices[row : row + 1]),
        _inherit(use.colours, plan.colours[row : row + 1]),
        use.rows + plan.row[row],
        use.steps + plan.step[row],
    )


def _compose(outer: Floats, inner: Floats) -> Floats:
    """Each of k outer matrices after each of n inner ones: float64[k * n, 3, 4]."""
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is told at the end
        made: Floats = np.einsum("kij,njl->knil", outer[:, :, :3], inner)
        made[:, :, :, 3] += outer[:, None, :, 3]
    return made.reshape(-1, 3, 4)


def _inherit(outer: Ints, inner: Ints) -> Ints:
    """Rows in colour 16 or 24 take the colour of what uses them."""
    inherited = (inner == CURRENT_COLOUR) | (inner == EDGE_COLOUR)
    return np.where(inherited, outer[:, None], inner).ravel()
