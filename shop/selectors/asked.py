"""What offers asked for a lot, day by day."""

import datetime

from parts.models import Colour, Part
from parts.selectors import PriceDay
from parts.selectors.price_figures import Prices, Step, Wanted, price_figures

ASKED = Prices("shop_askedprice", "asked_on")


def asked_history(
    part: Part, colour: Colour, *, since: datetime.date | None = None, step: Step = "day"
) -> list[PriceDay]:
    """Prices under the day on which an offer began to ask them, the oldest first, by condition and currency. One query.

    An offer that stays as it is counts once, on its first day. With a longer `step` the figures are of whole weeks,
    months …; with `whole` there is one row for each condition and currency.
    """
    wanted: dict[str, Wanted] = {"part_id": part.pk, "colour_id": colour.pk}
    return [figures for _part, figures in price_figures(ASKED, wanted, since=since, step=step)]
