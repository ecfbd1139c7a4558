"""Why a price is what it is, as the parts list opens it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from builds.models import BomLine
from builds.selectors import price_reason
from web.present import figures

BASES = {
    BomLine.Basis.OFFER: gettext_lazy("store offer"),
    BomLine.Basis.SEEN: gettext_lazy("price seen"),
    BomLine.Basis.ESTIMATE: gettext_lazy("estimate"),
    BomLine.Basis.OWN: gettext_lazy("set by the builder"),
    BomLine.Basis.UNKNOWN: gettext_lazy("not known"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What opens when a price is pressed: what it rests on, the rule in a sentence, its inputs, the product."""

    title: str
    message: str
    inputs: tuple[tuple[str, str], ...]


def reason_of(line: BomLine) -> Reason | None:
    """The reason of a line's price, or of its absence; None when nothing is stored, and then nothing opens."""
    reason = price_reason(line.basis, line.price_reason)
    if reason is None:
        return None
    inputs = [*reason.inputs]
    if line.unit_price is not None:
        each = f"{line.unit_price.normalize():f} {line.currency}"
        inputs += [(_("Each, before rounding"), each), (_("Quantity"), f"× {figures.count(line.quantity)}")]
    return Reason(str(BASES[BomLine.Basis(line.basis)]), reason.message, tuple(inputs))
