"""Locking a store, or an offer of one, before its owner changes it."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from shop.models import Offer, Store


def lock_own_store(store: Store, by: User) -> Store:
    """The store, locked until the transaction ends; imports of one store wait for each other here.

    Orders only name the store, so they do not wait. Raises NotFound for another's store.
    """
    found = Store.objects.select_for_update(no_key=True, of=("self",)).filter(pk=store.pk, owner=by).first()
    if found is None:
        raise NotFound("NO_SUCH_STORE", _("There is no such store of yours."))
    return found


def lock_own_offer(offer: Offer, by: User) -> Offer:
    """The offer, locked until the transaction ends. Raises NotFound for another's offer."""
    locked = Offer.objects.select_for_update(no_key=True, of=("self",)).select_related("store")
    found = locked.filter(pk=offer.pk, store__owner=by).first()
    if found is None:
        raise NotFound("NO_SUCH_OFFER", _("There is no such offer of yours."))
    return found
