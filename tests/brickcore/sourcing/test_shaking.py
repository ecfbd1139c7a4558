"""Shaking sets of stores, however little there is to shake."""

import time
from decimal import Decimal

import numpy as np

from brickcore.sourcing import Need, Offer, Problem, Store
from brickcore.sourcing.market import market_of
from brickcore.sourcing.nearby import Nearby


def test_shaking_no_stores_at_all_finds_some() -> None:
    problem = Problem("EUR", (Need("a", 2),), (Store("s", (Offer("a", 5, Decimal("0.10")),), Decimal(1)),))
    nearby = Nearby(market_of(problem), until=time.monotonic() + 0.05)
    assert [*nearby.perturbed(frozenset(), np.ones(1))] == [{0}]
