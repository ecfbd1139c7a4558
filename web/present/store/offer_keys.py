"""Where a list of a store's lots continues: after the key of the last one shown, in the order that it has."""

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common import cursors
from shop.models import Offer

ORDERS = {
    "newest": _("newest first"), "part": _("by part"), "price": _("cheapest first"), "quantity": _("most pieces first"),
    "remarks": _("by place"),
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {  # as `offers_of_store` orders them
    "newest": ("-id",), "part": ("part__name", "colour__name", "id"), "price": ("price", "id"),
    "quantity": ("-quantity", "id"), "remarks": ("remarks", "id"),
}  # fmt: skip


def known_order(asked: str, *, own: bool) -> str:
    """An order by its name; by place only for who sees the places."""
    return asked if asked in COLUMNS and (own or asked != "remarks") else "part"


def after(found: QuerySet[Offer], order: str, asked: QueryDict) -> QuerySet[Offer]:
    """The lots after the one whose key the address names; all of them where it says nothing that makes sense."""
    columns = COLUMNS[order]
    given = asked.getlist("after")
    try:
        values = [_value(name, text) for name, text in zip(columns, given, strict=True)]
    except ValueError:
        return found
    beyond, same = Q(), Q()
    for name, value in zip(columns, values, strict=True):
        field = name.lstrip("-")
        beyond |= same & Q(**{f"{field}__{'lt' if name[0] == '-' else 'gt'}": value})
        same &= Q(**{field: value})
    return found.filter(beyond)


def key_of(order: str, offer: Offer) -> list[Any]:
    """The key of one lot."""
    told = {
        "id": offer.pk, "price": offer.price, "quantity": offer.quantity, "remarks": offer.remarks,
        "part__name": offer.part.name, "colour__name": offer.colour.name,
    }  # fmt: skip
    return [told[name.lstrip("-")] for name in COLUMNS[order]]


def _value(name: str, text: str) -> int | Decimal | str:
    if name.lstrip("-") in {"id", "quantity"}:
        return cursors.whole(int(text))
    return cursors.decimal(text) if name == "price" else cursors.words(text)
