"""Years of making, in words."""

from django.utils.translation import gettext as _


def years(first: int | None, last: int | None) -> str:
    """“2004 to 2019”, “2004”, “until 2019”; empty when neither is known."""
    if first and last and first != last:
        return _("%(first)d to %(last)d") % {"first": first, "last": last}
    if first:
        return str(first)
    return _("until %(last)d") % {"last": last} if last else ""
