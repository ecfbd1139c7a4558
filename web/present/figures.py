"""Figures as people read them: grouped, with a real minus, the unit beside them, never rounded to nothing."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import formats
from django.utils.translation import gettext as _

from common.money import CENT

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
NO_BREAK = "\u00a0"


def count(number: int | Decimal) -> str:
    """A whole number with its groups: 1,503."""
    return formats.number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True).replace("-", "\u2212")


def amount(value: Decimal) -> str:
    """Money without its sign, two decimals; what is less than a cent says so and is not 0.00."""
    if 0 < value < CENT / 2:
        return "<" + formats.number_format(CENT, decimal_pos=2, use_l10n=True)
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    return formats.number_format(rounded, decimal_pos=2, use_l10n=True, force_grouping=True).replace("-", "\u2212")


def money(value: Decimal, currency: str) -> str:
    """Money with its sign: €187.40, or CHF 187.40 where there is no sign that everybody knows."""
    return SYMBOLS.get(currency, currency + NO_BREAK) + amount(value)


def price_of_one(value: Decimal, decimals: int = 2) -> str:
    """The price of one piece as it is reckoned with: so many decimals, or up to four where they count: 0.0525."""
    exact = value.quantize(CENT / 100, ROUND_HALF_UP)
    digits = max(decimals, decimals_of([exact]))
    return formats.number_format(exact, decimal_pos=digits, use_l10n=True, force_grouping=True)


def decimals_of(prices: Iterable[Decimal]) -> int:
    """How many decimals a column of such prices needs, so that all of them are read alike: two to four."""
    exact = (price.quantize(CENT / 100, ROUND_HALF_UP).normalize() for price in prices)
    return max([2, *(-int(price.as_tuple().exponent) for price in exact)])


def file_size(size: int) -> str:
    """Bytes as 312 bytes, 4.1 kB or 12 MB, in powers of ten."""
    if size < 1000:
        return _("%(count)s bytes") % {"count": count(size)}
    value, unit = (size / 1e3, "kB") if size < 1_000_000 else (size / 1e6, "MB")
    digits = 1 if value < 10 else 0
    return formats.number_format(f"{value:.{digits}f}", decimal_pos=digits, use_l10n=True) + NO_BREAK + unit


def limit(size: int) -> str:
    """A limit in bytes as 50 MB: limits are set in powers of two, and people call them MB."""
    return f"{size >> 20}{NO_BREAK}MB"


def dimensions(x: Decimal | None, y: Decimal | None, z: Decimal | None, *, is_part: bool = False) -> str:
    """Three lengths in millimetres as 41 × 29 × 15 cm; parts and small things as 32 × 16 × 9.6 mm; empty when one is
    missing."""
    sides = [side for side in (x, y, z) if side is not None]
    if len(sides) < 3:
        return ""
    if is_part or max(sides) < 100:
        return " × ".join(_plain(side) for side in sides) + NO_BREAK + "mm"
    return (
        " × ".join(count((side / 10).to_integral_value(ROUND_HALF_UP) or Decimal(1)) for side in sides)
        + NO_BREAK
        + "cm"
    )


def weight(grams: Decimal | None) -> str:
    """Grams as 1.42 kg or 96 g or 0.6 g; empty when not known."""
    if grams is None or grams <= 0:
        return ""
    if grams >= 1000:
        return formats.number_format(grams / 1000, decimal_pos=2, use_l10n=True) + NO_BREAK + "kg"
    return (_plain(grams) if grams < 10 else count(grams.to_integral_value(ROUND_HALF_UP))) + NO_BREAK + "g"


def per_cent(part: Decimal, whole: Decimal) -> int:
    """How much of the whole it is, in whole per cent; 0 of nothing."""
    return int((part * 100 / whole).to_integral_value(ROUND_HALF_UP)) if whole else 0


def _plain(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return formats.number_format(
        rounded.normalize() if rounded != rounded.to_integral_value() else int(rounded), use_l10n=True
    )


def kept_decimal(kept: object) -> Decimal | None:
    """A number that JSON holds as text; None where there is none, or none that can be read."""
    try:
        return None if kept is None else Decimal(str(kept))
    except InvalidOperation:
        return None
