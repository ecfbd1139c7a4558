"""A search's row while it runs: how far it is, and whether anybody still wants it."""

import time
from decimal import ROUND_DOWN, Decimal
from typing import Any

from brickcore.sourcing.plan import Found
from common.money import CENT
from shop.models import Quote

EVERY = 0.4  # seconds between two writes: figures tick at most twice a second


class Watch:
    """Writes what the search knows, and learns with each write whether the quote was cancelled or is gone."""

    def __init__(self, quote: Quote, figures: dict[str, Any]) -> None:
        self._rows = Quote.objects.filter(pk=quote.pk, state=Quote.State.SEARCHING)
        self._figures = figures
        self._begun = self._told = time.monotonic()
        self.is_over = False

    @property
    def seconds(self) -> float:
        """Since the search began."""
        return time.monotonic() - self._begun

    def see(self, found: Found) -> bool:
        """Take in a moment of the search; False stops it."""
        if time.monotonic() - self._told >= EVERY:
            self.tell(cost=_amount(found.cost), bound=_amount(found.bound))
        return not self.is_over

    def still(self) -> bool:
        """Whether anybody wants what is found; for what is solved besides, whose figures are not the search's."""
        if time.monotonic() - self._told >= EVERY:
            self.tell()
        return not self.is_over

    def tell(self, **figures: Any) -> bool:
        """Write these figures with those known before; False when the search has been stopped."""
        self._told = time.monotonic()
        self._figures |= figures | {"seconds": round(self.seconds, 1)}
        self.is_over = not self._rows.update(progress=self._figures)
        return not self.is_over


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(CENT, ROUND_DOWN))
