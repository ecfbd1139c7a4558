"""Prices seen: the single ones, and their summary by part, colour and condition."""

import datetime
import statistics
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from django.db.models import QuerySet

from parts.models import Part, PriceSeen

WINDOW = datetime.timedelta(days=180)
"""Prices older than this before the newest one of their lot no longer speak for it."""

LotKey: TypeAlias = tuple[int, int]
"""Keys of part and colour."""


@dataclass(frozen=True, slots=True)
class PriceSummary:
    """The median of the prices seen of one lot within the newest window, one currency, per piece."""

    median: Decimal
    currency: str
    count: int
    newest: datetime.date
    oldest: datetime.date
    sources: tuple[str, ...]


def prices_seen(part: Part) -> QuerySet[PriceSeen]:
    """Every price seen of a part, the newest first, with its colour."""
    return part.prices_seen.select_related("colour").order_by("-seen_on", "pk")


def price_summaries(
    lots: Collection[LotKey], *, condition: str = "new", currency: str = "EUR"
) -> dict[LotKey, PriceSummary]:
    """What was seen of these lots (one query); a lot not seen in that condition and currency is absent."""
    wanted = set(lots)
    rows = PriceSeen.objects.filter(
        part_id__in={part for part, _ in wanted},
        colour_id__in={colour for _, colour in wanted},
        condition=condition,
        currency=currency,
    )
    by_lot: dict[LotKey, list[PriceSeen]] = {}
    for row in rows.order_by("pk"):
        if (key := (row.part_id, row.colour_id)) in wanted:
            by_lot.setdefault(key, []).append(row)
    return {key: _summary(seen) for key, seen in by_lot.items()}


def _summary(seen: list[PriceSeen]) -> PriceSummary:
    newest = max(row.seen_on for row in seen)
    recent = [row for row in seen if newest - row.seen_on <= WINDOW]
    return PriceSummary(
        median=statistics.median(row.price for row in recent),
        currency=recent[0].currency,
        count=len(recent),
        newest=newest,
        oldest=min(row.seen_on for row in recent),
        sources=tuple(sorted({row.source for row in recent})),
    )
