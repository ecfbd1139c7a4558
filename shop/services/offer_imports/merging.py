"""A file's lots onto a store's shelf, in one transaction: staged with COPY, compared and merged by the database."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Invalid
from shop.models import OfferImport, Store
from shop.services.offer_imports import merging_sql as sql
from shop.services.offer_imports.naming import NamedLots
from shop.services.offer_imports.reading import ReadList, ReadLot
from shop.services.offer_imports.report import MOST_KEPT, Report, said_by

MANY = 10_000
"""Rows after which the planner has to hear that the table is another one."""
_COPY = f"COPY staged_offers ({', '.join(sql.STAGED)}) FROM STDIN"


def merge_lots(store: Store, mode: str, read: ReadList, known: NamedLots, report: Report) -> None:
    """Bring the lots onto the locked store's shelf, and count what came of them.

    What orders hold stays on the shelf, whatever the file says. Raises Invalid("NO_LOTS") where no row can be used:
    replacing a shelf by nothing is hardly ever meant.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql.STAGE)
        with cursor.copy(_COPY) as copy:
            for row in _rows(store, read, known, report):
                copy.write_row(row)
        cursor.execute("ANALYZE staged_offers")
        _settle_twice(cursor, read, report)
        cursor.execute("SELECT EXISTS (SELECT FROM staged_offers)")
        if not cursor.fetchone()[0]:
            raise _nothing(report)
        _merge(cursor, _wanted(store, mode), report)


def _merge(cursor: Any, wanted: dict[str, Any], report: Report) -> None:
    cursor.execute(sql.ONE_KEY, wanted)
    cursor.execute(sql.LOCK, wanted)  # before anything is compared: from here on no order takes of these lots
    cursor.execute(sql.MATCH, wanted)
    held = _("Orders hold more pieces than the file says: those are kept.")
    _note(cursor, report, "HELD_BY_ORDERS", held, sql.HELD)
    cursor.execute(sql.COUNTS)
    report.added, report.changed, report.unchanged = cursor.fetchone()
    if wanted["whole"]:  # while what is new is not there yet
        cursor.execute(sql.SELL_OUT, wanted)
        report.sold_out = cursor.rowcount
    cursor.execute(sql.INSERT, wanted)
    cursor.execute(sql.UPDATE, wanted)
    if report.added + report.changed >= MANY:
        cursor.execute("ANALYZE shop_offer")


def _wanted(store: Store, mode: str) -> dict[str, Any]:
    return {
        "store": store.pk,
        "currency": store.currency,
        "now": timezone.now(),
        "today": timezone.localdate(),
        "whole": mode == OfferImport.Mode.REPLACE,
    }


def _rows(store: Store, read: ReadList, known: NamedLots, report: Report) -> Iterator[tuple[int | str | None, ...]]:
    for lot in read.lots():
        named = known[lot]
        reference = _reference(lot)
        if named.part is None:
            candidates = list(named.candidates)
            report.reject(lot.line, named.code, named.message, reference, candidates=candidates, said=said_by(lot))
        elif lot.currency and lot.currency.upper() != store.currency:
            message = _("It is priced in %(other)s, and this store asks %(own)s. Export the list in that currency.")
            says = message % {"other": lot.currency, "own": store.currency}
            report.reject(lot.line, "OTHER_CURRENCY", says, reference, said=said_by(lot))
        else:
            tiers = "".join(f',{{"from": {int(n)}, "price": "{price}"}}' for n, price in lot.tiers)
            yield (
                lot.line, named.part, named.colour, lot.condition, lot.lot_key, lot.quantity, str(lot.price),
                lot.multiple, f"[{tiers[1:]}]", lot.remarks, lot.comment,
            )  # fmt: skip


def _settle_twice(cursor: Any, read: ReadList, report: Report) -> None:
    """Rows of one lot on the same terms become one; on other terms nobody can say which hold."""
    cursor.execute(sql.OTHER_TERMS)
    others: dict[int, int] = dict(cursor.fetchall())
    cursor.execute(sql.TOO_MANY_TOGETHER)
    too_many = {line for (line,) in cursor.fetchall()}
    for lot in read.lots() if others or too_many else ():
        if lot.line in others:
            message = _("It is the same lot as line %(line)d on other terms. Give each a lot number, or leave one out.")
            says = message % {"line": others[lot.line]}
            report.reject(lot.line, "SAME_LOT", says, _reference(lot), said=said_by(lot))
        elif lot.line in too_many:
            message = _("Together with the other rows of this lot it is more than a lot may have.")
            report.reject(lot.line, "BAD_QUANTITY", message, _reference(lot), said=said_by(lot))
    _note(cursor, report, "ROWS_JOINED", _("Rows of the same lot on the same terms were added up."), sql.JOIN_ROWS)


def _reference(lot: ReadLot) -> str:
    return f"{lot.number} {lot.colour}".strip()


def _note(cursor: Any, report: Report, code: str, message: str, query: str) -> None:
    cursor.execute(query)
    report.note(code, message, [line for (line,) in cursor.fetchall()])


def _nothing(report: Report) -> Invalid:
    first = min(report.rejections[:MOST_KEPT], key=lambda one: one["line"] or 0)
    message = _("No row of the file can be used, so the shelf is as it was. Line %(line)s: %(why)s")
    return Invalid("NO_LOTS", message % {"line": first["line"], "why": first["message"]})
