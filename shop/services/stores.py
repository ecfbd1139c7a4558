"""Opening a store, and what its owner says of it."""

import secrets
import unicodedata
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from common.countries import checked_country
from common.errors import Conflict, Invalid
from common.text import storable
from shop.models import SharedRun, Store
from shop.services.amounts import amount, checked_currency, count
from shop.services.owning import lock_own_store

MOST_STORES = 10  # of one member
MAX_NAME, MAX_TERMS = 80, 20_000
MOST_DAYS, MOST_LOTS = 90, 100_000  # until a parcel is sent; in one order
SLUG_ROOM = 50  # of 60 characters; the rest is for a suffix
SLUG_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
SLUG_TRIES = 5  # another store may take the slug between looking and storing
RESERVED = {"new"}  # where a page of the site's stands


@dataclass(frozen=True, slots=True)
class StoreGiven:
    """What an owner says of a store; amounts in its currency, `handling_days` working days."""

    name: str
    country: str
    currency: str = "EUR"
    terms: str = ""
    handling_days: int = 2
    minimum_buy: Decimal = Decimal(0)
    average_lot_minimum: Decimal = Decimal(0)
    lot_limit: int | None = None


@transaction.atomic
def open_store(*, by: User, given: StoreGiven) -> Store:
    """A new store of this member's, open, with nothing on its shelves and no shipping table yet.

    Raises Invalid, and Conflict("TOO_MANY_STORES", "STORE_NAME_TAKEN").
    """
    checked = _checked(given)
    lock_member(by)
    if Store.objects.filter(owner=by).count() >= MOST_STORES:
        message = _("A member has at most %(count)d stores.") % {"count": MOST_STORES}
        raise Conflict("TOO_MANY_STORES", message)
    _check_name(checked.name)
    return _inserted(Store(owner=by, **asdict(checked)))


@transaction.atomic
def edit_store(*, store: Store, by: User, given: StoreGiven) -> Store:
    """Say all of it anew; the store keeps its address. Raises NotFound, Invalid and Conflict.

    The currency is fixed while the store has offers or open shared runs: their prices would mean something else.
    """
    checked = _checked(given)
    locked = lock_own_store(store, by)
    if checked.name != locked.name:
        _check_name(checked.name, locked)
    if checked.currency != locked.currency and _has_prices(locked):
        message = _("The store has prices in %(currency)s. Open another store for another currency.")
        raise Conflict("CURRENCY_IS_FIXED", message % {"currency": locked.currency}, field="currency")
    for name, value in asdict(checked).items():
        setattr(locked, name, value)
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as error:  # another took the name meanwhile
        raise _taken() from error
    return locked


@transaction.atomic
def set_open(*, store: Store, by: User, is_open: bool) -> Store:
    """Open or close it. A closed store's offers are hidden and cannot be bought; its orders go on. Raises NotFound."""
    locked = lock_own_store(store, by)
    locked.is_open = is_open
    locked.save(update_fields=["is_open", "updated_at"])
    return locked


def _has_prices(store: Store) -> bool:
    runs = store.shared_runs.filter(state=SharedRun.State.OPEN)
    return store.offers.exists() or runs.exists() or store.shipping_steps.exists()


def _checked(given: StoreGiven) -> StoreGiven:
    name = " ".join(storable(given.name).split())
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    if not name or len(name) > MAX_NAME:
        raise Invalid("STORE_NAME", _("A store has a name of at most %(n)d characters.") % {"n": MAX_NAME}, "name")
    terms = storable(given.terms).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(terms) > MAX_TERMS:
        raise Invalid("TERMS", _("Terms have at most %(count)d characters.") % {"count": MAX_TERMS}, "terms")
    limit = given.lot_limit
    return StoreGiven(
        name, checked_country(given.country), checked_currency(given.currency), terms,
        handling_days=count(given.handling_days, "handling_days", least=0, most=MOST_DAYS),
        minimum_buy=amount(given.minimum_buy, "minimum_buy"),
        average_lot_minimum=amount(given.average_lot_minimum, "average_lot_minimum"),
        lot_limit=None if limit is None else count(limit, "lot_limit", least=1, most=MOST_LOTS),
    )  # fmt: skip


def _check_name(name: str, but: Store | None = None) -> None:
    """Names that differ in capitals alone would be taken for one another."""
    same = Store.objects.filter(name__iexact=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise _taken()


def _inserted(store: Store) -> Store:
    """Insert it under a slug of its own, which it keeps."""
    base = slugify(store.name)[:SLUG_ROOM].strip("-") or "store"
    base = f"{base}-store" if base in RESERVED else base
    for attempt in range(SLUG_TRIES):
        ending = "-" + "".join(secrets.choice(SLUG_LETTERS) for _letter in range(6)) if attempt else ""
        store.slug = base + ending
        try:
            with transaction.atomic():
                store.save(force_insert=True)
        except IntegrityError:  # the slug, or the name by somebody at the same moment
            _check_name(store.name)
            continue
        return store
    raise _taken()


def _taken() -> Conflict:
    return Conflict("STORE_NAME_TAKEN", _("Another store has this name. Choose another one."), field="name")
