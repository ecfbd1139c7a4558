"""The catalogue's version: who changes the catalogue takes its lock first, and counts it up in the same transaction."""

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from common.errors import Unavailable
from parts.models import CatalogueVersion
from parts.selectors import current_catalogue_version

_LOCK = 0x62726B31
"""Advisory lock, the same for imports and corrections: two at once would count up to the same number."""


def lock_catalogue() -> None:
    """Wait until nobody else changes the catalogue; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def lock_catalogue_soon() -> None:
    """The same while a person waits. Raises Unavailable after three seconds: an import may take minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        except OperationalError as error:
            message = _("The catalogue is being imported. Try again in a few minutes; nothing is lost.")
            raise Unavailable("CATALOGUE_BUSY", message) from error
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def count_version_up(reason: str) -> CatalogueVersion:
    """The next version. The caller holds the catalogue's lock."""
    return CatalogueVersion.objects.create(number=current_catalogue_version() + 1, reason=reason)
