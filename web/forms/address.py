"""Where an order goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.countries import country_name
from shop.models import Order
from shop.services.ordering.addresses import LENGTHS, Address
from web.forms.fields import SiteForm


class AddressForm(SiteForm):
    """Name, address, e-mail; what it costs stands in the quote. `key` makes sending the form twice harmless."""

    name = forms.CharField(
        label=_("Name"), max_length=LENGTHS["name"], widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Say who gets the parcels.")},
    )  # fmt: skip
    street = forms.CharField(
        label=_("Street and number"), max_length=LENGTHS["street"],
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Give the street and the number.")},
    )  # fmt: skip
    extra = forms.CharField(
        label=_("Second line, if there is one"), max_length=LENGTHS["extra"], required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )  # fmt: skip
    postcode = forms.CharField(
        label=_("Postcode"), max_length=LENGTHS["postcode"], required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )  # fmt: skip
    city = forms.CharField(
        label=_("City"), max_length=LENGTHS["city"], widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": _("Give the city.")},
    )  # fmt: skip
    region = forms.CharField(
        label=_("State or region, if the country has them"), max_length=LENGTHS["region"], required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level1"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), max_length=LENGTHS["email"], widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Letters about the order go there."),
        error_messages=dict.fromkeys(("required", "invalid"), _("Give an e-mail address such as you@example.org.")),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, country: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    @property
    def country_name(self) -> str:
        """The quote's country, which the form does not ask for: shipping is reckoned for it."""
        return country_name(self.country)

    def address(self) -> Address:
        """What was given, once the form is valid."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Address(country=self.country, **told)


def address_before(order: Order | None, email: str) -> dict[str, str]:
    """What the form starts with: the address of the last order to that country, or the member's e-mail alone."""
    if order is None:
        return {"email": email}
    return {name: getattr(order, name) for name in ("name", "street", "extra", "postcode", "city", "region", "email")}
