"""The sign-in form, in the site's words."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _

WORDS = {"login": _("Username or e-mail"), "remember": _("Stay signed in on this device")}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Labels that say what to type; what a label says is not said again inside the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
