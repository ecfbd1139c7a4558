"""A lot as its store says it, and files of many."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brickcore.tiers import Tiers
from common.text import is_storable
from parts.models import Colour, Part
from parts.selectors import colour_by_number
from parts.selectors.own_numbers import part_by_own_number
from shop.models import Offer, OfferImport
from shop.services.offers import LONGEST_KEY, LONGEST_WORDS, OfferGiven, tiers_of
from web.forms.amounts import AmountField, CountField
from web.forms.fields import SiteForm
from web.forms.tier_text import read_tiers
from web.forms.upload import FileForm

CONDITIONS = [("new", _("New")), ("used", _("Used"))]
ENDINGS = ".xml,.bsx,.csv,.tsv,.xlsx,.json,.txt"


class TermsForm(SiteForm):
    """What of a lot can change: how many, at what price, where they lie."""

    quantity = CountField(label=_("Pieces"), min_value=0)
    price = AmountField(label=_("Each"), places=4)
    tiers = forms.CharField(
        label=_("For more pieces"), required=False, max_length=400,
        help_text=_("From so many pieces on each costs that: 100 = 0.09, 500 = 0.08"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    multiple = CountField(label=_("Sold in multiples of"), min_value=1, initial=1)
    remarks = forms.CharField(
        label=_("Place"), required=False, max_length=LONGEST_WORDS, help_text=_("Where it lies; nobody else sees it.")
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=LONGEST_WORDS, help_text=_("Shoppers read it.")
    )

    def clean_tiers(self) -> Tiers:
        """Pairs of pieces and price."""
        wrong = forms.ValidationError(
            _("Write it as pieces = price, with a point in the price: 100 = 0.09, 500 = 0.08")
        )
        return tuple(read_tiers(self.cleaned_data["tiers"], wrong))

    def terms(self) -> dict[str, Any]:
        """What was said of them, once the form is valid."""
        return {name: self.cleaned_data[name] for name in TermsForm.base_fields}


class OfferForm(TermsForm):
    """A new lot: which part in which colour too."""

    part = forms.CharField(label=_("Part"), max_length=64, error_messages={"required": _("Say which part it is.")})
    colour = forms.CharField(
        label=_("Colour"), max_length=80, widget=forms.TextInput(attrs={"list": "colours", "autocomplete": "off"}),
        error_messages={"required": _("Say which colour it has.")},
    )  # fmt: skip
    condition = forms.ChoiceField(label=_("Condition"), choices=CONDITIONS)
    lot_key = forms.CharField(
        label=_("Your number of the lot"), required=False, max_length=LONGEST_KEY,
        help_text=_("Only where the same part lies in several lots."),
    )  # fmt: skip

    def clean_part(self) -> Part:
        """The part of that number."""
        found = part_by_own_number(str(self.cleaned_data["part"]).strip())
        if found is None:
            raise forms.ValidationError(
                _("The catalogue has no part of this number. Type some of its name, and choose.")
            )
        return found.merged_into or found

    def clean_colour(self) -> Colour:
        """The colour of that name or number."""
        found = colour_called(str(self.cleaned_data["colour"]))
        if found is None:
            raise forms.ValidationError(_("No colour is called so. Choose one of the list."))
        return found

    def given(self) -> OfferGiven:
        """The lot, once the form is valid."""
        told = self.cleaned_data
        return OfferGiven(
            told["part"].pk, told["colour"].pk, condition=told["condition"], lot_key=told["lot_key"], **self.terms()
        )


class OfferFileForm(FileForm):
    """A list from elsewhere."""

    file = forms.FileField(
        label=_("List of lots"), widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=_("BrickLink’s XML, a BrickStore document (.bsx), or a table: CSV, TSV, XLSX, JSON."),
        error_messages={
            "required": _("Choose the file first."), "empty": _("The file is empty. Export the list again."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("Lots that the file does not name"),
        choices=[(OfferImport.Mode.ADD, _("stay as they are")), (OfferImport.Mode.REPLACE, _("are sold out"))],
    )


def initial_of(offer: Offer) -> dict[str, Any]:
    """What the form of a lot starts with."""
    tiers = ", ".join(f"{pieces} = {_plain(each)}" for pieces, each in tiers_of(offer))
    return {
        "quantity": offer.quantity, "price": _plain(offer.price), "tiers": tiers, "multiple": offer.multiple,
        "remarks": offer.remarks, "comment": offer.comment,
    }  # fmt: skip


def colour_called(text: str) -> Colour | None:
    """A colour by its name, whatever the case, or by its number."""
    text = " ".join(text.split())
    if not text or not is_storable(text):
        return None
    return Colour.objects.filter(name__iexact=text).order_by("-commonness", "number").first() or colour_by_number(text)


def _plain(price: Decimal) -> str:
    """A price as it is typed: two decimals, or up to four where they count."""
    digits = max(2, -int(price.normalize().as_tuple().exponent))
    return str(price.quantize(Decimal(1).scaleb(-min(digits, 4))))
