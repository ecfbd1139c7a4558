"""One line of the parts list as a page shows it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brickcore.colours import direct_colour
from builds.models import BomLine
from builds.selectors.whole_items import Whole
from parts.models import Set
from web.present.part_pictures import NO_PICTURE, Picture, Pictures
from web.present.reasons import BASES, Reason, reason_of
from web.present.shapes import shape_of

STEPS = 5
OUTSIDE = {
    BomLine.Item.PART: gettext_lazy("a part of the builder’s own"),
    BomLine.Item.MINIFIG: gettext_lazy("a whole figure, counted as one"),
    BomLine.Item.SET: gettext_lazy("a whole set, counted as one"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its words. `note` says why it needs a look, or how it was counted; `steps` is the confidence of 5.

    `address` is the catalogue's page of a set or figure that is listed whole; a part's the page makes by itself.
    """

    line: BomLine
    look: bool
    name: str
    colour_name: str
    category_name: str
    number: str
    note: str
    steps: int
    keys: str
    shape: str
    picture: Picture
    basis: str
    reason: Reason | None
    address: str = ""


def row_of(line: BomLine, pictures: Pictures | None = None, whole: Whole | None = None) -> Row:
    """Say one line in words; `whole` is the set or figure that it is, where the catalogue knows that."""
    warned = [notice for notice in line.notices if notice.get("severity") == "warning"]
    return Row(
        line=line,
        look=line.needs_look,
        name=line.part.name if line.part else whole.name if whole else line.name or line.reference,
        colour_name=colour_name(line),
        category_name=line.part.category.name if line.part else _category(line),
        number=line.part.number if line.part else whole.number if whole else line.reference,
        note=_("optional, not in the sum") if line.is_optional else _note(line, warned),
        steps=confidence_steps(line.confidence),
        keys=" ".join(line.sources),
        shape=shape_of(line.part) if line.part else "part",
        picture=pictures.of(line.part, line.colour) if pictures and line.colour else NO_PICTURE,
        basis=str(BASES[BomLine.Basis(line.basis)]),
        reason=reason_of(line),
        address=_address(whole) if whole else "",
    )


def _address(whole: Whole) -> str:
    return reverse("web:set" if isinstance(whole, Set) else "web:minifig", args=[whole.number])


def _category(line: BomLine) -> str:
    if line.item == BomLine.Item.MINIFIG:
        return _("Figures")
    if line.item == BomLine.Item.SET:
        return _("Sets")
    return _("Of the builder’s own") if line.is_outside else _("Not in the catalogue")


def colour_name(line: BomLine) -> str:
    """The colour's name; a direct colour is called by its value."""
    if line.colour is not None:
        return line.colour.name
    told = "" if line.is_outside else line.reference_colour
    direct = direct_colour(int(told)) if told.isdecimal() else None
    if direct is not None:
        return direct.name
    if not told:
        return _("No colour named")
    return _("Colour %(number)s") % {"number": told} if told.isdecimal() else told


def confidence_steps(confidence: Decimal) -> int:
    """How many of five steps a confidence of 0 to 1 fills; only certainty fills all five."""
    return STEPS if confidence >= 1 else min(STEPS - 1, int(confidence * STEPS))


def _note(line: BomLine, warned: list[dict[str, Any]]) -> str:
    if line.part is None:
        return str(OUTSIDE[BomLine.Item(line.item)]) if line.is_outside else _("not in the catalogue")
    if line.colour is None:
        return _("the colour is not in the catalogue")
    if warned:
        return str(warned[0].get("message", ""))
    if line.needs_look and line.evidence:
        return str(line.evidence[0].get("message", ""))
    pieces = sum(int(piece.get("quantity", 1)) for piece in line.pieces)
    if pieces:
        return ngettext("put together from %(count)d piece", "put together from %(count)d pieces", pieces) % {
            "count": pieces
        }
    return ""
