"""The scale of a price chart: round steps, a few of them, and where a value stands between them."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from common.money import CENT

MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from `low` to `high` with a line every `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    def share(self, value: Decimal) -> float:
        """How far down from the top a value stands, in per cent of the height."""
        return round(float((self.high - value) / (self.high - self.low) * 100), 2)

    @property
    def marks(self) -> list[Decimal]:
        """The values at the lines, the largest first."""
        count = int((self.high - self.low) / self.step)
        return [self.high - self.step * at for at in range(count + 1)]


def scale_for(values: list[Decimal]) -> Scale:
    """The narrowest scale of round steps that holds all the values; never finer than a cent."""
    low, high = min(values), max(values)
    step = CENT
    for candidate in _steps():
        step = candidate
        below = (low / step).to_integral_value(ROUND_FLOOR) * step
        above = max((high / step).to_integral_value(ROUND_CEILING) * step, below + step)
        if (above - below) / step <= MOST_STEPS:
            return Scale(below, above, step)
    return Scale(Decimal(0), high + step, high + step)


def _steps() -> list[Decimal]:
    return [Decimal(digit).scaleb(power) for power in range(-2, 8) for digit in (1, 2, 5)]
