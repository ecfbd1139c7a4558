"""Builds that a member hands in as a zip, and how far each is."""

from django.utils.translation import gettext as _

from builds.models import BuildImport
from builds.selectors.access import Viewer
from common.errors import NotFound


def access_import(viewer: Viewer, pk: int) -> BuildImport:
    """One's own import, with the build that came of it. Raises NotFound, for another's too."""
    own = BuildImport.objects.filter(owner=viewer.pk) if viewer is not None and viewer.pk is not None else None
    found = own.select_related("build").defer("build__words").filter(pk=pk).first() if own is not None else None
    if found is None:
        raise NotFound("NO_SUCH_IMPORT", _("There is no such import, or it is somebody else’s."))
    return found
