"""Count a nested model without expanding it.

Each submodel is tallied once, and its tally is multiplied by how often it is used. `uses` runs from the model
downwards: how often, and in which colours, each submodel is placed.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from brickcore.bom.kinds import Kind, Kinds
from brickcore.bom.rules import apply_rules
from brickcore.bom.tally import Item, Row, Rows
from brickcore.colours import CURRENT_COLOUR, INHERITED
from brickcore.errors import HostileFile, Location
from brickcore.model import Model, Reference, Submodel

_MOST_WORK = 3_000_000  # additions: submodels inside submodels multiply, and a small file may ask for billions


@dataclass(slots=True)
class Totals:
    """What the whole model comes to.

    References that count as they stand, items that rules made, and uses of submodels.
    """

    plain: Counter[Reference] = field(default_factory=Counter)
    items: Counter[Item] = field(default_factory=Counter)
    uses: dict[str, Counter[int]] = field(default_factory=dict)


def count_references(
    model: Model, kinds: Kinds, order: Sequence[str], left_out: Mapping[str, Collection[str]]
) -> Totals:
    """Tally every submodel that the model reaches, and multiply.

    `order` are those submodels, each before what it contains; `left_out` says what a submodel places and is not to be
    counted there. Raises HostileFile where that is too much work.
    """
    totals = Totals(uses={name: Counter() for name in order})
    totals.uses[model.root][CURRENT_COLOUR] = 1
    special = _Special(model.submodels, kinds)
    work = 0
    for name in order:
        submodel = model.submodels[name]
        placed, items = _apply(submodel, special, kinds)
        if name in left_out:
            placed = {one: times for one, times in placed.items() if one[0] not in left_out[name]}
        work += len(totals.uses[name]) * (len(placed) + len(items))
        if work > _MOST_WORK:
            raise _too_much(model)
        for colour, times in totals.uses[name].items():
            _add(totals, model.submodels, placed, colour, times)
            for item, number in items.items():
                totals.items[item.recoloured(colour)] += number * times
    return totals


class _Special:
    """The rows that some rule may care about, found by a look at each name of the file once."""

    def __init__(self, submodels: Mapping[str, Submodel], kinds: Kinds) -> None:
        self._submodels = submodels
        self._kinds = kinds
        self._flags: dict[int, npt.NDArray[np.bool_]] = {}

    def rows(self, submodel: Submodel) -> dict[int, Row]:
        """Them by index, in file order. Pieces and what LPub substitutes may go together with any row."""
        placing = submodel.placing
        flags = self._flags.get(id(placing))
        if flags is None:  # all submodels of a file share its columns
            flags = self._flags[id(placing)] = np.fromiter(map(self._is_special, placing.names), bool)
        indices = placing.name_index[submodel.start : submodel.end]
        found = np.flatnonzero(flags[indices]).tolist()
        kinds = {name: self._kinds[name] for name in {placing.names[indices[row]] for row in found}}
        if Kind.PIECE in kinds.values() or any(span.kind == "substitute" for span in submodel.spans):
            found = [row for row, name in enumerate(submodel.names) if name not in self._submodels]
        colours = placing.colour_index[submodel.start : submodel.end]
        names = [placing.names[indices[row]] for row in found]
        return {
            row: Row(row, name, placing.colours[colours[row]], kinds.get(name, Kind.PART))
            for row, name in zip(found, names, strict=True)
        }

    def _is_special(self, name: str) -> bool:
        return name not in self._submodels and self._kinds[name] is not Kind.PART


def _apply(submodel: Submodel, special: _Special, kinds: Kinds) -> tuple[Mapping[Reference, int], Counter[Item]]:
    """Let the rules have the rows they care about.

    What counts as it stands, and the items that rules made of the others.
    """
    left = special.rows(submodel)
    if not left:
        return submodel.placed, Counter()
    rows = Rows(submodel, dict(left))
    placed = Counter(submodel.placed)
    placed.subtract((row.name, row.colour) for row in left.values())
    items = Counter(apply_rules(rows, kinds))
    placed.update((row.name, row.colour) for row in rows.left.values())
    return placed, items


def _add(
    totals: Totals, submodels: Mapping[str, Submodel], placed: Mapping[Reference, int], colour: int, times: int
) -> None:
    plain, uses = totals.plain, totals.uses
    for (name, own), number in placed.items():
        if number:
            shown = colour if own in INHERITED else own
            if name in submodels:
                uses[name][shown] += number * times
            else:
                plain[name, shown] += number * times


def _too_much(model: Model) -> HostileFile:
    return HostileFile(
        "TOO_COMPLEX",
        "Its submodels are used in so many colours that the parts cannot be counted in reasonable time.",
        location=Location(model.submodels[model.root].spelling),
        hint="Give the parts inside the submodels colours of their own.",
    )
