"""Saying that a number means another part, and settling what others said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parts.models import Part, System
from parts.selectors.own_numbers import part_by_own_number
from web.forms.fields import SiteForm


class CorrectionForm(SiteForm):
    """Which number of which system means which part, and how the member knows."""

    system = forms.ChoiceField(label=_("System"), choices=System.choices)
    number = forms.CharField(
        label=_("Number"), max_length=64, help_text=_("As that system writes it."),
        error_messages={"required": _("Say which number is meant.")},
    )  # fmt: skip
    part = forms.CharField(
        label=_("It means the part"), max_length=64,
        help_text=_("The number that stands under the part’s name on its page here."),
        error_messages={"required": _("Say which part it means.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("How you know"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where others can check it: a page, a set’s inventory, a part in your hand."),
        error_messages={"required": _("Say how you know, so that others can check it.")},
    )  # fmt: skip

    def clean_part(self) -> Part:
        """The part itself."""
        found = part_by_own_number(str(self.cleaned_data["part"]))
        if found is None:
            raise forms.ValidationError(_("The catalogue has no part of this number. Search it, and copy its number."))
        return found
