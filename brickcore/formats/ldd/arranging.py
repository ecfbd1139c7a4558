"""The parts of an LDD model as submodels: in the order of its steps, or in its author's groups."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from brickcore.colours import CURRENT_COLOUR
from brickcore.formats.ldd.lxfml import LddModel
from brickcore.library.names import normalise
from brickcore.model import Span, Submodel
from brickcore.placing import Placing, Positions

Lines = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
T = TypeVar("T", str, int)


class Row(NamedTuple):
    """One placement: the LDraw file, the colour, which matrix it stands by, the part's place in the file from 0.

    Rows of one `whole` are parts of one thing that is sold as such: its part and colour, and which one of them it is.
    """

    name: str
    colour: int
    matrix: int
    place: int
    ref: str
    whole: tuple[str, int] | None = None


UNMOVED = 0
"""The matrix that moves nothing: groups stand by it."""


def arrange(rows: Sequence[Row], matrices: Floats, found: LddModel, file: str) -> dict[str, Submodel]:
    """The root first. `matrices` float64[m, 4, 4] in LDU, with UNMOVED."""

    def submodel(name: str, title: str, rows: Sequence[Row], starts: Sequence[int] = ()) -> Submodel:
        placing, spans = _placing(rows, matrices, found.lines), _wholes(rows)
        return Submodel(normalise(name), title, placing, 0, len(rows), tuple(starts), name, spans)

    title, root = found.title, normalise(file)
    if found.steps:
        ordered, starts = _in_steps(rows, found.steps)
        return {root: submodel(file, title, ordered, starts)}
    groups, left = _grouped(rows, found.groups, file)
    if not left and len(groups) == 1:  # a group of everything says nothing
        groups, left = {}, list(rows)
    inner = {name: submodel(name, name, some) for name, some in groups.items()}
    placed = [Row(name, CURRENT_COLOUR, UNMOVED, some[0].place, "") for name, some in groups.items()]
    return {root: submodel(file, title, [*placed, *left]), **inner}


def _wholes(rows: Sequence[Row]) -> tuple[Span, ...]:
    """The rows that count as one, which stand side by side."""
    runs = [(whole, list(some)) for whole, some in groupby(enumerate(rows), lambda one: one[1].whole) if whole]
    return tuple(Span("substitute", some[0][0], some[-1][0] + 1, whole[0]) for whole, some in runs if len(some) > 1)


def _turns(rows: Sequence[Row], when: Mapping[str, int], never: int) -> list[int]:
    """Of each row its step or group, by number. What is one thing stays together, where its first part belongs."""
    own = [when.get(row.ref, never) for row in rows]
    first: dict[tuple[str, int], int] = {}
    for row, turn in zip(rows, own, strict=True):
        if row.whole:
            first[row.whole] = min(turn, first.get(row.whole, never))
    return [first[row.whole] if row.whole else turn for row, turn in zip(rows, own, strict=True)]


def _in_steps(rows: Sequence[Row], steps: Sequence[Sequence[str]]) -> tuple[list[Row], list[int]]:
    """The rows in the order of the steps, and where each step after the first begins. Parts of no step come last."""
    when = {ref: step for step, refs in enumerate(steps) for ref in refs}
    turns = _turns(rows, when, len(steps))
    order = sorted(range(len(rows)), key=turns.__getitem__)
    starts = [at for at in range(1, len(order)) if turns[order[at]] != turns[order[at - 1]]]
    return [rows[at] for at in order], starts


def _grouped(
    rows: Sequence[Row], groups: Sequence[tuple[str, list[str]]], file: str
) -> tuple[dict[str, list[Row]], list[Row]]:
    """The rows of each group by a name that no other has, and the rows of no group."""
    names = [_group_name(number, title, file) for number, (title, _refs) in enumerate(groups, 1)]
    group_of = {ref: number for number, (_title, refs) in enumerate(groups) for ref in refs}
    inside: dict[str, list[Row]] = {}
    left = []
    for row, number in zip(rows, _turns(rows, group_of, len(names)), strict=True):
        if number < len(names):
            inside.setdefault(names[number], []).append(row)
        else:
            left.append(row)
    return inside, left


def _group_name(number: int, title: str, file: str) -> str:
    words = re.sub(r"[^\w.-]+", " ", title).strip().lower()
    return f"{file.lower()} group {number}{f' {words}' if words else ''}.ldr"


def _placing(rows: Sequence[Row], matrices: Floats, lines: Lines) -> Placing:
    names, name_index = _numbered(row.name for row in rows)
    colours, colour_index = _numbered(row.colour for row in rows)
    places = np.array([row.place for row in rows], np.int64)
    placed = matrices[[row.matrix for row in rows]]
    turned = np.ascontiguousarray(placed[:, :3, :3]).reshape(-1, 9) + 0.0  # -0 is 0
    _, first, rotation_index = np.unique(turned.view("V72"), return_index=True, return_inverse=True)
    return Placing(
        lines=lines[places],
        name_index=name_index,
        names=names,
        colour_index=colour_index,
        colours=colours,
        positions=Positions.of(np.ascontiguousarray(placed[:, :3, 3])),
        rotation_index=rotation_index.reshape(-1).astype(np.int32),
        rotations=turned[first].reshape(-1, 3, 3),
    )


def _numbered(values: Iterable[T]) -> tuple[list[T], Lines]:
    known: dict[T, int] = {}
    index = [known.setdefault(value, len(known)) for value in values]
    return list(known), np.array(index, np.int64)
