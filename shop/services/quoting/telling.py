"""A quote and its price as JSON values: what `manage.py price --json` prints."""

from typing import Any

from shop.models import Quote, QuoteCharge, QuoteParcel
from shop.selectors.quotes import quote_whole
from shop.services.quoting.wording import charge_name, charge_rule

Json = dict[str, Any]


def quote_as_json(quote: Quote) -> Json:
    """All of it, amounts as strings. Five queries."""
    whole = quote_whole(quote)
    return {
        "quote": whole.code,
        "state": whole.state,
        "country": whole.country,
        "currency": whole.currency,
        "kits": [
            {"build": kit.revision.build.slug, "revision": kit.revision.number, "quantity": kit.quantity}
            for kit in whole.kits.all()
        ],
        "basket": _amount(whole.basket),
        "bound": _amount(whole.bound),
        "plain": _amount(whole.plain),
        "lines": [_line(charge) for charge in whole.charges.all()],
        "total": _amount(whole.total),
        "parcels": [_parcel(parcel) for parcel in whole.parcels.all()],
        "left_out": whole.left_out,
        "expires_at": whole.expires_at.isoformat() if whole.expires_at else None,
        "findings": whole.findings,
    }


def _line(charge: QuoteCharge) -> Json:
    return {
        "kind": charge.kind,
        "name": charge_name(charge.kind, charge.reason),
        "rule": charge_rule(charge.kind, charge.reason),
        "amount": str(charge.amount),
        "store": charge.store.slug if charge.store else None,
        "designer": charge.designer.username if charge.designer else None,
        "reason": charge.reason,
    }


def _parcel(parcel: QuoteParcel) -> Json:
    return {
        "store": parcel.store.slug,
        "goods": str(parcel.goods),
        "shipping": str(parcel.shipping),
        "grams": parcel.grams,
        "lines": [
            {
                "part": line.part.number,
                "colour": line.colour.number,
                "condition": line.condition,
                "quantity": line.quantity,
                "spare": line.spare,
                "unit_price": str(line.unit_price),
                "line_price": str(line.line_price),
            }
            for line in parcel.lines.all()
        ],
    }


def _amount(value: object) -> str | None:
    return None if value is None else str(value)
