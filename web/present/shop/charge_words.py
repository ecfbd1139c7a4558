"""What a line of the price is called, and its rule in a phrase: as everywhere, but for the lines that stores share."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.countries import country_name
from shop.models import QuoteCharge
from shop.services.quoting.wording import charge_name, charge_rule
from web.present import figures

Kind = QuoteCharge.Kind


def name_of(group: Sequence[QuoteCharge]) -> str:
    """The line's name. What all stores ask is named without one."""
    kind = Kind(group[0].kind)
    together = {Kind.SHIPPING: _("Shipping"), Kind.PICKING: _("Picking")}
    return together.get(kind) or charge_name(kind, group[0].reason)


def rule_of(group: Sequence[QuoteCharge], country: str) -> str:
    """The rule with its inputs: 1.4 % of 209.50, and 0.25."""
    kind = Kind(group[0].kind)
    if kind == Kind.SHIPPING:
        return _("each store’s table, by weight and value, to: %(country)s") % {"country": country_name(country)}
    if kind == Kind.PICKING:
        return _picking(group)
    return charge_rule(kind, group[0].reason)


def inputs_of(charge: QuoteCharge) -> Mapping[str, Any]:
    """What went into the amount."""
    told = charge.reason.get("inputs")
    return told if isinstance(told, dict) else {}


def money_in(inputs: Mapping[str, Any], name: str) -> Decimal:
    """An amount that stands in the inputs as text; nothing where it is missing."""
    try:
        return Decimal(str(inputs.get(name) or 0))
    except InvalidOperation:
        return Decimal(0)


def share(percent: Decimal) -> str:
    """`1.4 %`."""
    return f"{percent.normalize():f}{figures.NO_BREAK}%"


def _picking(group: Sequence[QuoteCharge]) -> str:
    each = {charge.amount for charge in group}
    stores = ngettext("%(n)d store", "%(n)d stores", len(group)) % {"n": len(group)}
    if len(each) > 1:
        return stores
    return _("%(stores)s at %(each)s") % {"stores": stores, "each": figures.amount(each.pop())}
