"""Exchange rates that an operator hands in. Quotes pin the newest; there is no rate that nobody told."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Invalid
from common.text import is_storable
from shop.models import ExchangeRate

COLUMNS = ("base", "currency", "rate", "date", "source")
MOST_ROWS = 200_000
MOST_RATE = Decimal(10) ** 9  # no currency is worth a billion of another: such a row is a slip
FINEST = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class RatesImported:
    """How many rates are new, changed or as they were, and which lines were refused, with the reason."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[tuple[int, str], ...]


@transaction.atomic
def import_rates(*, text: str) -> RatesImported:
    """Take in a table with the columns base, currency, rate, date and source: 1 base was rate currency on that date.

    A line that is no rate is refused alone; the last of two lines for one pair and day holds. Raises Invalid("RATES").
    """
    rows = csv.DictReader(text.splitlines())
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        message = _("The first line has to name the columns %(all)s; %(missing)s is missing.")
        raise Invalid("RATES", message % {"all": ", ".join(COLUMNS), "missing": missing[0]})
    told: dict[tuple[str, str, date], tuple[Decimal, str]] = {}
    rejected = []
    for row in rows:
        try:
            key, value = _rate(row)
        except ValueError as error:
            rejected.append((rows.line_num, str(error)))
        else:
            told[key] = value
        if rows.line_num > MOST_ROWS:
            raise Invalid("RATES", _("A table has at most %(most)s lines.") % {"most": f"{MOST_ROWS:,}"})
    added, changed = _write(told)
    return RatesImported(added, changed, len(told) - added - changed, tuple(rejected))


def _write(told: dict[tuple[str, str, date], tuple[Decimal, str]]) -> tuple[int, int]:
    days = {day for _base, _currency, day in told}
    known = {(row.base, row.currency, row.seen_on): row for row in ExchangeRate.objects.filter(seen_on__in=days)}
    new, other = [], []
    for key, (rate, source) in told.items():
        row = known.get(key)
        if row is None:
            new.append(ExchangeRate(base=key[0], currency=key[1], seen_on=key[2], rate=rate, source=source))
        elif (row.rate, row.source) != (rate, source):
            row.rate, row.source = rate, source
            other.append(row)
    ExchangeRate.objects.bulk_create(new)
    ExchangeRate.objects.bulk_update(other, ["rate", "source"], batch_size=1000)
    return len(new), len(other)


def _rate(row: dict[str, str]) -> tuple[tuple[str, str, date], tuple[Decimal, str]]:
    """One line. Raises ValueError with the reason."""
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    base, currency = values["base"].upper(), values["currency"].upper()
    if not all(len(code) == 3 and code.isascii() and code.isalpha() for code in (base, currency)) or base == currency:
        raise ValueError(_("Two different currencies of three letters are needed."))
    if not values["source"] or len(values["source"]) > 120 or not is_storable(values["source"]):
        raise ValueError(_("Say who told the rate, in 120 letters at most."))
    return (base, currency, _day(values["date"])), (_number(values["rate"]), values["source"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("“%(text)s” is no date: write 2026-11-21.") % {"text": text[:20]}) from None


def _number(text: str) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or not FINEST <= rate <= MOST_RATE:
        raise ValueError(_("“%(text)s” is no rate: it has to be above 0.") % {"text": text[:20]})
    return rate.quantize(FINEST)
