"""Exchange rates, chosen once and pinned: what one unit of each currency is in the quote's."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

PINNED = Decimal("0.000000000001")
"""A rate that was turned round or chained is cut here before it is used, so that what is pinned is what was used."""
THROUGH = "EUR"
Path = Literal["direct", "turned", "chained"]


class NoRate(Exception):
    """Nobody has told what this currency is worth."""

    def __init__(self, currency: str, into: str) -> None:
        super().__init__(f"no exchange rate from {currency} to {into}")
        self.currency = currency
        self.into = into


@dataclass(frozen=True, slots=True)
class SeenRate:
    """One unit of `base` was worth `rate` units of `currency` on that day."""

    base: str
    currency: str
    rate: Decimal
    seen_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What a unit is in the quote's currency, from the oldest day that it rests on, and from whom that is known."""

    rate: Decimal
    seen_on: date
    source: str
    path: Path = "direct"

    def as_json(self) -> dict[str, Any]:
        """As it is pinned."""
        return {"rate": str(self.rate), "seen_on": str(self.seen_on), "source": self.source, "path": self.path}

    @classmethod
    def read(cls, pinned: Mapping[str, Any]) -> "Rate":
        """From what was pinned."""
        return cls(
            Decimal(pinned["rate"]),
            date.fromisoformat(pinned["seen_on"]),
            pinned["source"],
            pinned.get("path", "direct"),
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """The quote's currency, and what others are in it."""

    currency: str
    known: Mapping[str, Rate]

    def of(self, currency: str) -> Decimal:
        """What one unit is in the quote's currency. Raises NoRate."""
        if currency == self.currency:
            return Decimal(1)
        if currency not in self.known:
            raise NoRate(currency, self.currency)
        return self.known[currency].rate

    def convert(self, amount: Decimal, currency: str) -> Decimal:
        """The amount in the quote's currency, not rounded. Raises NoRate."""
        return amount * self.of(currency)


def rates_into(currency: str, wanted: Collection[str], seen: Iterable[SeenRate]) -> Rates:
    """The rates that are needed, each from the newest of what was seen: as told, turned round, or through the euro.

    A currency that nobody tells of is absent; asking for it raises NoRate.
    """
    newest: dict[tuple[str, str], SeenRate] = {}
    for one in seen:
        kept = newest.get((one.base, one.currency))
        if kept is None or one.seen_on > kept.seen_on:
            newest[one.base, one.currency] = one
    found = {code: rate for code in sorted(set(wanted) - {currency}) if (rate := _rate(newest, code, currency))}
    return Rates(currency, found)


def _rate(newest: Mapping[tuple[str, str], SeenRate], base: str, currency: str) -> Rate | None:
    if rate := _straight(newest, base, currency):
        return rate
    first, second = _straight(newest, base, THROUGH), _straight(newest, THROUGH, currency)
    if first is None or second is None:
        return None
    source = first.source if first.source == second.source else f"{first.source}, {second.source}"
    return Rate(_cut(first.rate * second.rate), min(first.seen_on, second.seen_on), source, "chained")


def _straight(newest: Mapping[tuple[str, str], SeenRate], base: str, currency: str) -> Rate | None:
    if told := newest.get((base, currency)):
        return Rate(told.rate, told.seen_on, told.source)
    if told := newest.get((currency, base)):
        return Rate(_cut(1 / told.rate), told.seen_on, told.source, "turned")
    return None


def _cut(rate: Decimal) -> Decimal:
    return rate.quantize(PINNED, ROUND_HALF_UP)
