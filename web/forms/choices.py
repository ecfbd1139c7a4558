"""What a shopper chooses about a basket. None of it is a price: prices are the stores'."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.countries import COUNTRIES, countries_to_choose
from shop.models import CURRENCIES, Quote
from shop.services.quoting.choices import Choices
from web.forms.fields import SiteForm

STORES = 10  # more than so many are as good as any number
CONDITIONS = [("new", _("New only")), ("any", _("New or used"))]
SUBSTITUTES = {
    "mould": _("Other moulds of the same part"),
    "print": _("The plain part instead of a printed one"),
    "alternate": _("Parts that can stand in for it"),
}


def _store_choices() -> list[tuple[str, str]]:
    counted = [(str(n), ngettext("%(n)d store", "%(n)d stores", n) % {"n": n}) for n in range(1, STORES + 1)]
    return [("", str(_("as many stores as it takes"))), *counted]


class ChoicesForm(SiteForm):
    """Where to, which parts may come, from how many stores."""

    country = forms.ChoiceField(
        label=_("Send to"), choices=countries_to_choose, error_messages={"required": _("Say where the parcels go.")}
    )
    condition = forms.ChoiceField(label=_("Condition"), choices=CONDITIONS)
    max_stores = forms.TypedChoiceField(
        label=_("At most"), choices=_store_choices, required=False, coerce=int, empty_value=None
    )
    currency = forms.ChoiceField(label=_("Prices in"), choices=[(one, one) for one in CURRENCIES])
    exact_colours = forms.BooleanField(label=_("Colours exactly as in the model"), required=False)
    mould = forms.BooleanField(label=SUBSTITUTES["mould"], required=False)
    print = forms.BooleanField(label=SUBSTITUTES["print"], required=False)
    alternate = forms.BooleanField(label=SUBSTITUTES["alternate"], required=False)
    use_owned = forms.BooleanField(label=_("Leave out what I own"), required=False)
    without_minifigs = forms.BooleanField(label=_("Leave out parts of minifigs"), required=False)
    without_instructions = forms.BooleanField(label=_("Leave out printed instructions"), required=False)

    def __init__(self, *args: Any, before: Choices | None = None, **kwargs: Any) -> None:
        """`before` is what was chosen already; what this form does not ask about stays as it was."""
        super().__init__(*args, **kwargs)
        self.before = before or Choices()
        if not self.before.owned:
            del self.fields["use_owned"]

    @property
    def substitutes(self) -> list[forms.BoundField]:
        """The fields that say what may stand in for a part."""
        return [self[name] for name in SUBSTITUTES]

    def choices(self) -> Choices:
        """What was chosen, once the form is valid. Raises Invalid."""
        told = self.cleaned_data
        changed = {
            "condition": told["condition"],
            "max_stores": told["max_stores"],
            "exact_colours": told["exact_colours"],
            "substitutes": [name for name in SUBSTITUTES if told[name]],
            "use_owned": told.get("use_owned", False),
            "without_minifigs": told["without_minifigs"],
            "without_instructions": told["without_instructions"],
        }
        return Choices.read(self.before.as_json() | changed)


class KitForm(ChoicesForm):
    """The same for a build, and how many kits of it."""

    quantity = forms.IntegerField(
        label=_("Kits"), min_value=1, max_value=1000,
        error_messages=dict.fromkeys(("required", "invalid"), _("Say how many kits, 1 or more.")),
    )  # fmt: skip


def initial_of(quote: Quote | None, country: str = "") -> dict[str, Any]:
    """What the form starts with: the quote's choices, or the usual ones."""
    choices = Choices.read(quote.choices) if quote else Choices()
    country = quote.country if quote else country
    return {
        "country": country if country in COUNTRIES else "",
        "currency": quote.currency if quote else CURRENCIES[0],
        "condition": choices.condition,
        "max_stores": choices.max_stores or "",
        "exact_colours": choices.exact_colours,
        **{name: name in choices.substitutes for name in SUBSTITUTES},
        "use_owned": choices.use_owned,
        "without_minifigs": choices.without_minifigs,
        "without_instructions": choices.without_instructions,
        "quantity": 1,
    }
