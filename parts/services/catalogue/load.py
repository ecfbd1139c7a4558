"""One load, one transaction, one new catalogue version when anything changed."""

from dataclasses import dataclass

from django.db import connection, transaction

from brickcore.library import PartsLibrary
from parts.models import CatalogueVersion
from parts.selectors import current_catalogue_version
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.ldraw import ldraw_colours, ldraw_parts
from parts.services.catalogue.starter import starter_colour_entries, starter_parts
from parts.services.catalogue.write import STARTER, PartWriter
from parts.services.catalogue.write_colours import write_colours

LDRAW = "LDraw parts library"
_LOCK = 0x62726B31
"""Advisory lock: two loads at once would both find the same parts missing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to: parts in the source, rows new or changed, and the catalogue's version after it."""

    parts: int
    changes: int
    version: int


@transaction.atomic
def load_starter_catalogue(*, watch: Watch = unwatched) -> Loaded:
    """Load the colours and parts that this repository carries; loading them again changes nothing."""
    _lock()
    changes = write_colours(starter_colour_entries(), overwrite=True)
    entries = starter_parts()
    changes += PartWriter(STARTER, watch).write(entries)
    return _loaded(len(entries), changes, STARTER)


@transaction.atomic
def load_ldraw_library(*, library: PartsLibrary, watch: Watch = unwatched) -> Loaded:
    """Load every part of an LDraw library; names and weights of the starter catalogue stay as they are."""
    _lock()
    changes = write_colours(starter_colour_entries(), overwrite=True)
    changes += write_colours(ldraw_colours(library.colours()), overwrite=False)
    entries = ldraw_parts(library, watch)
    changes += PartWriter(LDRAW, watch).write(entries)
    return _loaded(len(entries), changes, f"{LDRAW} {library.fingerprint[:12]}")


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _loaded(parts: int, changes: int, reason: str) -> Loaded:
    version = current_catalogue_version()
    if changes:
        version += 1
        CatalogueVersion.objects.create(number=version, reason=reason)
    return Loaded(parts, changes, version)
