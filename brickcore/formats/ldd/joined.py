"""Rows of a model that stand for one thing, as they lie once the model is laid out flat."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from brickcore.limits import DEFAULT
from brickcore.model import Model
from brickcore.nesting import building_order, placed_parts

Ints = npt.NDArray[np.int64]


def joined_rows(model: Model) -> Iterator[tuple[int, int, str]]:
    """First row, row after the last and label of each use of a span that stands for one part.

    Rows are those of `brickcore.layout.flatten`, which has refused whatever is too much to be walked through.
    """
    order = building_order(model.root, model.submodels, model.root, depth=DEFAULT.depth)
    totals = placed_parts(order, model.submodels)
    begins: dict[str, list[Ints]] = {model.root: [np.zeros(1, np.int64)]}
    for name in order:
        submodel, uses = model.submodels[name], np.concatenate(begins.pop(name, [np.zeros(0, np.int64)]))
        sizes = [totals.get(used, 1) for used in submodel.names]
        at = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).tolist()
        for row, used in enumerate(submodel.names):
            if used in model.submodels and sizes[row] and len(uses):
                begins.setdefault(used, []).append(uses + at[row])
        for span in submodel.spans:
            if span.kind == "substitute":
                yield from ((use + at[span.start], use + at[span.end], span.label) for use in uses.tolist())
