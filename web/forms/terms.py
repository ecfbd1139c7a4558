"""What a designer asks for each kit of a build."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.models import CURRENCIES, DesignTerms
from web.forms.amounts import AmountField
from web.forms.fields import SiteForm


class TermsForm(SiteForm):
    """A fee a kit, and a royalty of remixes: so much a kit, or a share of the remix's fee."""

    fee = AmountField(label=_("Your fee for each kit"), required=False, help_text=_("Empty: nothing."))
    royalty_percent = AmountField(
        label=_("Of the fee of a remix, per cent"), required=False, help_text=_("A share of what its builder asks …")
    )
    royalty_fixed = AmountField(
        label=_("Of each kit of a remix, an amount"), required=False, help_text=_("… or so much, out of that fee.")
    )
    currency = forms.ChoiceField(label=_("In"), choices=[(one, one) for one in CURRENCIES])

    def given(self) -> dict[str, Any]:
        """The terms, once the form is valid; an empty field is nothing."""
        told = self.cleaned_data
        amounts = {name: told[name] or Decimal(0) for name in ("fee", "royalty_percent", "royalty_fixed")}
        return amounts | {"currency": told["currency"]}


def initial_of(terms: DesignTerms | None) -> dict[str, Any]:
    """What the form starts with."""
    if terms is None:
        return {}
    names = ("fee", "royalty_percent", "royalty_fixed")
    return {name: getattr(terms, name) or "" for name in names} | {"currency": terms.currency}
