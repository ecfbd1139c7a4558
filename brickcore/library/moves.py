"""Which part each `~Moved to` and each alias stands for now, and which of them lead nowhere.

A chain of moves is followed to its end once, however many names lead into it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from brickcore.library.header import PartHeader

_SHOWN = 5


@dataclass(slots=True)
class Moves:
    """`stands_for` leads from a name to the part that it is now; `faults` says of others why they lead nowhere.

    A name in neither moved to a subpart or primitive: it is no part any more, and nothing is wrong with that.
    """

    stands_for: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def follow_moves(heads: Mapping[str, PartHeader], listed: Collection[str], left_out: Collection[str]) -> Moves:
    """Follow every move among `heads`; `listed` are all names of the library, `left_out` those refused for a reason."""
    moves = Moves()
    for name, head in heads.items():
        if target_of(head) and name not in moves.stands_for and name not in moves.faults:
            _settle(moves, _chain(name, heads, moves), heads, listed, left_out)
    return moves


def target_of(head: PartHeader) -> str | None:
    """What the part moved to or is an alias of; None when it stands for itself."""
    return head.moved_to or head.alias


def _chain(name: str, heads: Mapping[str, PartHeader], moves: Moves) -> list[str]:
    """The names from this one on, the last of them settled, the end of the chain, or the first again."""
    chain = {name: None}
    while name in heads and (target := target_of(heads[name])) is not None:
        if target in chain or target in moves.stands_for or target in moves.faults:
            return [*chain, target]
        chain[target] = None
        name = target
    return list(chain)


def _settle(
    moves: Moves,
    chain: list[str],
    heads: Mapping[str, PartHeader],
    listed: Collection[str],
    left_out: Collection[str],
) -> None:
    """Say of every name of the chain what its end is."""
    *names, end = chain
    if end in names:
        circle = names[names.index(end) :]
        shown = " → ".join([*circle[:_SHOWN], "…"] if len(circle) > _SHOWN else [*circle, end])
        moves.faults.update(dict.fromkeys(names, f"it moved in a circle ({shown})"))
        return
    part, fault = moves.stands_for.get(end, end), ""
    if end not in listed:
        fault = "the library has no such file"
    elif end in left_out or end in moves.faults:
        fault = "that file is left out"
    for name in reversed(names):
        if fault:
            moves.faults[name] = f"it stands for {end}, and {fault}"
        elif part in heads:
            moves.stands_for[name] = part
        if name in left_out:
            fault = fault or "that file is left out"
        end = name
