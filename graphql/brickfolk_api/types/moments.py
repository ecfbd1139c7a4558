"""Moments that are sent: one without a zone is taken to be in the site's."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Invalid


def aware(given: datetime, *, field: str) -> datetime:
    """The moment with its zone. Raises Invalid in years that not every zone can name."""
    if not 1 < given.year < 9999:
        raise Invalid("MOMENT", _("This is no moment that anybody can wait for."), field=field)
    return given if timezone.is_aware(given) else timezone.make_aware(given)
