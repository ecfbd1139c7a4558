"""What the solver tells while it runs: only bounds of the model itself are bounds."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from brickcore.sourcing.solver import _watch

EVENTS = [(0.01, np.inf, -np.inf), (0.06, 163.4, 163.0), (0.01, 163.4, -np.inf), (0.05, 163.4, 117.3)]
"""(clock, best, bound), as told where the run that completes a start had the time to speak."""


class Slot:
    """A place for listeners, filled with +=."""

    def __init__(self) -> None:
        self.told: list[Callable[[Any], None]] = []

    def __iadd__(self, told: Callable[[Any], None]) -> "Slot":
        self.told.append(told)
        return self


@pytest.mark.parametrize(("completes", "bounds"), [(True, [-np.inf, 117.3]), (False, [163.0, 117.3])])
def test_what_is_proven_while_a_start_is_completed_bounds_nothing(completes: bool, bounds: list[float]) -> None:
    highs: Any = SimpleNamespace(cbMipInterrupt=Slot())
    heard: list[float] = []

    def seen(_best: float, bound: float) -> bool:
        heard.append(bound)
        return True

    _watch(highs, seen, completes=completes)
    for clock, best, bound in EVENTS:
        out = SimpleNamespace(running_time=clock, mip_primal_bound=best, mip_dual_bound=bound)
        highs.cbMipInterrupt.told[0](SimpleNamespace(data_out=out, data_in=SimpleNamespace()))
    assert heard[1::2] == bounds
