"""Relations of one direction that lead back to where they begin: a print of its own print, a piece of its own piece."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Step(NamedTuple):
    """One relation: its line, and the keys of the child and of the parent."""

    line: int
    child: int
    parent: int


def closing_steps(steps: Iterable[Step]) -> Iterator[tuple[int, int]]:
    """The lines without which no circle is left, each with the line that leads on from its parent.

    Each step is looked at once, in the order given, so that of two lines which say the reverse the later one goes.
    """
    ways: dict[int, list[Step]] = {}
    for step in steps:
        ways.setdefault(step.child, []).append(step)
    done: set[int] = set()
    for start in ways:
        yield from _walk(start, ways, done)


def _walk(start: int, ways: dict[int, list[Step]], done: set[int]) -> Iterator[tuple[int, int]]:
    """Depth first with a stack of our own: how long a chain is, the table says."""
    if start in done:
        return
    open_keys = {start: 0}  # each key on the way, with the line that leads on from it
    stack = [(start, iter(ways[start]))]
    while stack:
        key, further = stack[-1]
        step = next((step for step in further if step.parent not in done), None)
        if step is None:
            stack.pop()
            done.add(key)
            del open_keys[key]
            continue
        if step.parent in open_keys:
            yield step.line, open_keys[step.parent]
        elif step.parent in ways:
            open_keys[key] = step.line
            open_keys[step.parent] = 0
            stack.append((step.parent, iter(ways[step.parent])))
