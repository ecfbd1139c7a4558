"""The search of large markets: sets of stores on one core and the bound on the other, then parts side by side."""

import time
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

import numpy as np

from brickcore.sourcing.large.choices import Choices, Shares
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.large.halving import Halving
from brickcore.sourcing.large.moving import Moves
from brickcore.sourcing.large.prices import prices_of_needs
from brickcore.sourcing.market import Floats, Market
from brickcore.sourcing.nearby import Nearby
from brickcore.sourcing.relaxation import Proof
from brickcore.sourcing.search import Search

SMALL = 15_000  # arcs: with so few left linear programs are better
CREW = 3
PAUSE = 5  # times what an offer took until the next
SHAKEN = 0.4  # of the time
SHARE, PATIENCE, ROUNDS = 0.05, 50, 3_000
NEAR = 0.01  # of the bound: what using a store may add to it
USED = 0.3  # of a store: from so much use in the relaxation on it is tried first
LEAVE, ENTER = (1, 4), (0, 5)  # how many stores shaking exchanges


def search_large(search: Search, first: list[list[int]]) -> None:
    """Find a good plan and a good bound. What is left of the market may become small enough for linear programs."""
    market = search.market
    begun = time.monotonic()
    nearby, moves = Nearby(market, until=search.until, still=search.still), Moves(market)
    best = nearby.cheapest([moves.descend(frozenset(stores), np.arange(market.stores)) for stores in first])
    cost = min(nearby.cost(best), search.ceiling())
    prices = prices_of_needs(market, nearby.dearest(best), cost, until=search.until, still=search.still)
    search.raise_bound(prices.bound)
    choices = Choices(market, prices)
    root = _root(search, choices, cost)
    search.raise_bound(root.proof.bound)
    with ThreadPoolExecutor(CREW) as crew:
        shaking = Shaking(search, best, root.proof, until=time.monotonic() + SHAKEN * (search.until - begun))
        shaken = crew.submit(shaking.run)
        halving = Halving(choices, root, search.ceiling, crew, shaking.goes_on)

        def go_on() -> bool:
            shaking.offer(halving.use)
            return left().arcs >= SMALL

        def left() -> Market:
            return market.only((root.proof.store <= search.ceiling() - root.proof.bound)[market.store])

        try:
            search.offer_at(best, nearby.taken(best), thoroughly=False)
            if go_on():
                search.divide(halving, go_on=go_on)
        finally:
            shaking.wanted = False
        shaken.result()
    search.market = left()


def _root(search: Search, choices: Choices, cost: float) -> Shares:
    stores = choices.market.stores
    return choices.ascend(
        None,
        np.zeros(stores),
        np.ones(stores),
        Climb(SHARE, PATIENCE),
        rounds=ROUNDS,
        target=cost,
        until=search.until,
        still=search.still,
    )


def _leaned_to(use: Floats) -> frozenset[int]:
    return frozenset(np.nonzero(use > USED)[0].tolist())


class Shaking:
    """A good set of stores, shaken in a thread of its own for better ones, which the search is offered in its own."""

    def __init__(self, search: Search, best: frozenset[int], proof: Proof, *, until: float) -> None:
        self.search, self.best, self.offered, self.until = search, best, best, until
        self.market = search.market
        self.wanted, self.ended, self.next_offer = True, False, 0.0
        self.hints: SimpleQueue[Floats] = SimpleQueue()
        self.start = _leaned_to(proof.use)
        self.likely = proof.use + 0.1 * np.exp(-proof.store / (NEAR * proof.bound + 1e-9))
        self.pool = np.nonzero(proof.store <= NEAR * proof.bound)[0]

    def goes_on(self) -> bool:
        """Whether anybody wants what threads find."""
        return self.wanted and not self.search.stopped

    def run(self) -> None:
        """Shake as long as there is time."""
        nearby, moves = Nearby(self.market, until=self.until, still=self.goes_on), Moves(self.market)
        self.best = nearby.cheapest([self.best, moves.descend(self.start, self.pool)])
        better = nearby.perturbed(
            self.best, self.likely, leave=LEAVE, enter=ENTER, improved=lambda stores: moves.descend(stores, self.pool)
        )
        for self.best in better:
            pass
        self.ended = True
        nearby.until = self.search.until
        while nearby.lasts:
            try:
                use = self.hints.get(timeout=0.05)
            except Empty:
                continue
            self.best = nearby.cheapest([self.best, moves.descend(_leaned_to(use), self.pool)])

    def offer(self, use: Floats) -> None:
        """Offer a better set to the search; when shaking has ended, the best that is easily found there. How much a
        relaxation uses of each store is a hint for the thread."""
        self.hints.put(use)
        best, ended, now = self.best, self.ended, time.monotonic()
        if ended or (best != self.offered and now > self.next_offer):
            taken = Nearby(self.market, until=0.0).taken(best)
            self.search.offer_at(best, taken, thoroughly=ended)
            self.offered, self.ended = best, False
            self.next_offer = time.monotonic() + PAUSE * (time.monotonic() - now)
