"""Everything that an order's page shows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.countries import country_name
from shop.models import Order, OrderEvent, OrderLine, OrderMessage, Payback, Quote, Shipment
from shop.selectors.order_states import may_be_cancelled, shown_state
from shop.selectors.orders import history_of
from shop.selectors.payments import paybacks_of
from web.present import figures
from web.present.shop.order_list import PARCELS, mark_of, parcel_words, state_words

Refused = tuple[int, str, str]  # the parcel, what is wrong, what was written
STAGES = (Shipment.State.PAID, Shipment.State.PICKING, Shipment.State.SHIPPED, Shipment.State.DELIVERED)
BECAUSE = {
    OrderEvent.Because.NOT_PAID: gettext_lazy("it was not paid in time"),
    OrderEvent.Because.SHOPPER: gettext_lazy("you wanted it"),
    OrderEvent.Because.STORE: gettext_lazy("by the store"),
    OrderEvent.Because.SITE: gettext_lazy("by the site"),
    OrderEvent.Because.LATE: gettext_lazy("the money came after the order had ended"),
}


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stud of a parcel's way: its name, and whether it is behind, here or ahead."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ParcelShown:
    """What one store sends, its way, and what was written about it."""

    shipment: Shipment
    lines: list[OrderLine]
    pieces: int
    state: str
    ended: bool
    stages: list[StageShown]
    messages: list[OrderMessage]
    error: str
    draft: str

    @property
    def arrives(self) -> bool:
        """Whether the shopper can say that it came."""
        return self.shipment.state == Shipment.State.SHIPPED


@dataclass(frozen=True, slots=True)
class EventShown:
    """A line of the history, in words."""

    at: datetime
    words: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """What the template reads."""

    order: Order
    quote: Quote
    state: str
    mark: str
    parcels: list[ParcelShown]
    history: list[EventShown]
    paybacks: list[Payback]
    country: str
    payable: bool
    cancellable: bool


def order_page(order: Order, refused: Refused | None = None) -> OrderPage:
    """Collect the page of an order that access_order gave."""
    shipments = list(order.shipments.all())
    lines, said = _lines(shipments), _messages(shipments)
    placed = order.state == Order.State.PLACED
    return OrderPage(
        order=order,
        quote=order.quote,
        state=state_words(order),
        mark=mark_of(shown_state(order)),
        parcels=[_parcel(one, lines[one.pk], said[one.pk], refused) for one in shipments],
        history=_history(order),
        paybacks=list(paybacks_of(order)),
        country=country_name(order.country),
        payable=placed and order.reserved_until > timezone.now(),
        cancellable=may_be_cancelled(order),
    )


def _lines(shipments: Iterable[Shipment]) -> dict[int, list[OrderLine]]:
    found: dict[int, list[OrderLine]] = defaultdict(list)
    rows = OrderLine.objects.filter(shipment__in=shipments).select_related("part", "colour")
    for line in rows.order_by("-line_price", "id"):
        found[line.shipment_id].append(line)
    return found


def _messages(shipments: Iterable[Shipment]) -> dict[int, list[OrderMessage]]:
    found: dict[int, list[OrderMessage]] = defaultdict(list)
    for one in OrderMessage.objects.filter(shipment__in=shipments).select_related("author").order_by("id"):
        found[one.shipment_id].append(one)
    return found


def _parcel(
    shipment: Shipment, lines: list[OrderLine], said: list[OrderMessage], refused: Refused | None
) -> ParcelShown:
    is_refused = refused is not None and refused[0] == shipment.pk
    return ParcelShown(
        shipment=shipment,
        lines=lines,
        pieces=sum(line.quantity for line in lines),
        state=parcel_words(shipment),
        ended=shipment.state in Shipment.ENDED,
        stages=_stages(shipment),
        messages=said,
        error=refused[1] if refused and is_refused else "",
        draft=refused[2] if refused and is_refused else "",
    )


def _stages(shipment: Shipment) -> list[StageShown]:
    here = STAGES.index(shipment.state) if shipment.state in STAGES else -1
    here += shipment.state == Shipment.State.DELIVERED  # nothing comes after it: it is done, too
    states = ["done" if place < here else "here" if place == here else "next" for place in range(len(STAGES))]
    return [StageShown(str(PARCELS[stage]), state) for stage, state in zip(STAGES, states, strict=True)]


def _history(order: Order) -> list[EventShown]:
    """What happened, oldest first. What befell several parcels at once is one line."""
    groups = groupby(history_of(order), key=lambda one: (one.at, one.before, one.after, one.because, one.note))
    return [_event(list(group), order) for _key, group in groups]


def _event(group: list[OrderEvent], order: Order) -> EventShown:
    whole = next((one for one in group if one.shipment is None), None)
    event = whole or group[0]
    stores = [one.shipment.store.name for one in group if one.shipment]
    back = sum((one.amount or Decimal(0) for one in ([whole] if whole else group)), Decimal(0))
    because = str(BECAUSE[OrderEvent.Because(event.because)]) if event.because else ""
    return EventShown(
        at=event.at,
        words=_deed(
            event, _("Order") if whole else ", ".join(stores), figures.money(back, order.currency) if back else ""
        ),
        who=event.by.shown_name if event.by else "",
        note="; ".join(filter(None, [because, event.note])),
    )


def _deed(event: OrderEvent, what: str, back: str) -> str:
    """Who or what it befell, and how it stands since."""
    if back:
        return _("%(what)s: %(amount)s paid back") % {"what": what, "amount": back}
    if not event.before:
        return _("%(what)s: ordered") % {"what": what}
    state = PARCELS[Shipment.State(event.after)] if event.after in PARCELS else event.after
    return _("%(what)s: %(state)s") % {"what": what, "state": state}
