"""What opens under a line of the price: its shares, the rule in a sentence, its inputs, and since when it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.countries import country_name
from shop.models import PriceRule, QuoteCharge
from web.present import figures
from web.present.shop.charge_words import inputs_of, money_in, share

Kind = QuoteCharge.Kind
Row = tuple[str, str]
BASES = {
    "parts": gettext_lazy("All parts"),
    "charge": gettext_lazy("All lines above it"),
    "services": gettext_lazy("Picking, instructions, design fees, royalties, site and payment"),
    "design_fee": gettext_lazy("The design fee"),
}


@dataclass(frozen=True, slots=True)
class Because:
    """Rows of a name and a figure, sentences, and the date of the rule or of the prices."""

    rows: list[Row]
    sentences: list[str]
    since: date | None
    parcel: int | None = None  # the store whose basket shows each lot


def because_of(group: Sequence[QuoteCharge], country: str) -> Because:
    """The reason of one line of the stack."""
    return WORDS[Kind(group[0].kind)](group, country)


def step_words(inputs: Mapping[str, Any]) -> str:
    """The step of a store's table that holds: `up to 1.00 kg, goods up to €50.00, Netherlands`."""
    grams, value = inputs.get("up_to_grams"), money_in(inputs, "up_to_value")
    told = [_("up to %(weight)s") % {"weight": figures.weight(Decimal(str(grams)))} if grams else _("any weight")]
    if value:
        told.append(_("goods up to %(value)s") % {"value": figures.money(value, str(inputs.get("asked_currency", "")))})
    where = str(inputs.get("country") or "")
    if where:
        told.append(_("everywhere else") if where == PriceRule.EVERYWHERE else country_name(where))
    return ", ".join(told)


def _parts(group: Sequence[QuoteCharge], _country: str) -> Because:
    charge = group[0]
    if charge.quote.pinned.get("made"):
        first = _("The price of a kit of the shared run, times the kits; the lots share it by what they usually cost.")
    else:
        first = _("Each lot is the price of one times how many, rounded to cents once; then the lots are added.")
    said = [first, _("The store’s prices include their tax.")]
    return Because([], said, _since(charge), charge.store_id)


def _shipping(group: Sequence[QuoteCharge], _country: str) -> Because:
    rows = [
        (f"{_store(charge)}: {step_words(inputs_of(charge))}{_weighed(charge)}", figures.amount(charge.amount))
        for charge in group
    ]
    return Because(rows, [_("The cheapest step of each store’s own table that is large enough.")], _since(group[0]))


def _picking(group: Sequence[QuoteCharge], _country: str) -> Because:
    rows = [(_store(charge), figures.amount(charge.amount)) for charge in group]
    return Because(rows, _note(group[0]), _since(group[0]))


def _by_rule(group: Sequence[QuoteCharge], _country: str) -> Because:
    """A share of a base and a fixed sum, as the dated rule says."""
    charge = group[0]
    told = inputs_of(charge)
    rows: list[Row] = []
    if str(told.get("base")) in BASES:
        rows.append((str(BASES[str(told["base"])]), figures.amount(money_in(told, "of"))))
    percent, fixed, count = money_in(told, "percent"), money_in(told, "fixed"), int(told.get("count") or 1)
    if percent:
        of = money_in(told, "of") * percent / 100
        rows.append((_("of it %(percent)s") % {"percent": share(percent)}, figures.amount(of)))
    if fixed:
        name = _("%(count)d × a fixed sum") % {"count": count} if count > 1 else _("a fixed sum")
        rows.append((name, figures.amount(fixed * count)))
    return Because(rows, _note(charge) + _converted(told, "asked", "asked_currency"), _since(charge))


def _tax(group: Sequence[QuoteCharge], country: str) -> Because:
    found = _by_rule(group, country)
    where = str(group[0].reason.get("country") or "")
    if where and where != PriceRule.EVERYWHERE:
        found.sentences.append(_("The rate of the destination: %(country)s.") % {"country": country_name(where)})
    found.sentences.append(_("Parts and shipping are not taxed again: stores’ prices include their tax."))
    return found


def _design_fee(group: Sequence[QuoteCharge], _country: str) -> Because:
    told = inputs_of(group[0])
    fee, royalties = money_in(told, "fee"), money_in(told, "royalties")
    rows: list[Row] = [(_("Fee for a kit of %(title)s") % told, figures.amount(fee))] if told.get("title") else []
    if royalties:
        rows.append((_("of it goes to those whose builds it stands on"), figures.amount(-royalties)))
    return Because(rows + _kits(told), _converted(told, "set", "set_currency"), _since(group[0]))


def _royalty(group: Sequence[QuoteCharge], _country: str) -> Because:
    told = inputs_of(group[0])
    rows: list[Row] = [
        (_("Fee for a kit of the remix"), figures.amount(money_in(told, "fee"))),
        (_("asked for the design that it stands on"), figures.amount(money_in(told, "asked"))),
    ]
    said = []
    if told.get("cap"):
        rows.append((_("what the limit leaves of it"), figures.amount(money_in(told, "each"))))
        cap = share(money_in(told, "cap"))
        said.append(_("All royalties together are at most %(cap)s of the fee; each shrinks alike.") % {"cap": cap})
    return Because(rows + _kits(told), said + _converted(told, "set", "set_currency"), _since(group[0]))


def _kits(told: Mapping[str, Any]) -> list[Row]:
    kits = int(told.get("kits") or 1)
    return [(_("kits"), f"× {kits}")] if kits > 1 else []


def _store(charge: QuoteCharge) -> str:
    return charge.store.name if charge.store else str(inputs_of(charge).get("store") or "")


def _weighed(charge: QuoteCharge) -> str:
    grams = inputs_of(charge).get("grams")
    return _(" (it weighs %(weight)s)") % {"weight": figures.weight(Decimal(str(grams)))} if grams else ""


def _note(charge: QuoteCharge) -> list[str]:
    note = str(charge.reason.get("note") or "").strip()
    return [note[:1].upper() + note[1:] + ("" if note.endswith(".") else ".")] if note else []


def _converted(told: Mapping[str, Any], amount: str, currency: str) -> list[str]:
    if not told.get(currency):
        return []
    words = _("It was set as %(amount)s, and converted at %(rate)s.")
    return [words % {"amount": figures.money(money_in(told, amount), str(told[currency])), "rate": told.get("rate")}]


def _since(charge: QuoteCharge) -> date | None:
    try:
        return date.fromisoformat(str(charge.reason.get("date")))
    except ValueError:
        return None


WORDS: dict[Kind, Callable[[Sequence[QuoteCharge], str], Because]] = {
    Kind.PARTS: _parts,
    Kind.SHIPPING: _shipping,
    Kind.PICKING: _picking,
    Kind.INSTRUCTIONS: _by_rule,
    Kind.DESIGN_FEE: _design_fee,
    Kind.ROYALTY: _royalty,
    Kind.PLATFORM: _by_rule,
    Kind.PAYMENT: _by_rule,
    Kind.TAX: _tax,
}
