"""What was done to the catalogue."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound
from parts.models import CatalogueImport, Correction


def catalogue_imports() -> QuerySet[CatalogueImport]:
    """All runs of imports with the version that each made, the newest first. Keyset (-id)."""
    return CatalogueImport.objects.select_related("version").order_by("-pk")


def corrections_seen_by(viewer: User | None, state: str = "") -> QuerySet[Correction]:
    """Corrections that this person may see, the newest first: reviewers all, members their own. Keyset (-id)."""
    found = Correction.objects.order_by("-pk")
    if viewer is None:
        return found.none()
    if not viewer.has_perm("parts.review_corrections"):
        found = found.filter(proposed_by=viewer)
    return found.filter(state=state) if state else found


def correction_by_id(key: int) -> Correction:
    """The correction with this key, for whoever is asked to settle it. Raises NotFound."""
    found = Correction.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("NO_SUCH_CORRECTION", _("There is no such correction."))
    return found
