"""Revisions whose derived figures come from an older catalogue or pipeline."""

from django.db.models import Q, QuerySet

from brickcore.pipeline.version import PIPELINE_VERSION
from builds.models import Revision
from parts.selectors import current_catalogue_version


def outdated_revisions() -> QuerySet[Revision]:
    """Ready ones only, oldest first: what failed waits for its owner, and what is being worked on will be new."""
    older = Q(pipeline_version__lt=PIPELINE_VERSION) | Q(catalogue_version__lt=current_catalogue_version())
    return Revision.objects.filter(older, state=Revision.State.READY).order_by("pk")
