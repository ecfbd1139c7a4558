"""A parcel as its store sees it: what to pick and where, what may be done now, what was said and done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.countries import country_name
from shop.models import OrderEvent, OrderLine, OrderMessage, Shipment
from shop.selectors.orders import history_of_shipment, lines_of_shipment, messages_of
from shop.selectors.picking import ToPick, picking_list
from web.present import figures
from web.present.part_pictures import Pictures, pictures_of
from web.present.shop.order_list import PARCELS, parcel_words
from web.present.shop.order_page import STAGES

S = Shipment.State
BECAUSE = {
    OrderEvent.Because.NOT_PAID: gettext_lazy("it was not paid in time"),
    OrderEvent.Because.SHOPPER: gettext_lazy("the shopper wanted it"),
    OrderEvent.Because.STORE: gettext_lazy("by the store"),
    OrderEvent.Because.SITE: gettext_lazy("by the site"),
    OrderEvent.Because.LATE: gettext_lazy("the money came after the order had ended"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A deed that was refused: which, why, and what was typed."""

    deed: str = ""
    message: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history, in words."""

    at: datetime
    words: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """What the template reads. `stages` are (name, done, here, next)."""

    shipment: Shipment
    state: str
    stages: list[tuple[str, str]]
    to_pick: list[ToPick]
    lines: list[OrderLine]
    messages: list[OrderMessage]
    history: list[Happened]
    country: str
    pictures: Pictures
    refused: Refused

    @property
    def pieces(self) -> int:
        """What lies in the parcel."""
        return sum(lot.pieces for lot in self.to_pick)

    @property
    def ended(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.shipment.state in Shipment.ENDED

    @property
    def may_pick(self) -> bool:
        """Whether picking can begin."""
        return self.shipment.state == S.PAID

    @property
    def may_ship(self) -> bool:
        """Whether it has not left yet."""
        return self.shipment.state in {S.PAID, S.PICKING}


def parcel_page(shipment: Shipment, refused: Refused | None = None) -> ParcelPage:
    """Collect the page of a parcel that `access_own_shipment` gave out. Five queries and the pictures'."""
    to_pick = picking_list(shipment)
    here = STAGES.index(S(shipment.state)) if shipment.state in STAGES else -1
    states = ["done" if place <= here else "here" if place == here + 1 else "next" for place in range(len(STAGES))]
    return ParcelPage(
        shipment=shipment,
        state=parcel_words(shipment),
        stages=[(str(PARCELS[stage]), state) for stage, state in zip(STAGES, states, strict=True)],
        to_pick=to_pick,
        lines=list(lines_of_shipment(shipment)),
        messages=list(messages_of(shipment)),
        history=[_happened(one, shipment) for one in history_of_shipment(shipment)],
        country=country_name(shipment.order.country),
        pictures=pictures_of([(lot.line.part, lot.line.colour) for lot in to_pick], ask=False),
        refused=refused or Refused(),
    )


def _happened(event: OrderEvent, shipment: Shipment) -> Happened:
    if event.amount:
        amount = figures.money(Decimal(event.amount), shipment.order.currency)
        words = _("%(amount)s paid back") % {"amount": amount}
    else:
        words = str(PARCELS.get(S(event.after), event.after)).capitalize() if event.before else _("Ordered")
    because = str(BECAUSE[OrderEvent.Because(event.because)]) if event.because else ""
    who = event.by.shown_name if event.by else ""
    return Happened(event.at, words, who, "; ".join(filter(None, [because, event.note])))
