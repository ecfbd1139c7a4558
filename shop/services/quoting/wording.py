"""The lines of a price in words: a name, and the rule with its inputs, for pages, the API and the command alike."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.services.pricing.rules import EVERYWHERE

Json = Mapping[str, Any]


def charge_name(kind: str, reason: Json) -> str:
    """What the line is called: “Parts from Brick Harbour”."""
    store = reason.get("inputs", {}).get("store", "")
    names = {
        "parts": _("Parts from %(store)s") % {"store": store},
        "shipping": _("Shipping from %(store)s") % {"store": store},
        "picking": _("Picking at %(store)s") % {"store": store},
        "instructions": _("Printed instructions"),
        "design_fee": _("Design fee"),
        "royalty": _("Royalty"),
        "platform": _("Site"),
        "payment": _("Payment"),
        "tax": _("Tax on services"),
    }
    return names[kind]


def charge_rule(kind: str, reason: Json) -> str:
    """The rule with its inputs: “1.4 % of 209.50, and 0.25”."""
    inputs = reason.get("inputs", {})
    if kind == "parts":
        return _lots_and_parts(inputs)
    if kind == "shipping":
        return _step(inputs)
    if kind == "design_fee":
        return _fee(inputs)
    if kind == "royalty":
        return _royalty(reason["rule"], inputs)
    if kind == "tax":
        return _tax(inputs)
    return _percent_and_fixed(inputs)


def _lots_and_parts(inputs: Json) -> str:
    lots = ngettext("%(lots)s lot", "%(lots)s lots", inputs["lots"]) % {"lots": f"{inputs['lots']:,}"}
    parts = ngettext("%(parts)s part", "%(parts)s parts", inputs["pieces"]) % {"parts": f"{inputs['pieces']:,}"}
    return f"{lots}, {parts}"


def _step(inputs: Json) -> str:
    where = _("everywhere else") if inputs.get("country") == EVERYWHERE else inputs.get("country", "")
    said = []
    if inputs.get("up_to_grams") is not None:
        said.append(_("up to %(grams)s g") % {"grams": f"{inputs['up_to_grams']:,}"})
    if inputs.get("up_to_value") is not None:
        said.append(_("goods up to %(value)s") % {"value": inputs["up_to_value"]})
    limits = ", ".join(said) or _("any weight")
    return _("the store's table, %(limits)s, to %(where)s") % {"limits": limits, "where": where}


def _fee(inputs: Json) -> str:
    words = {"name": inputs["name"], "each": inputs["each"], "fee": inputs["fee"]}
    if inputs["fee"] == inputs["each"]:
        said = _("set by %(name)s: %(each)s a kit") % words
    else:
        said = _("set by %(name)s: %(each)s of %(fee)s a kit, the rest is shared") % words
    return said + _times(inputs)


def _royalty(rule: str, inputs: Json) -> str:
    words = {"percent": "", **inputs}
    if rule == "royalty_percent":
        said = _("%(name)s, %(title)s: rule “%(percent)s %% of the fee”") % words
    else:
        said = _("%(name)s, %(title)s: rule “%(asked)s a kit”") % words
    said += _times(inputs)
    if "cap" in inputs:
        said += " " + _("(%(each)s: all ancestors get at most %(cap)s %% of %(fee)s)") % words
    return said


def _tax(inputs: Json) -> str:
    if inputs["percent"] == "0":
        return _("none is collected for this destination")
    told = {"percent": inputs["percent"], "of": _money(inputs["of"])}
    return _("%(percent)s %% of %(of)s; stores’ prices include theirs") % told


def _percent_and_fixed(inputs: Json) -> str:
    count, fixed = inputs.get("count", 1), _money(inputs["fixed"])
    if count > 1:
        fixed = f"{count} × {fixed}"
    if inputs["percent"] == "0":
        return fixed
    words = {"percent": inputs["percent"], "of": _money(inputs["of"])}
    said = (
        _("%(percent)s %% of parts, %(of)s") if inputs["base"] == "parts" else _("%(percent)s %% of %(of)s")
    ) % words
    return said if inputs["fixed"] == "0" else _("%(said)s, and %(fixed)s") % {"said": said, "fixed": fixed}


def _times(inputs: Json) -> str:
    """For how many kits, where they are several."""
    return _("; %(kits)s kits") % inputs if inputs["kits"] > 1 else ""


def _money(amount: str) -> str:
    return f"{Decimal(amount):,.2f}"
