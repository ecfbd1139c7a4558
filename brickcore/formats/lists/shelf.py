"""What a store's list says of a lot besides part, colour and quantity: its price and how it is sold.

Sources: BrickLink help, "XML format" of inventories (PRICE, BULK, SALE, TQ1 and TP1 to 3, DESCRIPTION, STOCKROOM,
LOTID); BrickStore's documents have the same under other names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from brickcore.formats.lists.gathering import Gathering, condition_of, words
from brickcore.partslist import Condition, ListedLot
from brickcore.tiers import MOST_PIECES, BadTiers, Tiers, checked_tiers

YES = {"Y", "A", "B", "C"}
"""A stockroom's letter; an empty mark in BrickStore's documents means the first."""
MOST_EACH = Decimal("999999.9999")
MOST_MULTIPLE = 1_000_000
LONGEST_KEY = 40

PLACES = 4
_UNIT = Decimal(1).scaleb(-PLACES)
_MONEY = re.compile(r"[0-9]{1,12}(?:\.[0-9]{0,10})?")
_WHOLE = re.compile(r"[0-9]{1,12}(?:\.0{1,6})?")
_PAIR = re.compile(r"\s*([0-9]+)\s*[:=]\s*([0-9.]+)\s*")
_NO_PRICE = "Write what one piece costs with a point, such as 0.05."
_TIERS = "Write falling prices for rising numbers of pieces, each above 0."
_WHY = {
    "too many": "More prices are said than a lot may have",
    "from": "A price for more pieces cannot begin at {pieces:,}",
    "twice": "Two prices are said from {pieces:,} pieces on",
    "not cheaper": "From {pieces:,} pieces on each would cost as much as nothing, or more than before",
}


@dataclass(frozen=True, slots=True)
class Shelved:
    """The words of a row. `sale` is a discount in per cent, `is_away` a lot that is there and not for sale."""

    price: str
    condition: str = ""
    multiple: str = ""
    sale: str = ""
    tiers: Sequence[tuple[str, str]] = ()
    comment: str = ""
    lot_key: str = ""
    is_away: bool = False


class _Refusal(Exception):
    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def shelved(found: Gathering, lot: ListedLot, said: Shelved) -> ListedLot | None:
    """The lot as the store sells it; None where something of it makes no sense, which is told with the line."""
    try:
        if lot.item != "part":
            raise _Refusal("NOT_A_PART", f"{lot.number} is a {lot.item}", "Only parts can be offered.")
        condition = _condition(found, said.condition, lot)
        discount = _discount(said.sale)
        full = _price(said.price)
        price = _reduced(full, discount)
        tiers = [(n, _reduced(each, discount)) for n, each in _tiers(full, said.tiers)]
        if any(map(_is_finer, (said.price, *(each for _pieces, each in said.tiers)))):
            found.log.note("PRICES_ROUNDED", "Prices were rounded to four decimals.", found.at(lot.line))
        if discount:
            found.log.note("SALE_APPLIED", "Discounts are taken off the prices.", found.at(lot.line))
        if said.is_away and lot.quantity:
            found.log.note("NOT_FOR_SALE", "Lots in a stockroom, or reserved, count as sold out.", found.at(lot.line))
        return replace(
            lot,
            quantity=0 if said.is_away else lot.quantity,
            condition=condition,
            price=price,
            multiple=_multiple(said.multiple),
            tiers=checked_tiers(price, tiers) if tiers else (),  # rounding may have made two of them equal
            comment=words(said.comment),
            lot_key="" if said.lot_key.strip() == "0" else words(said.lot_key)[:LONGEST_KEY],
        )
    except _Refusal as refusal:
        message = f"{refusal.message}; the row is left out."
        found.leave(refusal.code, message, lot.line, refusal.hint, f"{lot.number} {lot.colour}".strip())
        return None


def tier_pairs(text: str) -> list[tuple[str, str]]:
    """The prices of one cell, as in `10:0.05; 100:0.04`; what is no pair is given back as one that none can be."""
    parts = [part for part in re.split(r"[;|]", text) if part.strip()]
    return [(match[1], match[2]) if (match := _PAIR.fullmatch(part)) else (part.strip(), "") for part in parts]


def _condition(found: Gathering, text: str, lot: ListedLot) -> Condition:
    known = condition_of(text)
    if known:
        return known
    if text.strip():
        raise _Refusal("BAD_CONDITION", f"“{text.strip()[:40]}” is no condition", "Write new or used.")
    found.log.note("CONDITION_ASSUMED", "Lots that say no condition are taken to be new.", found.at(lot.line))
    return "new"


def _price(text: str, code: str = "BAD_PRICE") -> Decimal:
    told = text.strip()
    if not told:
        raise _Refusal("NO_PRICE" if code == "BAD_PRICE" else code, "A price is missing", _NO_PRICE)
    if not _MONEY.fullmatch(told):
        raise _Refusal(code, f"“{told[:40]}” is no price", _NO_PRICE)
    price = Decimal(told).quantize(_UNIT, ROUND_HALF_UP)
    if not 0 < price <= MOST_EACH:
        raise _Refusal(code, f"{told[:40]} is no price of one piece", f"Ask from {_UNIT} to {MOST_EACH:,}.")
    return price


def _is_finer(told: str) -> bool:
    return len(told.strip().partition(".")[2].rstrip("0")) > PLACES


def _reduced(price: Decimal, discount: int) -> Decimal:
    if not discount:
        return price
    reduced = (price * (100 - discount) / 100).quantize(_UNIT, ROUND_HALF_UP)
    return max(reduced, _UNIT)


def _discount(text: str) -> int:
    if not text:
        return 0
    told = text.strip().removesuffix("%") or "0"
    if not _WHOLE.fullmatch(told) or int(told.split(".")[0]) > 99:
        raise _Refusal("BAD_SALE", f"“{text.strip()[:40]}” is no discount", "Write 0 to 99 per cent.")
    return int(told.split(".")[0])


def _multiple(text: str) -> int:
    told = text.strip() or "1"
    multiple = max(int(told.split(".")[0]), 1) if _WHOLE.fullmatch(told) else 0  # shops write 0 where it is 1
    if not 1 <= multiple <= MOST_MULTIPLE:
        raise _Refusal("BAD_MULTIPLE", f"“{told[:40]}” is no bulk multiple", f"Write 1 to {MOST_MULTIPLE:,}.")
    return multiple


def _tiers(price: Decimal, said: Sequence[tuple[str, str]]) -> Tiers:
    """Tiers of nothing are those that are not used."""
    if not said:
        return ()
    told = [(pieces.strip(), each.strip()) for pieces, each in said]
    used = [(pieces, each) for pieces, each in told if pieces.strip("0")]
    for pieces, _each in used:
        if not _WHOLE.fullmatch(pieces) or int(pieces.split(".")[0]) > MOST_PIECES:
            raise _Refusal("BAD_TIERS", f"“{pieces[:40]}” is no number of pieces from which a price begins", _TIERS)
    try:
        return checked_tiers(price, [(int(n.split(".")[0]), _price(each, "BAD_TIERS")) for n, each in used])
    except BadTiers as bad:
        raise _Refusal("BAD_TIERS", _WHY[bad.why].format(pieces=bad.pieces), _TIERS) from bad
