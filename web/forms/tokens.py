"""Making a token for a program."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessToken
from web.forms.fields import SiteForm

LIVES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("1 year")), ("", _("no end"))]
SCOPES = [
    (AccessToken.Scope.READ, _("read what I may read")),
    (AccessToken.Scope.WRITE, _("read, upload and change my builds")),
]


class TokenForm(SiteForm):
    """Name, scope and life of a token."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What will use it, so that you know it again."),
        error_messages={"required": _("Give the token a name, so that you know it again.")},
    )  # fmt: skip
    scope = forms.ChoiceField(label=_("It may"), choices=SCOPES, initial=AccessToken.Scope.READ)
    days = forms.ChoiceField(label=_("It ends after"), choices=LIVES, initial="90", required=False)

    def expires_at(self) -> datetime | None:
        """When it ends; None for never."""
        days = str(self.cleaned_data["days"])
        return timezone.now() + timedelta(days=int(days)) if days else None
