"""Whether the catalogue that a benchmark asks is there: in the database that DATABASE_URL names, or our own."""

from django.db import ProgrammingError

from parts.models import Part

WHOLE = 60_000  # parts


def is_whole() -> bool:
    """Whether the whole catalogue is loaded; where not, it says so. A database without tables has none either."""
    try:
        parts = Part.objects.count()
    except ProgrammingError:
        parts = 0
    if parts < WHOLE:
        print(
            f"Of the whole catalogue {parts:,} parts are here. Run manage.py migrate, import_ldraw, import_rebrickable."
        )
    return parts >= WHOLE
