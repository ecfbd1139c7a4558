"""Count a nested model without expanding it.

Each submodel is tallied once, and its tally is multiplied by how often it is used. `uses` runs from the model
downwards: how often, and in which colours, each submodel is placed.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from brickcore.bom.kinds import Kind, Kinds
from brickcore.bom.rules import apply_rules
from brickcore.bom.tally import Item, Row, Rows
from brickcore.colours import CURRENT_COLOUR, EDGE_COLOUR
from brickcore.errors import HostileFile, Location
from brickcore.model import Model, Reference, Submodel

_MOST_WORK = 3_000_000


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
    work = 0
    for name in order:
        submodel = model.submodels[name]
        placed, items = _apply(submodel, model.submodels, kinds)
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


def _apply(
    submodel: Submodel, submodels: Mapping[str, Submodel], kinds: Kinds
) -> tuple[Mapping[Reference, int], Counter[Item]]:
    """Let the rules have the rows they care about.

    What counts as it stands, and the items that rules made of the others.
    """
    names = {name for name, _ in submodel.placed if name not in submodels}
    special = {name: kind for name in names if (kind := kinds[name]) is not Kind.PART}
    substitutes = any(span.kind == "substitute" for span in submodel.spans)
    if not special and not substitutes:
        return submodel.placed, Counter()
    wanted = names if substitutes or Kind.PIECE in special.values() else special
    pairs = zip(submodel.names, submodel.colours, strict=True)
    left = {
        index: Row(index, name, colour, special.get(name, Kind.PART))
        for index, (name, colour) in enumerate(pairs)
        if name in wanted
    }
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
            shown = colour if own in (CURRENT_COLOUR, EDGE_COLOUR) else own
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
