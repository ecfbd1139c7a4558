"""Forgetting what a member settled: their next upload asks again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Settlement
from common.errors import NotFound


@transaction.atomic
def forget_settlement(*, settlement_id: int, by: User) -> None:
    """Remember an answer of one's own no more. Revisions that it was applied to keep it; a report undoes it there.

    Raises NotFound, for another's too.
    """
    deleted, _of_what = Settlement.objects.filter(pk=settlement_id, owner=by).delete()
    if not deleted:
        raise NotFound("NO_SUCH_ANSWER", _("This answer is not remembered, or it is somebody else’s."))
