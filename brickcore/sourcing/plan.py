"""What sourcing answers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from brickcore.sourcing.problem import Need

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """So many pieces of one offer at `price` each, bought for a need.

    `offer` counts within the store's offers; `lot` is the lot bought, `need` the lot it was wanted as.
    """

    store: str
    offer: int
    lot: str
    need: str
    quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Found:
    """One moment of the search: seconds since it began, and what was known then."""

    seconds: float
    cost: Decimal | None
    bound: Decimal


@dataclass(frozen=True, slots=True)
class Sourced:
    """The best plan found and the proof of how good it is.

    `cost` is goods and shipping, exact. No plan costs less than `bound`. `baseline` is what the plain way of shopping
    costs: the store that has most of what is still needed, again and again. `unknown` means that time ran out before
    any plan was found.
    """

    status: Status
    cost: Decimal | None
    bound: Decimal
    plan: tuple[PlanLine, ...] = ()
    missing: tuple[Need, ...] = ()
    because: str = ""
    baseline: Decimal | None = None
    history: tuple[Found, ...] = ()

    @property
    def gap(self) -> Decimal | None:
        """How much of the cost is not proven, as a share of it."""
        if self.cost is None:
            return None
        return (self.cost - self.bound) / self.cost if self.cost else Decimal(0)

    @property
    def stores(self) -> tuple[str, ...]:
        """The stores bought from, in the order of the plan."""
        return tuple(dict.fromkeys(line.store for line in self.plan))
