"""In which colours prices of a part were seen."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max

from parts.models import Part, PriceSeen


@dataclass(frozen=True, slots=True)
class PriceCount:
    """How many prices were seen in one colour, and when the last."""

    count: int
    newest: datetime.date


def price_counts_by_colour(part: Part) -> dict[int, PriceCount]:
    """By colour, the most often seen first; a colour without a price is absent. One query."""
    rows = PriceSeen.objects.filter(part=part).values("colour").annotate(rows=Count("pk"), newest=Max("seen_on"))
    return {row["colour"]: PriceCount(row["rows"], row["newest"]) for row in rows.order_by("-rows", "colour")}
