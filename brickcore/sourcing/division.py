"""Branch and bound over the stores: what the relaxation leaves in question is divided until every part is ruled out."""

import time
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType

from brickcore.sourcing.dividing import Divider, Looked, Part, all_sets
from brickcore.sourcing.frontier import REMEMBERED, Frontier
from brickcore.sourcing.relaxation import Relaxation

SIDE_BY_SIDE = 2  # parts that are looked at; HiGHS lets other threads go on
SMALL = 1_500  # arcs; with fewer, two parts mostly wait for each other's Python
BEAT = 0.1  # seconds until whoever waits may look after something else
Outcome = tuple[Divider, Looked | Exception | None]


class Division(Frontier[Part]):
    """The parts that are not ruled out, for plans that cost at most the ceiling; the relaxation must have a proof.

    Two of a larger market are looked at side by side, in threads that have ended when the context is left.
    """

    def __init__(self, relaxation: Relaxation, ceiling: Callable[[], float]) -> None:
        super().__init__()
        self.relaxation, self.ceiling, self.widest = relaxation, ceiling, ceiling()
        self.wanted = True
        self.known: set[frozenset[int]] = set()
        self.idle = [self._divider()]
        self.in_hand: dict[Divider, tuple[Part, Thread]] = {}
        self.outcomes: SimpleQueue[Outcome] = SimpleQueue()
        narrowed = self.idle[0].relaxation
        self.side_by_side = SIDE_BY_SIDE if narrowed.market.arcs >= SMALL else 1
        assert narrowed.proof is not None
        part = all_sets(narrowed, self.widest - narrowed.proof.bound)
        self.keep(part.bound, part)

    def __enter__(self) -> "Division":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wanted = False
        for _, thread in self.in_hand.values():
            thread.join()

    @property
    def bound(self) -> float:
        """What plans cost at least that are not at one of the sets found, or are ruled out."""
        return min([super().bound, *(part.bound for part, _ in self.in_hand.values())])

    def advance(self, *, until: float) -> bool:
        """Let the most promising parts be looked at; False when nothing is left, or there was no time."""
        if super().bound > self.ceiling():
            self.parts = []
        while self.wanted and self.parts and len(self.in_hand) < self.side_by_side and time.monotonic() < until:
            self._hand_out(self.take(), until)
        if not self.in_hand:
            return False
        try:
            divider, looked = self.outcomes.get(timeout=BEAT)
        except Empty:
            return True
        part, _ = self.in_hand.pop(divider)
        self.idle.append(divider)
        self._take_in(part, looked)
        return True

    def _divider(self) -> Divider:
        return Divider(self.relaxation.narrowed(self.widest, lambda: self.wanted), self.ceiling)

    def _hand_out(self, part: Part, until: float) -> None:
        divider = self.idle.pop() if self.idle else self._divider()
        known = frozenset(self.known)

        def look() -> None:
            try:
                self.outcomes.put((divider, divider.look(part, known, until=until)))
            except Exception as error:
                self.outcomes.put((divider, error))

        thread = Thread(target=look)
        self.in_hand[divider] = (part, thread)
        thread.start()

    def _take_in(self, part: Part, looked: Looked | Exception | None) -> None:
        if isinstance(looked, Exception):
            raise looked
        if looked is None:
            self.wanted = False
            self.keep(part.bound, part)
            return
        self.known |= looked.sets.keys()
        self.sets |= looked.sets
        for half in looked.parts:
            self.keep(half.bound, half if len(self.parts) < REMEMBERED else replace(half, start=None))
