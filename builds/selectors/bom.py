"""The bill of materials of a revision, with all that a page shows of a line, in a fixed number of queries."""

from django.db.models import Case, Prefetch, QuerySet, Value, When
from django.utils.translation import gettext as _

from builds.models import BomLine, Revision
from builds.selectors.access import Viewer, visible_revisions
from common.errors import NotFound
from parts.models import ColourNumber, PartNumber


def bom_lines(revision: Revision) -> QuerySet[BomLine]:
    """The lines in their order (what needs a look first), with part, category and colour: one query."""
    lines = BomLine.objects.filter(revision=revision).select_related("part__category", "colour")
    return lines.defer("part__search", "part__keywords").order_by("position")


def access_line(viewer: Viewer, line_id: int) -> BomLine:
    """A lot of a revision that this person may see, with that revision. Raises NotFound."""
    line = BomLine.objects.select_related("revision").filter(pk=line_id).first()
    if line is None or not visible_revisions(viewer).filter(pk=line.revision_id).exists():
        raise NotFound("NO_SUCH_LOT", _("There is no such lot; its parts list may have been made anew meanwhile."))
    return line


def bom_lines_with_numbers(revision: Revision) -> QuerySet[BomLine]:
    """As `bom_lines`, with `part.numbers.all()` and `colour.numbers.all()` loaded: three queries, however many lines.

    In each system a part's own number stands before older names, aliases and numbers taken to be equal.
    """
    own_first = Case(*(When(rule=rule, then=Value(place)) for place, rule in enumerate(PartNumber.Rule)))
    return bom_lines(revision).prefetch_related(
        Prefetch("part__numbers", PartNumber.objects.order_by("system", own_first, "pk")),
        Prefetch("colour__numbers", ColourNumber.objects.order_by("system", "number")),
    )
