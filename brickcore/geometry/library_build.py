"""Meshes a whole library on all cores.

In processes, not in threads: only half of the work is compiled, the other half holds Python's lock. Each process takes
a run of parts whose names are alike, since prints of one part are made of the same files, which it keeps. What is made
is there at once, so a run that was stopped or killed goes on where it ended.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import connection, get_context, parent_process
from pathlib import Path

from brickcore.geometry.library_builder import LibraryBuilder, Meshed, builder_for

_RUN = 48  # parts; a fifth of a second
_AHEAD = 2  # runs that wait for each process; no more, as those are looked at one by one when a process breaks

Run = Sequence[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the library is, and the folder for meshes."""

    library: Path
    folder: Path


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def build_parts(place: Place, names: Sequence[str], *, processes: int) -> Iterator[list[Meshed]]:
    """What became of each part, as it becomes known, a few dozen at a time. Raises MissingLibrary.

    Where a process breaks (memory ends, say), its parts are meshed again one by one, so that one is found at fault and
    no other.
    """
    runs = deque(names[first : first + _RUN] for first in range(0, len(names), _RUN))
    if min(processes, len(runs)) <= 1:
        yield from map(builder_for(place.library, place.folder).build, runs)
        return
    while runs:
        lost: list[Run] = []
        yield from _on_all_cores(place, runs, processes, lost)
        for run in lost:
            yield [_alone(place, name) for name in run]


def _on_all_cores(place: Place, runs: deque[Run], processes: int, lost: list[Run]) -> Iterator[list[Meshed]]:
    """Take runs until none is left or a process broke; then those that were under way are `lost`."""
    with _pool(processes) as pool:
        under_way: dict[Future[list[Meshed]], Run] = {}
        try:
            while under_way or (runs and not lost):
                while runs and not lost and len(under_way) < processes * _AHEAD:
                    run = runs.popleft()
                    under_way[pool.submit(_build, place, run)] = run
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    run = under_way.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        lost.append(run)
        finally:
            pool.shutdown(cancel_futures=True)


def _alone(place: Place, name: str) -> Meshed:
    """One part in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(_build, place, [name]).result()[0]
        except BrokenProcessPool:
            return Meshed(name, fault="The process that meshed it was ended from outside, perhaps for lack of memory.")


def _pool(processes: int) -> ProcessPoolExecutor:
    """Fresh processes: a copy of ours would hold its connections and locks."""
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_prepare)


def _prepare() -> None:
    """In a new process: Ctrl-C is the parent's affair, and without a parent there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _build(place: Place, names: Run) -> list[Meshed]:
    return _builder(place).build(names)


@cache
def _builder(place: Place) -> LibraryBuilder:
    """This process's builder: the library is opened once."""
    return builder_for(place.library, place.folder)
