"""Putting an order's letters into the queue, in the transaction that they tell of; tasks go by name."""

from enum import StrEnum

from common.jobs import app, defer

MAIL = "shop.send_mail"
RELEASING = "shop.release_expired"


class Letter(StrEnum):
    """What there is to write about; the key beside it is of the row that it is about."""

    PLACED = "placed"  # to the shopper, about an order
    PAID = "paid"  # to the shopper, about an order
    ENDED = "ended"  # to the shopper, about an order: cancelled, expired, or all of it paid back
    TO_PICK = "to_pick"  # to the store, about a shipment
    CALLED_OFF = "called_off"  # to the store, about a shipment
    SHIPPED = "shipped"  # to the shopper, about a shipment
    PARCEL_ENDED = "parcel_ended"  # to the shopper, about a shipment that its store cancelled or paid back
    REFUNDED = "refunded"  # to the shopper, about a shipment of which lots were paid back
    MESSAGE = "message"  # to the other one, about a message


def defer_letter(letter: Letter, pk: int) -> None:
    """Have a worker write it once the transaction commits; a rollback drops it."""
    defer(app.tasks[MAIL], letter=letter.value, pk=pk)
