"""One thing drawn in two positions, as open and closed: a builder makes it once, and a file places it twice.

What tells it: two submodels that hold exactly the same stand in the same space, where there is room for one of them,
and their insides are arranged differently. Left and right halves stand apart; what crosses or winds round its like
(wings, strands) is the same shape, turned.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from brickcore.bom.alternatives import are_sides
from brickcore.errors import Location, Notice
from brickcore.model import Model, Reference, Submodel
from brickcore.nesting import building_order

_SHARE = 0.05  # of all parts: what is smaller is not worth asking about, and may well be there twice
_SMALLEST = 20  # parts
_SAME_PLACE = 0.5  # of the smaller one's box that both take up
_MARGIN = 8.0  # LDU, so that what is flat has a volume
_ROUNDING = 1.0  # LDU
_MOST_POINTS = 20_000  # parts of a submodel that are held against those of another

TWO_POSITIONS = "TWO_POSITIONS"
Points = npt.NDArray[np.float64]  # float64[n, 3], LDU


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submodels of `parent` that are one thing in two positions; each comes to so many plain parts."""

    parent: Submodel
    one: str
    other: str
    parts: int


def drawn_twice(model: Model, order: Sequence[str], totals: Mapping[str, int], *, depth: int) -> Iterator[Pair]:
    """Pairs of submodels, placed once each in one parent, of which `other` is `one` in another position.

    `totals` are the plain parts of each submodel.
    """
    least = max(_SMALLEST, _SHARE * totals[model.root])
    alike = _alike(model, [name for name in order if totals[name] >= least])
    if not alike:
        return
    shapes = _Shapes(model, depth)
    for parent in (model.submodels[name] for name in order):
        uses = Counter(name for name in parent.names if name in alike)
        once = [name for name, times in uses.items() if times == 1]
        for one, other in combinations(once, 2):
            is_same = alike[one] == alike[other] and not are_sides(one, other)
            if is_same and shapes.is_one_in_two_positions(parent, one, other):
                yield Pair(parent, one, other, totals[other])


def _alike(model: Model, names: Sequence[str]) -> Mapping[str, frozenset[tuple[Reference, int]]]:
    """Those of the submodels that hold exactly what another of them does, with what that is."""
    by_rows: dict[int, list[str]] = {}
    for name in names:
        submodel = model.submodels[name]
        by_rows.setdefault(submodel.end - submodel.start, []).append(name)
    rivals = [name for group in by_rows.values() if len(group) > 1 for name in group]
    contents = {name: frozenset(model.submodels[name].placed.items()) for name in rivals}
    times = Counter(contents.values())
    return {name: held for name, held in contents.items() if times[held] > 1}


class _Shapes:
    """Where the parts of submodels stand, each submodel laid out once."""

    def __init__(self, model: Model, depth: int) -> None:
        self._model = model
        self._depth = depth
        self._known: dict[str, Points] = {}

    def is_one_in_two_positions(self, parent: Submodel, one: str, other: str) -> bool:
        """Whether both take up the same space where the parent places them, and differ inside."""
        first, second = self._points(one), self._points(other)
        if not 0 < len(first) == len(second) <= _MOST_POINTS or _is_same_shape(first, second):
            return False
        matrices = parent.matrices()
        return _in_one_place(
            _moved(first, matrices[parent.names.index(one)]), _moved(second, matrices[parent.names.index(other)])
        )

    def _points(self, root: str) -> Points:
        """float64[n, 3]: the origins of all that a submodel places, in its own frame; none where there are too many."""
        submodels = self._model.submodels
        for name in reversed(building_order(root, submodels, root, depth=self._depth)):
            if name not in self._known:
                self._known[name] = self._laid_out(submodels[name])
        return self._known[root]

    def _laid_out(self, submodel: Submodel) -> Points:
        inner = [row for row, name in enumerate(submodel.names) if name in self._known]
        own = np.delete(submodel.translations(), inner, axis=0)
        if len(own) + sum(len(self._known[submodel.names[row]]) for row in inner) > _MOST_POINTS:
            return np.empty((0, 3))
        matrices = submodel.matrices() if inner else np.empty((0, 3, 4))
        return np.concatenate([own, *(_moved(self._known[submodel.names[row]], matrices[row]) for row in inner)])


def _moved(points: Points, matrix: npt.NDArray[np.float64]) -> Points:
    moved: Points = points @ matrix[:, :3].T + matrix[:, 3]
    return moved


def _is_same_shape(one: Points, other: Points) -> bool:
    """Whether one may be the other turned or mirrored: all is as far from the middle as there."""
    first, second = (np.sort(np.linalg.norm(points - points.mean(axis=0), axis=1)) for points in (one, other))
    return bool(np.allclose(first, second, rtol=0, atol=_ROUNDING))


def _in_one_place(one: Points, other: Points) -> bool:
    """Whether the boxes around both overlap for the most part."""
    low = np.maximum(one.min(axis=0), other.min(axis=0))
    high = np.minimum(one.max(axis=0), other.max(axis=0))
    shared = np.clip(high - low + _MARGIN, 0, None).prod()
    smaller = min((np.ptp(points, axis=0) + _MARGIN).prod() for points in (one, other))
    return bool(shared >= _SAME_PLACE * smaller)


def not_counted(pairs: Sequence[Pair]) -> dict[str, frozenset[str]]:
    """Which submodels each parent places once too often."""
    left_out: dict[str, frozenset[str]] = {}
    for pair in pairs:
        left_out[pair.parent.name] = left_out.get(pair.parent.name, frozenset()) | {pair.other}
    return left_out


def remarks(model: Model, pairs: Sequence[Pair], *, depth: int) -> dict[str, Notice]:
    """What to say on the lots of each part that stands in one of them, by the part's name in the file."""
    said: dict[str, Notice] = {}
    for pair in pairs:
        first, second = model.submodels[pair.one].spelling, model.submodels[pair.other].spelling
        message = f"What {first} and {second} hold of it is drawn in two positions, and counted once."
        for name in building_order(pair.other, model.submodels, pair.other, depth=depth):
            for part, _ in model.submodels[name].placed:
                said.setdefault(part, Notice(TWO_POSITIONS, message, "note"))
    return said


def poses(model: Model, pairs: Sequence[Pair]) -> tuple[Notice, ...]:
    """A warning for each pair: the builder may know better."""
    return tuple(_notice(model, pair) for pair in pairs)


def _notice(model: Model, pair: Pair) -> Notice:
    one, other = (model.submodels[name].spelling for name in (pair.one, pair.other))
    return Notice(
        TWO_POSITIONS,
        f"{one} and {other} hold exactly the same {pair.parts:,} parts and take up the same space: it is taken for one "
        "thing drawn in two positions, as open and closed, and counted once.",
        location=Location(pair.parent.spelling, pair.parent.lines[pair.parent.names.index(pair.other)]),
        hint="If both are to be built, place one beside the other; else take one of them out of the model.",
    )
