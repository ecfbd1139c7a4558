"""A quote as files: its lines for a spreadsheet, and its proof for a program."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from brickcore.formats.cells import csv_file
from common.errors import Conflict
from common.files import read_file
from shop.models import Quote
from shop.selectors.quotes import quote_whole
from shop.services.quoting.wording import charge_name, charge_rule

HEAD = [
    "kind", "store", "part", "name", "colour", "condition", "quantity", "spare", "unit_price", "line_price",
    "currency", "asked_price", "asked_currency", "stands_for", "rule",
]  # fmt: skip


def lines_csv(quote: Quote) -> bytes:
    """Lots first, then the other lines of the price; `line_price` adds up to what is charged. Raises Conflict."""
    quote = _ready(quote)
    return csv_file(HEAD, [*_lots(quote), *_charges(quote)])


def proof_of_quote(quote: Quote) -> bytes:
    """What was asked, what was found, and below what no basket is. Raises Conflict for a quote without a basket.

    `problem` is what `python -m brickcore source` reads.
    """
    quote = _ready(quote)
    told: dict[str, Any] = {
        "quote": quote.code,
        "currency": quote.currency,
        "basket": str(quote.basket),
        "bound": None if quote.bound is None else str(quote.bound),
        "plain": None if quote.plain is None else str(quote.plain),
        "found": {name: quote.findings.get(name) for name in ("status", "seconds", "stores", "offers")},
        "not_asked": quote.findings.get("not_asked", []),
        "plan": [
            {"store": parcel.store_id, "lot": f"{line.part_id}:{line.colour_id}", "quantity": line.quantity,
             "price": str(line.unit_price)}
            for parcel in quote.parcels.all() for line in parcel.lines.all()
        ],
        "problem": json.loads(read_file(quote.problem)) if quote.problem else None,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _ready(quote: Quote) -> Quote:
    if quote.state != Quote.State.READY:
        raise Conflict("NO_PRICE", _("This quote has no price yet."))
    return quote_whole(quote)


def _lots(quote: Quote) -> Iterator[list[object]]:
    names = {str(need.get("lot")): f"{need.get('name')}, {need.get('colour')}" for need in quote.needs}
    for parcel in quote.parcels.all():
        for line in parcel.lines.all():
            yield [
                "parts", parcel.store.name, line.part.number, line.part.name, line.colour.name, line.condition,
                line.quantity, line.spare, line.unit_price, line.line_price, quote.currency, line.asked_price,
                line.asked_currency, names.get(line.stands_for, ""), "",
            ]  # fmt: skip


def _charges(quote: Quote) -> Iterator[list[object]]:
    for charge in quote.charges.all():
        if charge.kind != charge.Kind.PARTS:
            store = charge.store.name if charge.store else ""
            name, rule = charge_name(charge.kind, charge.reason), charge_rule(charge.kind, charge.reason)
            yield [charge.kind, store, "", name, "", "", "", "", "", charge.amount, quote.currency, "", "", "", rule]
