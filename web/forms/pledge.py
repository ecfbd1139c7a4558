"""A pledge for a shared run."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.countries import countries_to_choose
from shop.services.shared_runs import MOST_KITS_EACH
from web.forms.fields import SiteForm


class PledgeForm(SiteForm):
    """How many kits, and where to; the price is the run's."""

    kits = forms.IntegerField(
        label=_("Kits"), min_value=1, max_value=MOST_KITS_EACH,
        error_messages=dict.fromkeys(("required", "invalid"), _("Say how many kits, 1 or more.")),
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Send to"), choices=countries_to_choose, error_messages={"required": _("Say where the parcel goes.")}
    )
