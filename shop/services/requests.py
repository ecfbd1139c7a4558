"""Made to order: a shopper asks all stores for lots that none has, and stores answer with offers for that shopper.

An answer is an offer like any other, but that it belongs to the request: only its shopper's quotes see it, and it goes
with the request when that closes, unless an order took it. So a request needs no prices, baskets or orders of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from common.countries import checked_country
from common.errors import Conflict, Denied, Invalid, NotFound
from common.text import storable
from parts.models import Colour, Part
from shop.models import Offer, PartsRequest, Quote, RequestLot, Store
from shop.services.offers import OfferGiven, put_offer

CLOSING = "shop.close_what_is_due"
MOST_LOTS = 500
MOST_OPEN = 20  # of one member: each stands in the list of every store
MOST_PIECES = 100_000
SHORTEST, LONGEST = timedelta(days=1), timedelta(days=60)  # that a request stays open


@dataclass(frozen=True, slots=True)
class AskedLot:
    """So many pieces of a part in a colour, by our keys."""

    part_id: int
    colour_id: int
    quantity: int


@transaction.atomic
def open_request(
    *, by: User, lots: Sequence[AskedLot], country: str, note: str = "", days: int = 14, quote: Quote | None = None
) -> PartsRequest:
    """Ask all stores for these lots. Raises Invalid("REQUEST_…"), NotFound("NO_SUCH_LOT") and Conflict("REQUESTS")."""
    asked = _checked(lots)
    if not SHORTEST.days <= days <= LONGEST.days:
        raise Invalid("REQUEST_DAYS", _("A request stays open for 1 to 60 days."), field="days")
    country = checked_country(country)
    lock_member(by)
    if by.parts_requests.filter(state=PartsRequest.State.OPEN).count() >= MOST_OPEN:
        message = _("You have %(count)d open requests. Close one, and open this one then.") % {"count": MOST_OPEN}
        raise Conflict("REQUESTS", message)
    request = PartsRequest.objects.create(
        shopper=by,
        quote=quote,
        country=country,
        note=storable(note).strip()[:500],
        closes_at=timezone.now() + timedelta(days=days),
    )
    RequestLot.objects.bulk_create(
        [RequestLot(request=request, part_id=part, colour_id=colour, quantity=n) for (part, colour), n in asked.items()]
    )
    return request


def _checked(lots: Sequence[AskedLot]) -> dict[tuple[int, int], int]:
    """The lots with the pieces of each, those that are named twice added up. Stores offer of a part that was merged
    what they have of the one that it went into, so that one is asked for.
    """
    if not 0 < len(lots) <= MOST_LOTS:
        raise Invalid("REQUEST_LOTS", _("A request asks for 1 to 500 lots."), field="lots")
    parts = dict(Part.objects.filter(pk__in={lot.part_id for lot in lots}).values_list("pk", "merged_into"))
    colours = set(Colour.objects.filter(pk__in={lot.colour_id for lot in lots}).values_list("pk", flat=True))
    asked: dict[tuple[int, int], int] = {}
    for lot in lots:
        if lot.part_id not in parts or lot.colour_id not in colours:
            raise NotFound("NO_SUCH_LOT", _("The catalogue has no such part or colour any more. Look it up again."))
        key = (parts[lot.part_id] or lot.part_id, lot.colour_id)
        asked[key] = asked.get(key, 0) + lot.quantity
        if lot.quantity < 1 or asked[key] > MOST_PIECES:
            raise Invalid("REQUEST_QUANTITY", _("A lot of a request has 1 to 100,000 pieces."), field="lots")
    return asked


@transaction.atomic
def close_request(*, request: PartsRequest, by: User) -> PartsRequest:
    """Take the question back; its answers are offered no longer. Doing it twice changes nothing. Raises NotFound."""
    request = _locked(request)
    if request.shopper_id != by.pk:
        raise NotFound("NO_SUCH_REQUEST", _("There is no such request."))
    return _close(request)


def close_due_requests() -> int:
    """Close what has reached its date. Returns how many."""
    due = PartsRequest.objects.filter(state=PartsRequest.State.OPEN, closes_at__lte=timezone.now())
    closed = 0
    for request_id in due.values_list("pk", flat=True):
        with transaction.atomic():
            request = PartsRequest.objects.select_for_update(skip_locked=True).filter(pk=request_id).first()
            if request is not None and request.state == PartsRequest.State.OPEN:
                _close(request)
                closed += 1
    return closed


def _close(request: PartsRequest) -> PartsRequest:
    request.state = PartsRequest.State.CLOSED
    request.save(update_fields=["state", "updated_at"])
    # What an order holds stays until it is paid or released; in primary-key order, as all who lock offers do.
    for offer in request.offers.select_for_update().order_by("pk"):
        if offer.quantity != offer.reserved:
            offer.quantity = offer.reserved
            offer.save(update_fields=["quantity", "updated_at"])
    return request


@transaction.atomic
def answer_request(*, request: PartsRequest, store: Store, by: User, offers: Sequence[OfferGiven]) -> list[Offer]:
    """Offer lots that the request asks for, to its shopper alone; said again, the newer offer holds.

    Raises what `put_offer` does, NotFound, Denied("OWN_REQUEST"), Conflict("REQUEST_CLOSED", "STORE_CLOSED"), and
    Invalid("NOT_ASKED") for another lot.
    """
    if not 0 < len(offers) <= MOST_LOTS:
        raise Invalid("REQUEST_LOTS", _("An answer has 1 to 500 offers."), field="offers")
    request = _answerable(request, store, by)
    asked = {(lot.part_id, lot.colour_id) for lot in request.lots.all()}
    if any((given.part_id, given.colour_id) not in asked for given in offers):
        raise Invalid("NOT_ASKED", _("The request does not ask for that lot. Offer the lots that it names."), "offers")
    return [put_offer(store=store, by=by, given=given, request=request) for given in offers]


def _locked(request: PartsRequest) -> PartsRequest:
    return PartsRequest.objects.select_for_update().get(pk=request.pk)


def _answerable(request: PartsRequest, store: Store, by: User) -> PartsRequest:
    """The request, locked, when this store may answer it now. Raises NotFound, Denied and Conflict."""
    request = _locked(request)
    if store.owner_id != by.pk:
        raise NotFound("NO_SUCH_STORE", _("There is no such store."))
    if not store.is_open:
        raise Conflict("STORE_CLOSED", _("The store is closed. Open it, and answer then."))
    if request.state != PartsRequest.State.OPEN or request.closes_at <= timezone.now():
        raise Conflict("REQUEST_CLOSED", _("This request is closed; nobody waits for an answer any more."))
    if request.shopper_id == by.pk:
        raise Denied("OWN_REQUEST", _("This request is your own: another store has to answer it."))
    return request
