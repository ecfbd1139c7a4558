"""A store gives back: some pieces, or its whole parcel. What that comes to is in shop.services.ordering.returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict, Invalid
from shop.models import OrderLine, Shipment
from shop.services.ordering.cancelling import LONGEST_REASON
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.locking import lock_own_shipment
from shop.services.ordering.settling import Bill, bill_of, take_back
from shop.services.ordering.shipments import need_not_ended
from shop.services.ordering.texts import one_line
from shop.services.ordering.transitions import NOT_SENT, Because, Why

State = Shipment.State


@dataclass(frozen=True, slots=True)
class LineGiven:
    """A line of a parcel, and how many of its pieces are given back altogether, those of earlier times too.

    So the same refund sent twice is one refund.
    """

    line_id: int
    refunded: int


@transaction.atomic
def refund_lines(
    *, shipment: Shipment, by: User, lines: Sequence[LineGiven], reason: str = "", to_shelf: bool = False
) -> Shipment:
    """Give back some pieces: their price, and as much of the order's fees as belongs to them; not the shipping.

    Stock returns to the shelf if the store says so. A parcel that was not sent yet, and of which nothing is left, is
    cancelled. Raises NotFound, Invalid("REFUND_LINE", "REFUND_QUANTITY", "TEXT_TOO_LONG"), Conflict("SHIPMENT_ENDED",
    "REFUND_LESS").
    """
    bill, shipment, why = _begin(shipment, by, reason)
    pieces = _more(lines, {line.pk: line for line in bill.lines if line.shipment_id == shipment.pk})
    if not pieces:
        return shipment
    is_empty = shipment.state in NOT_SENT and pieces == {
        pk: left for pk, left in bill.rest_of([shipment]).items() if left
    }
    take_back(bill, pieces, {shipment: State.CANCELLED} if is_empty else {}, why, to_shelf=to_shelf)
    defer_letter(Letter.PARCEL_ENDED if is_empty else Letter.REFUNDED, shipment.pk)
    return shipment


@transaction.atomic
def cancel_shipment(*, shipment: Shipment, by: User, reason: str = "", to_shelf: bool = False) -> Shipment:
    """The store cannot send it: all that is left of it goes back, with shipping and picking.

    Raises NotFound, Conflict("SHIPMENT_STATE") once it is sent, Conflict("SHIPMENT_ENDED"), Invalid("TEXT_TOO_LONG").
    """
    return _end(shipment, by, State.CANCELLED, reason, to_shelf=to_shelf)


@transaction.atomic
def refund_shipment(*, shipment: Shipment, by: User, reason: str = "", to_shelf: bool = False) -> Shipment:
    """The parcel was lost, or came back: all that is left of it is given back, with shipping and picking.

    Raises NotFound, Conflict("SHIPMENT_STATE") before it is sent, Conflict("SHIPMENT_ENDED"), Invalid("TEXT_TOO_LONG").
    """
    return _end(shipment, by, State.REFUNDED, reason, to_shelf=to_shelf)


def _end(shipment: Shipment, by: User, state: str, reason: str, *, to_shelf: bool) -> Shipment:
    bill, shipment, why = _begin(shipment, by, reason)
    take_back(bill, {}, {shipment: state}, why, to_shelf=to_shelf)
    defer_letter(Letter.PARCEL_ENDED, shipment.pk)
    return shipment


def _begin(shipment: Shipment, by: User, reason: str) -> tuple[Bill, Shipment, Why]:
    """All of the order under its lock; the parcel returned is the one of the bill."""
    note = one_line(reason, most=LONGEST_REASON, field="reason")
    locked = lock_own_shipment(shipment, by)
    need_not_ended(locked)
    bill = bill_of(locked.order)
    (own,) = (one for one in bill.shipments if one.pk == locked.pk)
    return bill, own, Why(at=timezone.now(), by=by, because=Because.STORE, note=note)


def _more(given: Sequence[LineGiven], lines: Mapping[int, OrderLine]) -> dict[int, int]:
    """How many more pieces of each line than before; of lines that stay as they are nothing is said."""
    if len({one.line_id for one in given}) != len(given) or any(one.line_id not in lines for one in given):
        raise Invalid("REFUND_LINE", _("Name lines of this parcel, each once."), field="lines")
    for one in given:
        line = lines[one.line_id]
        if not 0 <= one.refunded <= line.quantity:
            message = _("Of this lot %(quantity)d were bought: give back 0 to %(quantity)d.") % {
                "quantity": line.quantity
            }
            raise Invalid("REFUND_QUANTITY", message, field="lines")
        if one.refunded < line.refunded:
            message = _("%(count)d of this lot are given back already, and that cannot be undone.")
            raise Conflict("REFUND_LESS", message % {"count": line.refunded})
    return {one.line_id: more for one in given if (more := one.refunded - lines[one.line_id].refunded)}
