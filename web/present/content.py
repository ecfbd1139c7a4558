"""What a revision's file is, and what follows: a list has no 3D view, a mesh has facts that a printer asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from brickcore.formats.table import FORMATS
from builds.models import Revision
from web.present import figures
from web.present.formats import format_title


@dataclass(frozen=True, slots=True)
class ContentShown:
    """`gives` is model, list or solid, empty until the file is read; `facts` are name and value, of a mesh alone."""

    gives: str
    title: str
    facts: tuple[tuple[str, str], ...]

    @property
    def is_list(self) -> bool:
        """Whether there is nothing to see but the parts themselves."""
        return self.gives == "list"

    @property
    def is_mesh(self) -> bool:
        """Whether it is one part of the builder's own."""
        return self.gives == "solid"


def content_of(revision: Revision | None) -> ContentShown:
    """What the file turned out to be."""
    form = FORMATS.get(revision.format) if revision else None
    if form is None or revision is None:
        return ContentShown("", "", ())
    found = revision.stage_figures.get(Revision.Stage.READ.value) or {}
    return ContentShown(form.gives, format_title(form.key), _mesh_facts(found) if form.gives == "solid" else ())


def _mesh_facts(found: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Volume, whether the surface is closed, and what it weighs when it is printed solid."""
    closed = bool(found.get("watertight"))
    facts = [(_("Surface"), _("closed, so it can be printed") if closed else _("open: close it before it is printed"))]
    if volume := found.get("volume_mm3"):
        cubic = _("%(volume)s cm³") % {"volume": _plain(Decimal(str(volume)) / 1000)}
        facts.append((_("Volume"), cubic))
    if weight := found.get("weight_g"):
        facts.append((_("Printed weight"), _("%(weight)s, solid in PLA") % {"weight": _weight(weight)}))
    return tuple(facts)


def _weight(grams: object) -> str:
    return figures.weight(Decimal(str(grams)))


def _plain(value: Decimal) -> str:
    return figures.amount(value)
