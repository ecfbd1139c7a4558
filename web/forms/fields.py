"""Forms whose fields say what is wrong beside themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import ServiceError

LIMITS = {"min_value": _("Say %(limit_value)s or more."), "max_value": _("Say %(limit_value)s at most.")}


class SiteForm(forms.Form):
    """A form rendered by our own template: label, help, field, error; the field points at both."""

    template_name = "web/forms/form.html"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages = {**LIMITS, **field.error_messages}

    def refuse(self, error: ServiceError) -> None:
        """Show a service's refusal beside its field, or above the form."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
