"""How much one mesh may come to, and how it is refused."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from brickcore.errors import HostileFile, Location, UnreadableFile

MOST_TRIANGLES = 400_000
MOST_POINTS = 3 * MOST_TRIANGLES
MOST_NODES = 10_000

Node = TypeVar("Node")


def check_tree(inside: Mapping[Node, Sequence[Node]], own: Mapping[Node, int], name: str) -> None:
    """Adds up what each holds with all that it places, innermost first; a thing inside itself never ends.

    Things are added up beside triangles: a tree of empty ones costs as much to walk.
    """
    refuse_nodes(len(inside), name)
    total: dict[Node, tuple[int, int]] = {}
    open_: set[Node] = set()
    for start in inside:
        waiting = [(start, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                open_.discard(node)
                total[node] = _summed(node, inside, own, total)
                refuse_many(total[node][0], name)
                refuse_nodes(total[node][1], name)
            elif node in open_:
                raise hostile(name, "one of its parts contains itself")
            elif node not in total:
                open_.add(node)
                waiting.append((node, True))
                waiting += [(inner, False) for inner in inside.get(node, ())]


def _summed(
    node: Node,
    inside: Mapping[Node, Sequence[Node]],
    own: Mapping[Node, int],
    total: Mapping[Node, tuple[int, int]],
) -> tuple[int, int]:
    held = [total.get(inner, (own.get(inner, 0), 1)) for inner in inside.get(node, ())]
    return own.get(node, 0) + sum(one for one, _ in held), 1 + sum(things for _, things in held)


def refuse_nodes(things: int, name: str) -> None:
    """Raises HostileFile where a file places more things than can be walked through."""
    if things > MOST_NODES:
        raise hostile(name, f"it places {things:,} things")


def refuse_many(triangles: int, name: str) -> None:
    """Raises HostileFile where a file comes to more triangles than can be shown."""
    if triangles > MOST_TRIANGLES:
        raise HostileFile(
            "TOO_MANY_TRIANGLES",
            f"{name} comes to {triangles:,} triangles; at most {MOST_TRIANGLES:,} are shown.",
            location=Location(name),
            hint="Simplify the mesh in the program that made it.",
        )


def refuse_points(points: int, name: str) -> None:
    """Raises HostileFile where a file has more points than so many triangles could need."""
    if points > MOST_POINTS:
        raise HostileFile(
            "TOO_MANY_POINTS",
            f"{name} has more than {MOST_POINTS:,} points, and a mesh that can be shown needs fewer.",
            location=Location(name),
            hint="Simplify the mesh in the program that made it.",
        )


def hostile(name: str, why: str) -> HostileFile:
    """What is built to hurt."""
    return HostileFile(
        "HOSTILE_MESH", f"{name} is not read: {why}.", location=Location(name), hint="Export one mesh without links."
    )


def broken(name: str, why: str, line: int | None = None, hint: str = "Export it again.") -> UnreadableFile:
    """What does not fit together."""
    return UnreadableFile(
        "BROKEN_MESH",
        f"{name} cannot be read as a mesh: {why}.",
        location=Location(name, line),
        hint=hint,
    )
