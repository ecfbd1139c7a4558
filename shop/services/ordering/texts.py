"""What people write beside an order: hostile until it is checked."""

import re

from django.utils.translation import gettext as _

from common.errors import Invalid
from common.text import storable
from shop.services.ordering.addresses import UNPRINTABLE

LONGEST_MESSAGE = 4000
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str, *, most: int, field: str) -> str:
    """A note of one line, without what is not to be printed. Raises Invalid("TEXT_TOO_LONG")."""
    _check_length(text, most, field)
    return " ".join(UNPRINTABLE.sub(" ", storable(text)).split())


def message_text(text: str) -> str:
    """Several lines, without what is not to be printed. Raises Invalid("TEXT_TOO_LONG", "TEXT_EMPTY")."""
    _check_length(text, LONGEST_MESSAGE, "text")
    tidy = NOT_TEXT.sub("", storable(text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if not tidy:
        raise Invalid("TEXT_EMPTY", _("Write something first."), field="text")
    return tidy


def _check_length(text: str, most: int, field: str) -> None:
    if len(text) > most:
        message = _("Write at most %(most)d characters; these are %(given)d.") % {"most": most, "given": len(text)}
        raise Invalid("TEXT_TOO_LONG", message, field=field)
