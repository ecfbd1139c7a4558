"""The state of a search: the best plan and bound so far, and the runs of the solver that better them."""

import time
from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, Decimal

import numpy as np

from brickcore.sourcing.answering import Bought, buy
from brickcore.sourcing.checking import check_plan
from brickcore.sourcing.exact import Scope, threshold
from brickcore.sourcing.market import Flags, Market
from brickcore.sourcing.plan import Found, PlanLine
from brickcore.sourcing.relaxation import Proof, Relaxation
from brickcore.sourcing.rows import Rows

ON_PROGRESS = Callable[[Found], bool | None]
KERNEL = 1.04  # of the relaxation's bound: arcs that no plan below uses are left out of the kernel
GUESS = 1.015  # of the relaxation's bound: what the best plan may well cost
MOST_ARCS = 10_000  # from here on the solver needs the best plan as a start more than it needs sets barred
ARCS_A_SECOND = 6_000  # that the solver can begin with
SETS_BARRED = 6
PUT_OFF = 0.1  # of what is unproven: no need to know the best plan at some stores any better yet
ROUGHLY = 5e-4  # of the cost
BEAT = 0.5  # seconds without news after which the listener is asked whether to go on
SOLVED = Decimal("1e-6")  # of the cost: closer than this the solver's own tolerance decides


