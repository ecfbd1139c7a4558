"""The basket by store: what comes from each, as the lines of its parcel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.countries import country_name
from shop.models import Offer, QuoteLine, QuoteParcel
from web.present import figures

SHOWN = 3


@dataclass(frozen=True, slots=True)
class LineShown:
    """A lot of the parcel, and what is worth knowing of it."""

    line: QuoteLine
    each: str
    remark: str


@dataclass(frozen=True, slots=True)
class Basket:
    """One parcel: its lots, and what its store asks for them."""

    parcel: QuoteParcel
    hue: int
    total: Decimal
    place: str
    first: list[LineShown]
    rest: list[LineShown]
    weight: str

    @property
    def is_met(self) -> bool:
        """Whether the goods reach what the store wants sold at least."""
        return self.parcel.goods >= self.parcel.minimum


def baskets_of(
    parcels: Iterable[QuoteParcel], needs: Mapping[str, str], hues: Mapping[int | None, int]
) -> list[Basket]:
    """The parcels with their lines, largest first. `needs` are the names of the lots that were asked for."""
    return [_basket(parcel, hues.get(parcel.store_id, 1), needs) for parcel in parcels]


def _basket(parcel: QuoteParcel, hue: int, needs: Mapping[str, str]) -> Basket:
    decimals = figures.decimals_of(line.unit_price for line in parcel.lines.all())
    lines = [_line(line, needs, decimals) for line in parcel.lines.all()]
    few = len(lines) <= SHOWN + 1  # one line more takes no more room than the words for it
    days = parcel.store.handling_days
    ships = ngettext("ships in %(n)d working day", "ships in %(n)d working days", days) % {"n": days}
    return Basket(
        parcel=parcel,
        hue=hue,
        total=parcel.goods + parcel.shipping,
        place=f"{country_name(parcel.store.country)}, {ships if days else _('ships on the same day')}",
        first=lines if few else lines[:SHOWN],
        rest=[] if few else lines[SHOWN:],
        weight=figures.weight(Decimal(parcel.grams)) if parcel.grams else "",
    )


def _line(line: QuoteLine, needs: Mapping[str, str], decimals: int) -> LineShown:
    told = []
    if line.condition == Offer.Condition.USED:
        told.append(_("used"))
    if line.stands_for and line.stands_for in needs:
        told.append(_("instead of %(name)s") % {"name": needs[line.stands_for]})
    if line.spare:
        told.append(ngettext("%(n)s to spare", "%(n)s to spare", line.spare) % {"n": figures.count(line.spare)})
    return LineShown(line, figures.price_of_one(line.unit_price, decimals), ", ".join(told))
