"""What a shopper puts into the cart and takes out of it. Amounts are nobody's to give: prices come with a quote."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Revision
from builds.selectors import access_revision
from common.errors import Conflict, Denied, Invalid
from shop.models import Cart, CartKit, CartLot, Quote
from shop.selectors.carts import cart_kits, cart_lots
from shop.services.amounts import count
from shop.services.quoting.asking import KitGiven, LotGiven, request_quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.needs import survivor

MOST_KITS = 1000
MOST_PIECES = 100_000
MOST_ROWS = 5000


@transaction.atomic
def add_kit(*, by: User, revision: Revision, quantity: int = 1) -> CartKit:
    """So many kits more. Raises Denied("SIGN_IN"), NotFound, Invalid("COUNT")."""
    count(quantity, "quantity", least=1, most=MOST_KITS)
    revision = access_revision(by, revision.pk)
    cart = _lock_cart(by)
    kit = CartKit.objects.filter(cart=cart, revision=revision).first() or CartKit(
        cart=cart, revision=revision, quantity=0
    )
    kit.quantity = count(kit.quantity + quantity, "quantity", least=1, most=MOST_KITS)
    if kit.pk is None:
        _leave_room(cart, 1)
    kit.save()
    return kit


@transaction.atomic
def set_kit_quantity(*, by: User, revision: Revision, quantity: int) -> CartKit | None:
    """Exactly so many kits; none takes it out. Raises Denied("SIGN_IN"), Conflict("NOT_IN_CART"), Invalid("COUNT")."""
    count(quantity, "quantity", least=0, most=MOST_KITS)
    kit = CartKit.objects.filter(cart=_lock_cart(by), revision=revision).first()
    if kit is None:
        raise Conflict("NOT_IN_CART", _("This kit is not in your cart any more."))
    if not quantity:
        kit.delete()
        return None
    kit.quantity = quantity
    kit.save(update_fields=["quantity"])
    return kit


@transaction.atomic
def add_lots(*, by: User, lots: Sequence[LotGiven]) -> list[CartLot]:
    """Put single lots into the cart: a lot that is there becomes more, whichever of its numbers led to it.

    Raises Denied("SIGN_IN"), Invalid.
    """
    if len(lots) > MOST_ROWS:
        raise _full()
    lots = [replace(lot, part=survivor(lot.part)) for lot in lots]
    cart = _lock_cart(by)
    rows = {(row.part_id, row.colour_id): row for row in CartLot.objects.filter(cart=cart)}
    had = len(rows)
    for lot in lots:
        count(lot.quantity, "quantity", least=1, most=MOST_PIECES)
        key = lot.part.pk, lot.colour.pk
        row = rows.setdefault(key, CartLot(cart=cart, part=lot.part, colour=lot.colour, quantity=0))
        row.quantity = count(row.quantity + lot.quantity, "quantity", least=1, most=MOST_PIECES)
    _leave_room(cart, len(rows) - had)
    touched = [rows[key] for key in dict.fromkeys((lot.part.pk, lot.colour.pk) for lot in lots)]
    CartLot.objects.bulk_update([row for row in touched if row.pk], ["quantity"])
    CartLot.objects.bulk_create([row for row in touched if not row.pk])
    return list(cart_lots(by))


@transaction.atomic
def set_lot_quantity(*, by: User, lot_id: int, quantity: int) -> None:
    """Exactly so many pieces of a lot of the cart; none takes it out. Raises as `set_kit_quantity`."""
    count(quantity, "quantity", least=0, most=MOST_PIECES)
    row = CartLot.objects.filter(cart=_lock_cart(by), pk=lot_id)
    if not (row.update(quantity=quantity) if quantity else row.delete()[0]):
        raise Conflict("NOT_IN_CART", _("This lot is not in your cart any more."))


@transaction.atomic
def clear(*, by: User) -> None:
    """Empty the cart."""
    cart = _lock_cart(by)
    cart.kits.all().delete()
    cart.lots.all().delete()


@transaction.atomic
def quote_cart(
    *, by: User, country: str, currency: str = "EUR", choices: Choices | None = None, seconds: int = 5
) -> Quote:
    """A quote for all that lies in the cart, which stays. Raises as `request_quote`, and Invalid("CART_EMPTY")."""
    if by.pk is None:
        raise _sign_in()
    kits = [KitGiven(kit.revision, kit.quantity) for kit in cart_kits(by)]
    lots = [LotGiven(lot.part, lot.colour, lot.quantity) for lot in cart_lots(by)]
    if not kits and not lots:
        raise Invalid("CART_EMPTY", _("Your cart is empty. Put a kit into it, or single parts."))
    return request_quote(
        by=by, kits=kits, lots=lots, country=country, currency=currency, choices=choices, seconds=seconds
    )


def _lock_cart(by: User) -> Cart:
    """The shopper's cart, made when first asked for, locked: two clicks at once add up."""
    if by.pk is None:
        raise _sign_in()
    Cart.objects.get_or_create(shopper=by)
    return Cart.objects.select_for_update().get(shopper=by)


def _leave_room(cart: Cart, more: int) -> None:
    if cart.kits.count() + cart.lots.count() + more > MOST_ROWS:
        raise _full()


def _full() -> Invalid:
    message = _("A cart holds at most %(most)s kits and lots.") % {"most": f"{MOST_ROWS:,}"}
    return Invalid("CART_FULL", message)


def _sign_in() -> Denied:
    return Denied("SIGN_IN", _("Sign in to fill a cart: it is kept for you."))
