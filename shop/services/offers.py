"""A store's offers, one by one. Files of them go through `offer_imports`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from brickcore.tiers import MOST_TIERS, BadTiers, checked_tiers
from common.errors import Conflict, Invalid
from common.text import storable
from parts.models import Colour, Part
from shop.models import Offer, PartsRequest, Store
from shop.services.amounts import MOST_PIECES, count, unit_price
from shop.services.asked import record_asked
from shop.services.owning import lock_own_offer, lock_own_store

MOST_MULTIPLE = 1_000_000
LONGEST_WORDS, LONGEST_KEY = 255, 40


@dataclass(frozen=True, slots=True)
class OfferGiven:
    """A lot as its store says it; prices of one, in the store's currency.

    `lot_key` is the store's own number, needed only where the same part, colour and condition lies in several lots.
    `tiers` are (from so many, price of one).
    """

    part_id: int
    colour_id: int
    quantity: int
    price: Decimal
    condition: str = Offer.Condition.NEW
    multiple: int = 1
    tiers: Sequence[tuple[int, Decimal]] = ()
    remarks: str = ""
    comment: str = ""
    lot_key: str = ""


@transaction.atomic
def put_offer(*, store: Store, by: User, given: OfferGiven, request: PartsRequest | None = None) -> Offer:
    """Put a lot on the shelf, or say it anew where the store has it: all that is given holds from now on.

    `quantity` counts what orders hold too, so it cannot fall below that. With `request` the offer answers it, and only
    its shopper sees it. Raises NotFound, Invalid, and Conflict("RESERVED").
    """
    lot = {"condition": _condition(given.condition), "lot_key": _words(given.lot_key, LONGEST_KEY, "lot_key")}
    terms = _terms(given)
    part, colour = _named(given)
    locked = lock_own_store(store, by)  # an import of the store's comes before or after
    key = {"store": locked, "part": part, "colour": colour, "request": request, **lot}
    offer = Offer.objects.select_for_update(no_key=True).filter(**key).first() or Offer(quantity=0, **key)
    if terms["quantity"] < offer.reserved:
        message = _("Orders hold %(count)d of these pieces: say at least as many, or cancel the orders first.")
        raise Conflict("RESERVED", message % {"count": offer.reserved}, field="quantity")
    is_news = offer.pk is None or offer.price != terms["price"] or (offer.quantity == offer.reserved)
    for name, value in terms.items():
        setattr(offer, name, value)
    offer.save()
    offer.refresh_from_db(fields=["available"])
    if is_news:
        record_asked([offer.pk])
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: User) -> Offer:
    """Take a lot off the shelf: what orders hold stays theirs, nothing else can be bought. Raises NotFound.

    The row stays, so that its price, its place and its history are there when it comes back.
    """
    locked = lock_own_offer(offer, by)
    locked.quantity = locked.reserved
    locked.save(update_fields=["quantity", "updated_at"])
    locked.refresh_from_db(fields=["available"])
    return locked


def tiers_as_stored(tiers: Sequence[tuple[int, Decimal]]) -> list[dict[str, Any]]:
    """Tiers as the row keeps them."""
    return [{"from": pieces, "price": str(each)} for pieces, each in tiers]


def tiers_of(offer: Offer) -> list[tuple[int, Decimal]]:
    """Tiers as they are reckoned with."""
    return [(int(one["from"]), Decimal(one["price"])) for one in offer.tiers]


def _terms(given: OfferGiven) -> dict[str, Any]:
    price = unit_price(given.price)
    return {
        "quantity": count(given.quantity, "quantity", least=0),
        "price": price,
        "multiple": count(given.multiple, "multiple", least=1, most=MOST_MULTIPLE),
        "tiers": tiers_as_stored(_tiers(price, given.tiers)),
        "remarks": _words(given.remarks, LONGEST_WORDS, "remarks"),
        "comment": _words(given.comment, LONGEST_WORDS, "comment"),
    }


def _tiers(price: Decimal, given: Sequence[tuple[int, Decimal]]) -> Sequence[tuple[int, Decimal]]:
    try:
        return checked_tiers(price, [(pieces, unit_price(each, "tiers")) for pieces, each in given])
    except BadTiers as bad:
        says = {
            "too many": _("A lot has at most %(most)d prices for more pieces."),
            "from": _("A price for more pieces begins at 2 to %(pieces_most)d pieces, not at %(pieces)d."),
            "twice": _("Two prices are said from %(pieces)d pieces on."),
            "not cheaper": _("From %(pieces)d pieces on each would cost more than before."),
        }
        figures = {"most": MOST_TIERS, "pieces": bad.pieces, "pieces_most": MOST_PIECES}
        raise Invalid("TIERS", says[bad.why] % figures, field="tiers") from bad


def _condition(given: str) -> str:
    if given not in Offer.Condition.values:
        raise Invalid("CONDITION", _("A lot is new or used."), field="condition")
    return given


def _words(given: str, most: int, field: str) -> str:
    words = " ".join(storable(given).split())
    if len(words) > most:
        raise Invalid("TOO_LONG", _("At most %(count)d characters can be kept.") % {"count": most}, field=field)
    return words


def _named(given: OfferGiven) -> tuple[Part, Colour]:
    part = Part.objects.filter(pk=given.part_id, merged_into=None).first()
    if part is None:
        raise Invalid("NO_SUCH_PART", _("The catalogue has no such part."), field="part")
    colour = Colour.objects.filter(pk=given.colour_id).first()
    if colour is None:
        raise Invalid("NO_SUCH_COLOUR", _("The catalogue has no such colour."), field="colour")
    return part, colour
