"""Accepting what a report warns of: it is meant so, and the next upload that says the same asks no more."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from builds.models import BomLine, Revision, Settlement
from builds.selectors.report import NOTICE, notice_key
from builds.services.answers import Answer, as_stored, recorded
from builds.services.owning import lock_own_revision
from builds.services.run import write
from common.errors import Conflict, NotFound


@transaction.atomic
def accept_notice(*, revision: Revision, by: User, key: str) -> Revision:
    """Settle a warning of one's own revision by its key (`notice_key`); doing it twice changes nothing.

    Raises NotFound and Denied.
    """
    revision = _locked(revision, by)
    code = next((str(one["code"]) for one in revision.notices if _warns(one) and notice_key(one) == key), None)
    if code is None:
        raise NotFound("NO_SUCH_NOTICE", _("The report says nothing like that any more. Load the page again."))
    answers = recorded(revision.answers)
    if any(one.system == NOTICE and one.reference_colour == key for one in answers):
        return revision
    row, _made = Settlement.objects.update_or_create(
        owner=by, system=NOTICE, reference=code.lower()[:255], colour_system="", reference_colour=key,
        defaults={"what": BomLine.Answer.ACCEPTED, "made_at": timezone.now()},
    )  # fmt: skip
    write(revision, answers=as_stored([*answers, Answer.of(row)]))
    return revision


@transaction.atomic
def undo_acceptance(*, revision: Revision, by: User, key: str) -> Revision:
    """Have the warning ask again. Raises NotFound, Denied, and Conflict("NOT_SETTLED")."""
    revision = _locked(revision, by)
    answers = recorded(revision.answers)
    kept = [one for one in answers if one.system != NOTICE or one.reference_colour != key]
    if len(kept) == len(answers):
        raise Conflict("NOT_SETTLED", _("Nobody has settled this, so there is nothing to undo."))
    Settlement.objects.filter(owner=by, system=NOTICE, reference_colour=key).delete()
    write(revision, answers=as_stored(kept))
    return revision


def _locked(revision: Revision, by: User) -> Revision:
    lock_member(by)
    return lock_own_revision(revision, by)


def _warns(notice: dict[str, object]) -> bool:
    return notice.get("severity") == "warning"
