"""Price tables by their headers: each layout says how one of its rows becomes prices."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from parts.models import PriceSeen, System
from parts.services.catalogue.sources import BadCell, code, decimal, number, text

ELEMENT = "element"
"""In the place of a part's system: the number is the maker's, of a part in a colour."""

Cells = Mapping[str, str]
_amount = decimal(Decimal(1_000_000))
_SMALLEST = Decimal("0.0001")  # what the catalogue tells apart
_pieces = number(1, 2**31 - 1)
_part = code(64)
_colour = number(-1, 999_999)
_CONDITIONS = {"n": PriceSeen.Condition.NEW, "new": PriceSeen.Condition.NEW}
_CONDITIONS |= {"u": PriceSeen.Condition.USED, "used": PriceSeen.Condition.USED}

_FIRST_DAY = datetime.date(1949, 1, 1)  # the year of the first bricks
_ELSEWHERE = datetime.timedelta(days=1)  # it may be tomorrow there


class PriceRow(NamedTuple):
    """One price, of one piece. The part in `system`, the colour in `colour_system`, or both by an element's number."""

    system: str
    part: str
    colour_system: str
    colour: str
    condition: str
    region: str
    quantity: int
    price: Decimal
    currency: str
    seen_on: datetime.date
    source: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a table does not say itself: where, when and by whom its prices were seen."""

    region: str
    seen_on: datetime.date | None
    source: str

    def day(self, raw: str = "") -> datetime.date:
        """The day in the cell, else that which was given."""
        if raw.strip():
            return _day(raw.strip())
        if self.seen_on is None:
            raise BadCell(_("the day is missing; name it with --date"))
        return self.seen_on


@dataclass(frozen=True, slots=True)
class Layout:
    """A table is of this layout when its header has all of `columns`."""

    columns: frozenset[str]
    prices: Callable[[Cells, Given], Iterator[PriceRow]]


def layout_of(header: Sequence[str]) -> Layout | None:
    """The layout of a header; None for an unknown one."""
    return next((layout for layout in LAYOUTS if layout.columns <= set(header)), None)


def _ours(cells: Cells, given: Given) -> Iterator[PriceRow]:
    system = cells["system"].strip().lower()
    if system not in (*System.values, ELEMENT):
        raise BadCell(_("system: there is no %(value)s") % {"value": system[:40]})
    yield PriceRow(
        system=system,
        part=str(_part(cells["part"])),
        colour_system=System.LEGO if system == System.LDD else system,
        colour="" if system == ELEMENT else str(_colour(cells["colour"])),
        condition=_condition(cells["condition"]),
        region=str(text(40, empty=True)(cells.get("region", ""))) or given.region,
        quantity=int(str(_pieces(cells.get("quantity", "") or "1"))),
        price=_price(cells["price"]),
        currency=_currency(cells["currency"]),
        seen_on=given.day(cells.get("date", "")),
        source=str(text(120, empty=True)(cells.get("source", ""))) or given.source,
    )


def _price_guide(cells: Cells, given: Given) -> Iterator[PriceRow]:
    """Averages of what is on sale, in euro; a condition that nobody sells has none."""
    for condition in PriceSeen.Condition:
        average, pieces = cells[f"{condition}_avg_eur"], cells[f"{condition}_qty"]
        if average.strip() and Decimal(_zero(average)):
            yield _bricklink(cells["bl_part"], cells["bl_color"], condition, pieces or "1", average, "EUR", given)


def _order_lines(cells: Cells, given: Given) -> Iterator[PriceRow]:
    _only_parts(cells)
    seen = Given(given.region, given.day(cells["order_date"]), given.source)
    price, condition = cells["unit_price_usd"], _condition(cells["condition"])
    yield _bricklink(cells["item_no"], cells["bl_color"], condition, cells["qty"], price, "USD", seen)


def _store_lots(cells: Cells, given: Given) -> Iterator[PriceRow]:
    _only_parts(cells)
    price, condition = cells["unit_price_usd"], _condition(cells["condition"])
    yield _bricklink(cells["item_no"], cells["bl_color"], condition, cells["qty"], price, "USD", given)


def _pick_a_brick(cells: Cells, given: Given) -> Iterator[PriceRow]:
    cents = int(str(number(1, 100_000_000)(cells["cent_amount"])))
    currency = _currency(cells["currency"])
    yield PriceRow(
        ELEMENT, str(_part(cells["element_id"])), ELEMENT, "", PriceSeen.Condition.NEW,
        given.region, 1, Decimal(cents) / 100, currency, given.day(), given.source,
    )  # fmt: skip


def _bricklink(
    part: str, colour: str, condition: str, pieces: str, price: str, currency: str, given: Given
) -> PriceRow:
    return PriceRow(
        System.BRICKLINK, str(_part(part)), System.BRICKLINK, str(_colour(colour)), condition, given.region,
        int(str(_pieces(pieces))), _price(price), currency, given.day(), given.source,
    )  # fmt: skip


def _only_parts(cells: Cells) -> None:
    if cells["item_type"].strip().upper() != "P":
        raise BadCell(_("item_type: %(value)s is no part") % {"value": cells["item_type"].strip()[:40]})


def _price(raw: str) -> Decimal:
    """To four places, as it is kept: else the same row would be another price when it comes again."""
    price = Decimal(str(_amount(raw))).quantize(_SMALLEST)
    if not price:
        raise BadCell(_("%(value)s is less than any price, which has four places") % {"value": raw.strip()[:40]})
    return price


def _currency(raw: str) -> str:
    letters = raw.strip().upper()
    if len(letters) != 3 or not letters.isascii() or not letters.isalpha():
        raise BadCell(_("currency: %(value)s is no code of three letters") % {"value": letters[:40] or "''"})
    return letters


def _condition(raw: str) -> str:
    found = _CONDITIONS.get(raw.strip().lower())
    if found is None:
        raise BadCell(_("condition: %(value)s is neither new nor used") % {"value": raw.strip()[:40] or "''"})
    return str(found)


def _day(raw: str) -> datetime.date:
    """2025-08-25, or 8/25/2025 as American shops write it."""
    try:
        if "/" in raw:
            day = datetime.datetime.strptime(raw, "%m/%d/%Y").replace(tzinfo=datetime.UTC).date()
        else:
            day = datetime.date.fromisoformat(raw)
    except ValueError as error:
        raise BadCell(_("%(value)s is no day, such as 2025-08-25") % {"value": raw[:40]}) from error
    if not _FIRST_DAY <= day <= timezone.now().date() + _ELSEWHERE:
        raise BadCell(_("on %(value)s nobody can have seen a price") % {"value": raw[:40]})
    return day


def _zero(raw: str) -> str:
    """Averages of nothing are written 0.00, which is no price but no mistake either."""
    return "0" if not raw.strip("0. ") else str(_price(raw))


LAYOUTS = (
    Layout(frozenset({"system", "part", "colour", "condition", "price", "currency"}), _ours),
    Layout(frozenset({"bl_part", "bl_color", "new_qty", "new_avg_eur", "used_qty", "used_avg_eur"}), _price_guide),
    Layout(
        frozenset({"order_date", "item_type", "item_no", "bl_color", "qty", "unit_price_usd", "condition"}),
        _order_lines,
    ),
    Layout(frozenset({"item_type", "item_no", "bl_color", "condition", "qty", "unit_price_usd"}), _store_lots),
    Layout(frozenset({"element_id", "currency", "cent_amount"}), _pick_a_brick),
)
