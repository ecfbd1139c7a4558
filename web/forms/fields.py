"""Forms whose fields say what is wrong beside themselves."""

from django import forms

from common.errors import ServiceError


class SiteForm(forms.Form):
    """A form rendered by our own template: label, help, field, error; the field points at both."""

    template_name = "web/forms/form.html"
    use_required_attribute = False

    def refuse(self, error: ServiceError) -> None:
        """Show a service's refusal beside its field, or above the form."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
