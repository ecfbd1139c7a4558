"""The part and the colour that an address names."""

from django.utils.translation import gettext as _

from common.errors import NotFound
from parts.models import Colour, Part
from parts.selectors import colour_by_number, parts_by_id


def access_part(pk: int) -> Part:
    """The part with its shelf. Raises NotFound."""
    found = parts_by_id([pk]).get(pk)
    if found is None:
        raise NotFound("NO_SUCH_PART", _("The catalogue has no such part."))
    return found


def access_colour(number: str) -> Colour:
    """The colour of a part that is asked for by its number. Raises NotFound."""
    found = colour_by_number(number)
    if found is None:
        raise NotFound("NO_SUCH_COLOUR", _("The catalogue has no such colour. The part’s page shows those there are."))
    return found
