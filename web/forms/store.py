"""What an owner says of a store, and its shipping table."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.countries import COUNTRIES, countries_to_choose, country_choices, country_name
from shop.models import CURRENCIES, ShippingStep, Store
from shop.services.shipping import MOST_STEPS, StepGiven
from shop.services.stores import MAX_NAME, StoreGiven
from web.forms.amounts import AmountField, CountField
from web.forms.fields import SiteForm

EVERYWHERE = _("everywhere else")
EMPTY_LINES = 3


class StoreForm(SiteForm):
    """Name, place, terms, and what an order must come to."""

    name = forms.CharField(
        label=_("Name"), max_length=MAX_NAME, error_messages={"required": _("Give the store a name.")}
    )
    country = forms.ChoiceField(
        label=_("Parcels are sent from"), choices=countries_to_choose,
        error_messages={"required": _("Say where parcels are sent from.")},
    )  # fmt: skip
    currency = forms.ChoiceField(
        label=_("Prices in"), choices=[(one, one) for one in CURRENCIES],
        help_text=_("Fixed once the store has offers."),
    )  # fmt: skip
    handling_days = CountField(
        label=_("Working days until a paid parcel leaves"), min_value=0, initial=2, help_text=_("0: the same day.")
    )
    minimum_buy = AmountField(
        label=_("Goods of an order come to at least"), required=False, help_text=_("Empty: any order will do.")
    )
    average_lot_minimum = AmountField(
        label=_("A lot comes on average to at least"), required=False, help_text=_("Empty: any lot will do.")
    )
    lot_limit = CountField(
        label=_("Most lots of one order"), required=False, min_value=1, help_text=_("Empty: any number.")
    )
    terms = forms.CharField(
        label=_("Terms"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Markdown. How you pack, what you take back, when you are away. Shoppers read it on your page."),
    )  # fmt: skip

    def given(self) -> StoreGiven:
        """What was said, once the form is valid."""
        told = self.cleaned_data
        amounts = {name: told[name] or Decimal(0) for name in ("minimum_buy", "average_lot_minimum")}
        return StoreGiven(**{**told, **amounts})


def initial_of(store: Store) -> dict[str, Any]:
    """What the form of a store starts with; an amount of nothing is an empty field."""
    kept = {name: getattr(store, name) for name in StoreForm.base_fields}
    return kept | {name: kept[name] or "" for name in ("minimum_buy", "average_lot_minimum", "lot_limit")}


class StepForm(SiteForm):
    """A line of the shipping table. One of which nothing is said is no line."""

    country = forms.CharField(
        label=_("To"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"list": "countries", "autocomplete": "off"}),
    )  # fmt: skip
    up_to_grams = CountField(label=_("Up to grams"), required=False, min_value=1)
    up_to_value = AmountField(label=_("Goods up to"), required=False)
    price = AmountField(label=_("Costs"), required=False)

    def clean_country(self) -> str:
        """The country's code, from its name or its code; ** for everywhere else."""
        asked = str(self.cleaned_data["country"]).strip()
        if not asked or asked.casefold() in {"**", str(EVERYWHERE).casefold()}:
            return ShippingStep.EVERYWHERE
        if asked.upper() in COUNTRIES:
            return asked.upper()
        for code, name in country_choices():
            if name.casefold() == asked.casefold():
                return code
        raise forms.ValidationError(_("No country is called so. Choose one of the list, or “everywhere else”."))

    def clean(self) -> dict[str, Any]:
        """A line that says anything needs its price."""
        told = super().clean() or {}
        if not self.errors and self.is_said and told.get("price") is None:
            self.add_error("price", _("Say what such a parcel costs; 0 when you send it for nothing."))
        return told

    @property
    def is_said(self) -> bool:
        """Whether anything stands in the line."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)

    def given(self) -> StepGiven:
        """The line, once it is valid."""
        told = self.cleaned_data
        return StepGiven(told["country"], told["price"], told["up_to_grams"], told["up_to_value"])


class ShippingTable:
    """All lines, as many as the page had: numbered from 0, found by their names alone."""

    def __init__(self, lines: list[StepForm], refused: str = "") -> None:
        self.lines = lines
        self.refused = refused

    @classmethod
    def of(cls, store: Store) -> "ShippingTable":
        """The store's table, and empty lines below it."""
        kept = [_initial(step) for step in store.shipping_steps.all()]
        empty: list[dict[str, Any]] = [{} for _line in range(EMPTY_LINES)]
        return cls([StepForm(prefix=str(at), initial=one) for at, one in enumerate(kept + empty)])

    @classmethod
    def sent(cls, data: QueryDict, more: int = 0) -> "ShippingTable":
        """What was sent, and so many empty lines more. The first line with neither price nor country field ends it."""
        count = 0
        while count <= MOST_STEPS and f"{count}-price" in data:
            count += 1
        return cls([StepForm(data, prefix=str(at)) for at in range(count)] + [
            StepForm(prefix=str(at)) for at in range(count, count + more)
        ])  # fmt: skip

    def is_valid(self) -> bool:
        """Whether every line that says something can be read."""
        return all(line.is_valid() for line in self.lines if line.is_said)

    def steps(self) -> list[StepGiven]:
        """The lines that say something."""
        return [line.given() for line in self.lines if line.is_said]


def _initial(step: ShippingStep) -> dict[str, Any]:
    country = EVERYWHERE if step.country == ShippingStep.EVERYWHERE else country_name(step.country)
    return {
        "country": country, "up_to_grams": step.up_to_grams, "up_to_value": step.up_to_value, "price": step.price,
    }  # fmt: skip
