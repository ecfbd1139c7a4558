"""What a shopper and a store write to each other about a parcel."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from common.errors import Conflict
from shop.models import OrderMessage, Shipment
from shop.selectors.orders import access_shipment
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.texts import message_text

MOST_AN_HOUR = 30  # of one author: each is a letter in somebody's mailbox


@transaction.atomic
def write_message(*, shipment: Shipment, by: User, text: str) -> OrderMessage:
    """Write to the other one of the two, who gets it as a letter too.

    Raises NotFound, Invalid("TEXT_EMPTY", "TEXT_TOO_LONG"), Conflict("MESSAGES_TOO_MANY").
    """
    text = message_text(text)
    shipment = access_shipment(by, shipment.pk)
    lock_member(by)
    since = timezone.now() - timedelta(hours=1)
    if OrderMessage.objects.filter(author=by, at__gte=since).count() >= MOST_AN_HOUR:
        message = _("You have written %(count)d messages within an hour. Write the next one a little later.")
        raise Conflict("MESSAGES_TOO_MANY", message % {"count": MOST_AN_HOUR})
    written = OrderMessage.objects.create(shipment=shipment, author=by, text=text)
    defer_letter(Letter.MESSAGE, written.pk)
    return written