class Search:
    """The best plan and the best bound so far, and the ways to better them."""

    def __init__(self, market: Market, until: float, on_progress: ON_PROGRESS | None) -> None:
        self.market, self.until, self.on_progress = market, until, on_progress
        self.began = self.told = time.monotonic()
        self.plan: tuple[PlanLine, ...] = ()
        self.cost: Decimal | None = None
        self.bound = Decimal(0)
        self.history: list[Found] = []
        self.stopped = self.impossible = False
        self.completed: dict[frozenset[int], bool] = {}
        self.put_off: dict[frozenset[int], float] = {}
        self.coupled = frozenset(at for at, store in enumerate(market.problem.stores) if threshold(store))
        self.number = {store.id: at for at, store in enumerate(market.problem.stores)}

    @property
    def over(self) -> bool:
        """Nothing is left to be found, or no time to find it."""
        return self.stopped or self.impossible or self.proven or time.monotonic() > self.until

    @property
    def proven(self) -> bool:
        """No plan can be cheaper by more than the solver can tell."""
        return self.cost is not None and self.cost - self.bound <= self.cost * SOLVED

    @property
    def gap(self) -> Decimal:
        """What is not proven, as a share of the cost."""
        return (self.cost - self.bound) / self.cost if self.cost else Decimal(0)

    def used(self) -> frozenset[int]:
        """The stores of the best plan."""
        return frozenset(self.number[line.store] for line in self.plan)

    def offer(self, plan: tuple[PlanLine, ...] | None) -> None:
        """Take a plan if it is the cheapest so far."""
        if plan is not None:
            cost = check_plan(self.market.problem, plan)
            if self.cost is None or cost < self.cost:
                self.plan, self.cost = plan, cost
                self.tell()

    def raise_bound(self, proven: float, tolerance: float = 0.0) -> None:
        """Take a bound if it is the best so far: what it is worth for sure, then up to the next possible amount."""
        if not np.isfinite(proven):
            return
        unit = self.market.unit
        sure = Decimal(proven - tolerance * (1 + abs(proven)))
        bound = (sure / unit).to_integral_value(ROUND_CEILING) * unit
        if self.cost is not None:
            bound = min(bound, self.cost)
        if bound > self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Note the moment; the listener may stop the search."""
        self.history.append(self._hear())

    def still(self) -> bool:
        """Whether the search goes on; a listener that heard nothing for a while is asked."""
        if not self.stopped and time.monotonic() - self.told > BEAT:
            self._hear()
        return not self.stopped

    def _hear(self) -> Found:
        self.told = time.monotonic()
        now = Found(self.told - self.began, self.cost, self.bound)
        if self.on_progress is not None and self.on_progress(now) is False:
            self.stopped = True
        return now

    def _go_on(self, _best: float, _bound: float) -> bool:
        return self.still()

    def ceiling(self) -> float:
        """What a plan of interest costs at most."""
        return np.inf if self.cost is None else float(self.cost - self.market.unit / 2)

    def complete(self, stores: Iterable[int], *, seconds: float, forced: bool = False, roughly: float = 0.0) -> bool:
        """Offer the best plan at some stores alone (`forced`: at all of them); whether it is the best for sure.

        Pieces are declared whole only at stores where fractions came out: to declare all of them costs far more. To
        find a plan `roughly` so near (a share of the cost) costs less still; such a set is noted as put off.
        """
        chosen = frozenset(stores)
        if self.completed.get(chosen):
            return True
        strict: frozenset[int] = frozenset()
        least, near = -np.inf, 0.0
        until = time.monotonic() + seconds
        while not self.stopped:
            bought = self._at(chosen, strict, until=until, forced=forced, near=near)
            self.offer(bought.plan)
            least = max(least, bought.bound)
            dearer = bought.finished and least - 1e-7 * (1 + abs(least)) > self.ceiling()
            if bought.plan is not None or not bought.finished or not bought.used or dearer:
                done = dearer or bought.infeasible or (bought.finished and not near)
                sets = {chosen, bought.used or chosen}
                self.completed |= dict.fromkeys(sets, done)
                self.put_off |= dict.fromkeys(sets, least) if near and not done else {}
                return done
            near = max(0.0, min(roughly * least, (least - float(self.bound)) * PUT_OFF))
            strict |= bought.loose if bought.loose - strict else self.coupled
        return False

    def _at(self, stores: frozenset[int], strict: frozenset[int], *, until: float, forced: bool, near: float) -> Bought:
        market = self.market
        inside = np.isin(np.arange(market.stores), list(stores))
        arcs = np.nonzero(inside[market.store])[0]
        scope = Scope(arcs, inside & forced, strict, np.ones(market.arcs, bool), np.inf)
        return buy(market, scope, until=until, seen=self._go_on, near=near)

    def kernel(self, proof: Proof, covers: Rows, stores: frozenset[int], *, seconds: float) -> None:
        """Offer the best plan at stores that are likely, with the arcs that a plan little above the bound may use."""
        market = self.market
        ceiling = min(self.ceiling(), proof.bound * KERNEL)
        keep = proof.store[market.store] + proof.piece <= ceiling - proof.bound
        keep |= np.isin(market.store, list(self.used()))
        arcs = np.nonzero(keep & np.isin(market.store, list(stores)))[0]
        scope = Scope(arcs, np.zeros(market.stores, bool), frozenset(), np.ones(market.arcs, bool), np.inf)
        until = time.monotonic() + seconds
        bought = buy(market, scope, until=until, covers=covers, start=self.used(), seen=self._go_on)
        self.offer(bought.plan)
        if bought.plan is None and bought.used:
            self.complete(bought.used, seconds=seconds / 3)

    def scope(self, proof: Proof | None, linked: Flags, strict: set[int], ceiling: float) -> Scope:
        """What the proof leaves in question for plans below a cost."""
        market = self.market
        keep = np.ones(market.arcs, bool)
        forced = np.zeros(market.stores, bool)
        if proof is not None:
            room = ceiling - proof.bound
            keep = proof.store[market.store] + proof.piece <= room
            if market.problem.max_stores is None:
                forced = proof.dropped > room
        return Scope(np.nonzero(keep)[0], forced, frozenset(strict), linked, ceiling)

    def exact(self, proof: Proof | None, relaxation: Relaxation) -> None:
        """Solve the whole problem, first for plans little above the bound, which rules most of it out."""
        covers = relaxation.tight_covers()
        guessed = np.inf if proof is None or self.market.arcs < MOST_ARCS else proof.bound * GUESS
        if not self.over and guessed < self.ceiling():
            self._settle(proof, relaxation.linked, covers, guessed)
        if not self.over:
            self._settle(proof, relaxation.linked, covers, self.ceiling())

    def _settle(self, proof: Proof | None, linked: Flags, covers: Rows, ceiling: float) -> None:
        """Find the cheapest plan below a cost, or prove that there is none.

        Pieces are not declared whole at first. Where the stores found turn out dearer in whole pieces, just these
        stores are barred as a set, their best plan being known; after a few such sets pieces are declared whole.
        """
        strict: set[int] = set()
        while not self.over:
            ceiling = min(ceiling, self.ceiling())
            barred = Rows()
            barred.block(*covers.join())
            settled = self._settled()
            for stores in settled:
                bar(barred, self.market, stores)
            scope = self.scope(proof, linked, strict, ceiling)
            if self.cost is not None and len(scope.arcs) > ARCS_A_SECOND * (self.until - time.monotonic()):
                return
            bought = self._run(scope, barred, repeated=bool(settled))
            if bought.infeasible:
                self._rule_out(ceiling)
                return
            self.offer(bought.plan)
            if bought.finished and bought.plan is not None:
                self._rule_out(min(bought.bound, ceiling))
            if not bought.finished or bought.plan is not None or not bought.used:
                return
            done = self.complete(bought.used, seconds=max(0.5, (self.until - time.monotonic()) / 3), forced=True)
            if not done or len(settled) > SETS_BARRED:
                strict |= bought.loose if bought.loose - strict else self.coupled

    def _settled(self) -> list[frozenset[int]]:
        """The sets of stores that need not be looked at again, or are looked at last."""
        settled = [stores for stores, done in self.completed.items() if done or stores in self.put_off]
        return settled if self.market.arcs < MOST_ARCS else []

    def _open(self) -> float:
        """What plans at the sets that were put off cost at least."""
        left = [least for stores, least in self.put_off.items() if not self.completed.get(stores)]
        return min(left, default=np.inf)

    def _rule_out(self, below: float) -> None:
        """With all other plans below a cost ruled out, settle the sets that were put off, as far as they matter."""
        for stores, least in list(self.put_off.items()):
            if not self.over:
                dearer = least - 1e-7 * (1 + abs(least)) > self.ceiling()
                self.completed[stores] = dearer or self.complete(stores, seconds=self.until - time.monotonic())
        if np.isinf(below) and self.cost is None:
            self.impossible = bool(np.isinf(self._open()))
        else:
            self.raise_bound(min(below, self.ceiling(), self._open()), 1e-7)

    def _run(self, scope: Scope, covers: Rows, *, repeated: bool) -> Bought:
        def seen(_: float, bound: float) -> bool:
            self.raise_bound(min(bound, scope.ceiling, self._open()), 1e-7)
            return self.still()

        start = frozenset() if repeated else self.used()
        bought = buy(
            self.market, scope, until=self.until, covers=covers, start=start, seen=seen, below_ceiling=repeated
        )
        if not bought.infeasible:
            self.raise_bound(min(bought.bound, scope.ceiling, self._open()), 1e-7)
        return bought


def bar(rows: Rows, market: Market, stores: frozenset[int]) -> None:
    """A row that every set of stores but this one keeps to."""
    inside = np.isin(np.arange(market.stores), list(stores))
    rows.add(1.0 - len(stores), market.arcs + np.arange(market.stores), np.where(inside, -1.0, 1.0))
