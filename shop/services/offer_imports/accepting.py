"""Taking a store's file in, and calling the work on it off."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.services.naming import clean_file_name
from common.errors import Conflict, Invalid, NotFound
from common.files import keep
from shop.models import OfferImport, Store
from shop.services.offer_imports.jobs import defer_import
from shop.services.owning import lock_own_store

MOST_OPEN = 3  # files of one store that may wait or be worked on


@transaction.atomic
def accept_offers(
    *, store: Store, by: User, data: bytes, file_name: str, mode: str = OfferImport.Mode.ADD
) -> OfferImport:
    """Keep a file of lots and have a worker bring it onto the store's shelf: BrickLink's XML, BrickStore's documents,
    or a table (CSV, TSV, XLSX, JSON).

    Mode "add" leaves lots alone that the file does not name; "replace" takes them off sale.
    Raises NotFound, Invalid("FILE_EMPTY", "FILE_TOO_LARGE", "MODE") and Conflict("TOO_MANY_AT_ONCE").
    """
    if mode not in OfferImport.Mode.values:
        raise Invalid("MODE", _("Say add or replace."), field="mode")
    if not data:
        raise Invalid("FILE_EMPTY", _("The file is empty. Export the list again and send that."), field="file")
    locked = lock_own_store(store, by)
    if locked.offer_imports.filter(state__in=OfferImport.UNFINISHED).count() >= MOST_OPEN:
        message = _("%(count)d files of this store are still being read. Wait until one is done, or cancel it.")
        raise Conflict("TOO_MANY_AT_ONCE", message % {"count": MOST_OPEN})
    made = OfferImport.objects.create(
        store=locked, file=keep(data), file_name=clean_file_name(file_name), mode=OfferImport.Mode(mode)
    )
    defer_import(made)
    return made


@transaction.atomic
def cancel_import(*, offer_import: OfferImport, by: User) -> OfferImport:
    """Call an import off: the shelf stays as it is. Raises NotFound, and Conflict("IMPORT_ENDED") when it is done."""
    row = OfferImport.objects.select_for_update().filter(pk=offer_import.pk, store__owner=by).first()
    if row is None:
        raise NotFound("NO_SUCH_IMPORT", _("There is no such import of yours."))
    if row.state not in OfferImport.UNFINISHED:
        raise Conflict("IMPORT_ENDED", _("This import has ended already. Look at its report."))
    row.state = OfferImport.State.CANCELLED
    row.save(update_fields=["state", "updated_at"])
    return row
