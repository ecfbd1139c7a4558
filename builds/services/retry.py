"""Working on a revision once more: after a failure, a stop, or when the catalogue or the pipeline has changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Revision
from builds.services.jobs import defer_processing
from builds.services.owning import lock_own_revision
from common.errors import Conflict


@transaction.atomic
def retry_revision(*, revision: Revision, by: User) -> Revision:
    """Have a failed or stopped revision worked on again. Raises NotFound, Denied, and Conflict("NOT_ENDED")."""
    revision = lock_own_revision(revision, by)
    if revision.state not in {Revision.State.FAILED, Revision.State.CANCELLED}:
        raise Conflict("NOT_ENDED", _("Only work that failed or was stopped can be tried again."))
    return start_over(revision)


@transaction.atomic
def rederive_revision(*, revision: Revision) -> Revision:
    """Have a revision derived anew, by an operator; what it shows stays until it is replaced."""
    return start_over(Revision.objects.select_for_update().get(pk=revision.pk))


def start_over(revision: Revision) -> Revision:
    """Forget how far the work was, not what it found, and put it into the queue. The row is locked by the caller."""
    revision.state = Revision.State.WAITING
    revision.stage = Revision.Stage.RECEIVED
    revision.progress = 0
    revision.stage_figures = {}
    revision.error = None
    revision.finished_at = None
    revision.save(update_fields=["state", "stage", "progress", "stage_figures", "error", "finished_at"])
    defer_processing(revision)
    return revision
