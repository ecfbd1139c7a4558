"""Stopping the work on a revision."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Revision
from builds.services.owning import lock_own_revision
from common.errors import Conflict


@transaction.atomic
def cancel_revision(*, revision: Revision, by: User) -> Revision:
    """Stop what has not ended: a waiting job will find nothing to do, a running child is ended within a second.

    What was found before stays. Raises NotFound, Denied, and Conflict("ALREADY_ENDED").
    """
    revision = lock_own_revision(revision, by)
    if revision.state == Revision.State.CANCELLED:
        return revision
    if revision.state not in Revision.UNFINISHED:
        raise Conflict("ALREADY_ENDED", _("The work on this revision has ended already."))
    revision.state = Revision.State.CANCELLED
    revision.finished_at = timezone.now()
    revision.save(update_fields=["state", "finished_at"])
    return revision
