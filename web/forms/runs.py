"""A shared run, as its store opens it."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.services.shared_runs import TierGiven
from web.forms.amounts import CountField
from web.forms.fields import SiteForm
from web.forms.tier_text import read_tiers


class RunForm(SiteForm):
    """Which build, what a kit costs when so many are wanted, and until when."""

    build = forms.CharField(
        label=_("Build"), max_length=200, help_text=_("The address of its page, or the last part of it."),
        error_messages={"required": _("Say which build you would make.")},
    )  # fmt: skip
    tiers = forms.CharField(
        label=_("Kits and the price of each"), max_length=400,
        help_text=_("From so many kits on each costs that; the first is the threshold: 20 = 35.00, 50 = 32.00"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say at how many kits you begin, and what each costs then.")},
    )  # fmt: skip
    most = CountField(label=_("Kits you can make at most"), min_value=1)
    closes_on = forms.DateField(
        label=_("Pledges are taken until the end of"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Say until when."), "invalid": _("Write the day as 2026-12-31.")},
    )  # fmt: skip

    def clean_build(self) -> str:
        """The slug, out of an address too."""
        return str(self.cleaned_data["build"]).strip().rstrip("/").rpartition("/")[2]

    def clean_tiers(self) -> list[TierGiven]:
        """Pairs of kits and price."""
        wrong = forms.ValidationError(_("Write it as kits = price, with a point in the price: 20 = 35.00, 50 = 32.00"))
        return [TierGiven(kits, each) for kits, each in read_tiers(self.cleaned_data["tiers"], wrong)]

    def closes_at(self) -> datetime.datetime:
        """The last moment of the day, where the site is."""
        return timezone.make_aware(datetime.datetime.combine(self.cleaned_data["closes_on"], datetime.time(23, 59, 59)))
