"""What was asked for a part, day by day."""

import datetime
from collections.abc import Collection

from parts.models import Colour, Part
from parts.selectors.price_figures import PriceDay, Prices, Step, Wanted, price_figures

SEEN = Prices("parts_priceseen", "seen_on")


def price_history(
    part: Part,
    *,
    colour: Colour | None = None,
    condition: str = "",
    since: datetime.date | None = None,
    step: Step = "day",
) -> list[PriceDay]:
    """The prices of a part by day, the oldest first, by condition and currency; all of them unless told. One query.

    With a longer `step` the figures are of whole weeks, months …, each under its first day; with `whole` there is one
    row for each condition and currency, under the first day on which a price was seen.
    """
    wanted: dict[str, Wanted] = {"part_id": part.pk}
    if colour is not None:
        wanted["colour_id"] = colour.pk
    if condition:
        wanted["condition"] = condition
    return [figures for _part, figures in price_figures(SEEN, wanted, since=since, step=step)]


def price_days_by_part(
    ids: Collection[int], *, condition: str = "", since: datetime.date | None = None, last: int
) -> dict[int, list[PriceDay]]:
    """The last so many days' figures of each of these parts, as `price_history` gives them. One query."""
    wanted: dict[str, Wanted] = {"part_id": list(ids)}
    if condition:
        wanted["condition"] = condition
    found: dict[int, list[PriceDay]] = {key: [] for key in ids}
    for part, figures in price_figures(SEEN, wanted, since=since):
        found[part].append(figures)
    return {key: figures[-last:] if last else [] for key, figures in found.items()}
