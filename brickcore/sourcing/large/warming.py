"""Compiling beforehand, so that the first large market is searched as quickly as all others."""

from decimal import Decimal
from pathlib import Path

import numpy as np

from brickcore.compiling import cache_folder, forget_old_code
from brickcore.sourcing.large.choices import Choices
from brickcore.sourcing.large.climbing import Climb
from brickcore.sourcing.large.moving import Moves
from brickcore.sourcing.large.prices import prices_of_needs
from brickcore.sourcing.market import market_of
from brickcore.sourcing.problem import Need, Offer, Problem, Store

PACKAGE = Path(__file__).parent
ROUNDS = 3


def warm() -> Path | None:
    """Compile all kernels and keep the machine code: in which folder, or None when no folder can be written.

    Takes some eight seconds the first time, less than one after that. Code of older versions is removed.
    """
    stores = tuple(Store(f"store{at}", (Offer("brick", 2, Decimal(1)),), Decimal(at + 1)) for at in range(3))
    market = market_of(Problem("EUR", (Need("brick", 3), Need("plate", 1, ("brick",))), stores))
    none, every = np.zeros(market.stores), np.ones(market.stores)
    Moves(market).descend(frozenset({0}), np.arange(market.stores))
    prices = prices_of_needs(market, np.ones(2), np.inf, until=np.inf, still=lambda: True)
    Choices(market, prices).ascend(
        None, none, every, Climb(1.0, ROUNDS), rounds=ROUNDS, target=np.inf, until=np.inf, still=lambda: True
    )
    forget_old_code(PACKAGE)
    return cache_folder(PACKAGE)
