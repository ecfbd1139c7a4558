"""Saying which column of a table holds what, and whose numbers they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brickcore.content import AskedColumns
from builds.services.rereading import COLOUR_SYSTEMS, MOST_COLUMNS, MOST_HEAD
from parts.models import System
from web.forms.fields import SiteForm

NAMES = ("", gettext_lazy("names, not numbers"))
NONE = ("", gettext_lazy("none"))
UNSEEN = 26  # columns to choose from where nobody has seen the table


class ColumnsForm(SiteForm):
    """One choice a thing; `seen` is what the reading told of the table, nothing where it could not be read."""

    part = forms.TypedChoiceField(label=gettext_lazy("The part’s number"), coerce=int)
    system = forms.ChoiceField(label=gettext_lazy("Whose part numbers"), choices=System.choices)
    colour = forms.TypedChoiceField(label=gettext_lazy("The colour"), coerce=int, required=False, empty_value=None)
    colour_system = forms.ChoiceField(
        label=gettext_lazy("Whose colour numbers"), required=False,
        choices=[NAMES, *(one for one in System.choices if one[0] in COLOUR_SYSTEMS)],
    )  # fmt: skip
    quantity = forms.TypedChoiceField(
        label=gettext_lazy("How many"), coerce=int, required=False, empty_value=None,
        help_text=gettext_lazy("Without a column each row means one."),
    )  # fmt: skip
    head = forms.IntegerField(
        label=gettext_lazy("Line of the heading"), min_value=0, max_value=MOST_HEAD,
        help_text=gettext_lazy("0 where there is none."),
    )  # fmt: skip

    def __init__(self, seen: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _as_taken(seen)} | kwargs)
        columns = _columns(seen)
        self._choose("part", columns)
        self._choose("quantity", [NONE, *columns])
        self._choose("colour", [NONE, *columns])

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def columns(self) -> AskedColumns:
        """What was chosen, once the form is valid."""
        told = self.cleaned_data
        return AskedColumns(
            part=told["part"],
            system=told["system"],
            quantity=told["quantity"],
            colour=told["colour"],
            colour_system=told["colour_system"],
            head=told["head"],
        )


def _columns(seen: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The columns by heading, each with what stands first in it; by place where nobody knows them."""
    headings, samples = seen.get("headings") or (), seen.get("samples") or ()
    widest = max([len(headings), *map(len, samples)], default=0) or UNSEEN
    return [(at, _name(at, headings, samples)) for at in range(min(widest, MOST_COLUMNS))]


def _name(at: int, headings: Sequence[str], samples: Sequence[Sequence[str]]) -> str:
    heading = headings[at] if at < len(headings) else ""
    name = heading or _("Column %(number)d") % {"number": at + 1}
    first = next((row[at] for row in samples if at < len(row) and row[at]), "")
    return _("%(name)s, such as %(example)s") % {"name": name, "example": first} if first else name


def _as_taken(seen: Mapping[str, Any]) -> dict[str, Any]:
    """The choices as the table was read."""
    parts, colours = seen.get("parts") or {}, seen.get("colours") or {}
    system, part = next(iter(parts.items()), (System.REBRICKABLE, 0))
    colour_system, colour = next(iter(colours.items()), ("", None))
    return {
        "part": part, "system": system, "colour": colour, "colour_system": colour_system,
        "quantity": seen.get("quantity"), "head": seen.get("head", 1),
    }  # fmt: skip
