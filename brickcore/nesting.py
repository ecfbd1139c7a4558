"""How the submodels of a model nest.

Who asks for whom, in an order that needs no recursion, and what that multiplies out to.
"""

from collections.abc import Mapping, Sequence

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.model import Submodel


def building_order(root: str, submodels: Mapping[str, Submodel], file_name: str, *, depth: int) -> tuple[str, ...]:
    """The submodels that the root reaches, each before all that it refers to.

    Raises UnreadableFile SELF_REFERENCE where a submodel contains itself, naming the chain, and HostileFile TOO_DEEP.
    """
    children = {root: _children(submodels[root], submodels)}
    path, waiting, done = [root], [iter(children[root])], []
    on_path, finished = {root}, set[str]()
    while path:
        child = next(waiting[-1], None)
        if child is None:
            on_path.discard(path[-1])
            finished.add(path[-1])
            done.append(path.pop())
            waiting.pop()
        elif child in on_path:
            raise _loop([*path[path.index(child) :], child], submodels)
        elif child not in finished:
            if len(path) >= depth:
                raise _too_deep(file_name, depth)
            children[child] = _children(submodels[child], submodels)
            path.append(child)
            on_path.add(child)
            waiting.append(iter(children[child]))
    return tuple(reversed(done))


def _children(submodel: Submodel, submodels: Mapping[str, Submodel]) -> list[str]:
    return list(dict.fromkeys(name for name, _ in submodel.placed if name in submodels))


def _too_deep(file_name: str, depth: int) -> HostileFile:
    return HostileFile(
        "TOO_DEEP",
        f"Submodels stand inside each other more than {depth:,} deep.",
        location=Location(file_name),
        hint="Flatten the model in the program that made it, and upload it again.",
    )


def _loop(chain: Sequence[str], submodels: Mapping[str, Submodel]) -> UnreadableFile:
    """The chain starts and ends with the same submodel."""
    first, *others = (submodels[name].spelling for name in chain)
    line = submodels[chain[0]].lines[submodels[chain[0]].names.index(chain[1])]
    shown = others if len(others) <= 8 else [*others[:4], f"{len(others) - 8} more", *others[-4:]]
    if len(shown) == 1:
        says = f"{first}, line {line}, asks for itself."
    else:
        steps = "".join(f", which asks for {name}" for name in shown[1:])
        says = f"{first}, line {line}, asks for {shown[0]}{steps} again."
    return UnreadableFile(
        "SELF_REFERENCE",
        f"This model contains itself. {says}",
        location=Location(first, line),
        hint="Remove one of these references, and upload the file again.",
    )


def placed_parts(order: Sequence[str], submodels: Mapping[str, Submodel]) -> dict[str, int]:
    """How many parts each submodel comes to with all that it contains, as exact integers.

    Without laying anything out.
    """
    totals: dict[str, int] = {}
    for name in reversed(order):
        totals[name] = sum(totals.get(part, 1) * times for (part, _), times in submodels[name].placed.items())
    return totals
