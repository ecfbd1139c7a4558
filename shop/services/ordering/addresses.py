"""Where an order goes: hostile until it is checked, and one spelling afterwards."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import Invalid
from common.text import is_storable

LENGTHS = {"email": 254, "name": 120, "street": 200, "extra": 200, "postcode": 20, "city": 120, "region": 120}
NEEDED = ("email", "name", "street", "city", "country")
NAMES = {
    "email": gettext_lazy("e-mail address"),
    "name": gettext_lazy("name"),
    "street": gettext_lazy("street"),
    "extra": gettext_lazy("second line"),
    "postcode": gettext_lazy("postcode"),
    "city": gettext_lazy("city"),
    "region": gettext_lazy("region"),
    "country": gettext_lazy("country"),
}
# Line ends would forge a line of a label or a header of a letter; marks of direction turn what follows around.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Address:
    """Who gets the parcels, and where; `country` is ISO 3166-1 alpha-2, `email` is where letters about it go."""

    email: str
    name: str
    street: str
    city: str
    country: str
    extra: str = ""
    postcode: str = ""
    region: str = ""

    def fields(self) -> Mapping[str, str]:
        """By the names that an order's columns have."""
        return asdict(self)


def checked_address(given: Address, *, country: str) -> Address:
    """The address in the one spelling that is kept. It has to lie in `country`, where the quote's parcels are sent.

    Raises Invalid("ADDRESS_MISSING", "ADDRESS_TOO_LONG", "ADDRESS_UNPRINTABLE", "ADDRESS_EMAIL", "ADDRESS_COUNTRY").
    """
    tidy = Address(**{field: _tidy(field, text) for field, text in given.fields().items()})
    for field in NEEDED:
        if not getattr(tidy, field):
            raise Invalid("ADDRESS_MISSING", _("Give the %(what)s.") % {"what": NAMES[field]}, field=field)
    try:
        validate_email(tidy.email)
    except ValidationError:
        raise Invalid("ADDRESS_EMAIL", _("Give an e-mail address such as you@example.org."), field="email") from None
    if tidy.country.upper() != country:
        message = _("The quote is for parcels to %(country)s. Ask for a quote to the country of this address.")
        raise Invalid("ADDRESS_COUNTRY", message % {"country": country}, field="country")
    return Address(**{**tidy.fields(), "country": country})


def _tidy(field: str, text: str) -> str:
    most = LENGTHS.get(field, 2)
    if len(text) > most + 100:  # before anything is done with it
        raise _too_long(field, most)
    text = text.strip()
    if not is_storable(text) or UNPRINTABLE.search(text):
        message = _("Write the %(what)s on one line, without control characters.")
        raise Invalid("ADDRESS_UNPRINTABLE", message % {"what": NAMES[field]}, field=field)
    text = " ".join(text.split())
    if len(text) > most:
        raise _too_long(field, most)
    return text


def _too_long(field: str, most: int) -> Invalid:
    message = _("The %(what)s may have %(most)d characters.") % {"what": NAMES[field], "most": most}
    return Invalid("ADDRESS_TOO_LONG", message, field=field)
