"""What was done to the catalogue."""

from django.db.models import QuerySet

from parts.models import CatalogueImport


def catalogue_imports() -> QuerySet[CatalogueImport]:
    """All runs of imports with the version that each made, the newest first. Keyset (-id)."""
    return CatalogueImport.objects.select_related("version").order_by("-pk")
