"""Fields that point at the words beside them."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def described(field: BoundField) -> SafeString:
    """The field's widget, tied to its help and its error; the first field in error is the one to begin with."""
    told = [f"{field.auto_id}_help"] if field.help_text else []
    attributes: dict[str, str | bool] = {}
    if field.errors:
        told.append(f"{field.auto_id}_error")
        attributes["aria-invalid"] = "true"
        attributes["autofocus"] = field.name == next(iter(field.form.errors), None)
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if field.field.required:
        attributes["required"] = True
    return field.as_widget(attrs={key: value for key, value in attributes.items() if value is not False})
