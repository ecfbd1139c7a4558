"""Amounts and counts as people type them: with a point or a comma, never rounded on their way in."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20
PLAIN = re.compile(r"[-+]?[0-9]*\.?[0-9]*")  # Python's own reads 1_0 as ten, and digits of all scripts


class AmountField(forms.DecimalField):
    """Money. What is in range is the service's to say; here only what is no number is refused."""

    def __init__(self, *, places: int = 2, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST}
        wrong = {
            "invalid": _("Write the amount in digits, like 1.20."),
            "required": _("Write an amount, like 1.20."),
            "max_digits": _("This is more than can be asked."),
            "max_whole_digits": _("This is more than can be asked."),
            "max_decimal_places": _("An amount has %(max)s decimals at most."),
        }
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_digits=12, decimal_places=places, error_messages=wrong, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django derives it from integers
        """The amount; a comma is a point, since half of the world writes it so."""
        text = str(value).strip().replace(",", ".") if value not in self.empty_values else ""
        if len(text) > LONGEST or not PLAIN.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class CountField(forms.IntegerField):
    """A whole number, in a field that is as wide as others and takes digits."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": LONGEST}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        wrong = {"invalid": _("Write a whole number."), "required": _("Say how many, as a whole number.")}
        super().__init__(error_messages=wrong, **kwargs)
