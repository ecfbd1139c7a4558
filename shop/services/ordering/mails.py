"""Letters about orders: what stands in them is read when they are written, by a worker.

A worker that dies after sending sends again: the letter's number is made of what it is about, so that a mail program
that knows it shows it once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from shop.models import Order, OrderMessage, Shipment
from shop.selectors.order_states import shown_state
from shop.services.ordering.jobs import Letter

LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Written:
    """One letter: to whom, about what, and what its template is filled with."""

    to: str
    subject: str
    context: Mapping[str, Any]


def send_letter(letter: str, pk: int) -> bool:
    """Write and send it; False where nobody has an address, or what it is about is gone."""
    kind = Letter(letter)
    written = WRITERS[kind](kind, pk)
    if written is None or not written.to:
        return False
    body = render_to_string(f"shop/mail/{kind}.txt", dict(written.context))
    number = f"<{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname}>"
    subject = " ".join(written.subject.split())[:LONGEST_SUBJECT]  # a line end would begin a header
    EmailMessage(subject, body.strip() + "\n", to=[written.to], headers={"Message-ID": number}).send()
    return True


def _about_order(letter: Letter, pk: int) -> Written | None:
    order = Order.objects.select_related("shopper").prefetch_related("shipments__store").filter(pk=pk).first()
    if order is None:
        return None
    subjects = {
        Letter.PLACED: _("Order %(code)s waits to be paid"),
        Letter.PAID: _("Order %(code)s is paid"),
        Letter.ENDED: _("Order %(code)s has ended"),
    }
    context = {"order": order, "state": shown_state(order).label, "address": order_address(order)}
    return Written(order.email, subjects[letter] % {"code": order.code}, context)


def _about_parcel(letter: Letter, pk: int) -> Written | None:
    """To the shopper."""
    shipment = _shipment(pk)
    if shipment is None:
        return None
    subjects = {
        Letter.SHIPPED: _("Order %(code)s: %(store)s has sent its parcel"),
        Letter.PARCEL_ENDED: _("Order %(code)s: %(store)s gives its parcel back"),
        Letter.REFUNDED: _("Order %(code)s: %(store)s gives parts back"),
    }
    said = shipment.events.order_by("-id").first()
    order = shipment.order
    context = {"order": order, "shipment": shipment, "event": said, "address": order_address(order)}
    return Written(order.email, subjects[letter] % _names(shipment), context)


def _to_store(letter: Letter, pk: int) -> Written | None:
    shipment = _shipment(pk)
    if shipment is None:
        return None
    subjects = {
        Letter.TO_PICK: _("%(store)s: order %(code)s is paid and can be picked"),
        Letter.CALLED_OFF: _("%(store)s: order %(code)s was called off"),
    }
    context = {"shipment": shipment, "order": shipment.order, "address": parcel_address(shipment)}
    return Written(shipment.store.owner.email, subjects[letter] % _names(shipment), context)


def _message(_letter: Letter, pk: int) -> Written | None:
    message = OrderMessage.objects.select_related("author").filter(pk=pk).first()
    shipment = _shipment(message.shipment_id) if message else None
    if message is None or shipment is None:
        return None
    is_from_shopper = message.author_id == shipment.order.shopper_id
    sender = message.author.shown_name if is_from_shopper else shipment.store.name
    to = shipment.store.owner.email if is_from_shopper else shipment.order.email
    address = parcel_address(shipment) if is_from_shopper else order_address(shipment.order)
    context = {"message": message, "order": shipment.order, "sender": sender, "address": address}
    return Written(
        to, _("Order %(code)s: a message from %(sender)s") % {"code": shipment.order.code, "sender": sender}, context
    )


def _shipment(pk: int) -> Shipment | None:
    return Shipment.objects.select_related("order__shopper", "store__owner").filter(pk=pk).first()


def _names(shipment: Shipment) -> dict[str, str]:
    return {"code": shipment.order.code, "store": shipment.store.name}


def order_address(order: Order) -> str:
    """The order's page."""
    return _page("web:order", order.code)


def parcel_address(shipment: Shipment) -> str:
    """The page on which the store sees its parcel."""
    return _page("web:store-parcel", shipment.pk)


def _page(name: str, *parts: object) -> str:
    return urljoin(settings.SITE_URL, reverse(name, args=parts))


WRITERS: Mapping[Letter, Callable[[Letter, int], Written | None]] = {
    Letter.PLACED: _about_order,
    Letter.PAID: _about_order,
    Letter.ENDED: _about_order,
    Letter.TO_PICK: _to_store,
    Letter.CALLED_OFF: _to_store,
    Letter.SHIPPED: _about_parcel,
    Letter.PARCEL_ENDED: _about_parcel,
    Letter.REFUNDED: _about_parcel,
    Letter.MESSAGE: _message,
}
