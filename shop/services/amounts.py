"""Amounts and counts that come from outside, checked: finite, in range, and no finer than they are kept."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from common.errors import Invalid
from common.money import CENT, UNIT
from shop.models import CURRENCIES

MOST = Decimal("9999999.99")
"""No store of bricks asks for more, and sums of a thousand of them still fit every column."""
MOST_EACH = Decimal("999999.9999")
MOST_PIECES = 10_000_000


def amount(given: Decimal, field: str) -> Decimal:
    """Whole cents, nothing or more. Raises Invalid("AMOUNT")."""
    if not given.is_finite() or not 0 <= given <= MOST:
        message = _("This is no amount: from 0.00 to %(most)s can be said.") % {"most": MOST}
        raise Invalid("AMOUNT", message, field=field)
    if given != given.quantize(CENT):
        raise Invalid("AMOUNT", _("An amount has two decimals at most."), field=field)
    return given.quantize(CENT)


def unit_price(given: Decimal, field: str = "price") -> Decimal:
    """The price of one, to four decimals and above nothing. Raises Invalid("PRICE")."""
    if not given.is_finite() or not 0 < given <= MOST_EACH:
        message = _("This is no price of one piece: from %(least)s to %(most)s can be asked.")
        raise Invalid("PRICE", message % {"least": UNIT, "most": MOST_EACH}, field=field)
    if given != given.quantize(UNIT):
        raise Invalid("PRICE", _("A price of one piece has four decimals at most."), field=field)
    return given.quantize(UNIT, ROUND_HALF_UP)


def checked_currency(code: str) -> str:
    """One of the currencies that the shop knows. Raises Invalid("CURRENCY")."""
    if code not in CURRENCIES:
        message = _("Choose one of these currencies: %(known)s.") % {"known": ", ".join(CURRENCIES)}
        raise Invalid("CURRENCY", message, field="currency")
    return code


def count(given: int, field: str, *, least: int, most: int = MOST_PIECES) -> int:
    """A whole number in this range. Raises Invalid("COUNT")."""
    if type(given) is not int or not least <= given <= most:
        message = _("Say a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        raise Invalid("COUNT", message, field=field)
    return given
