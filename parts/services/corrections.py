"""Corrections of what a number means: one member proposes, another settles it.

An accepted correction is the strongest rule of its number. It makes a new version of the catalogue and holds for what
is identified from then on; parts lists that stand already keep their answers.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from brickcore.colours import CURRENT_COLOUR
from brickcore.identity import normalise_number
from common.errors import Conflict, Denied, Invalid, NotFound
from common.text import is_storable
from parts.models import Correction, Part, PartNumber, System
from parts.selectors.corrections import leads_back
from parts.services.identify import Reference, identify
from parts.services.versions import count_version_up, lock_catalogue_soon

PROPOSE = "parts.add_correction"
REVIEW = "parts.review_corrections"
LONGEST_NUMBER = 64
LONGEST_TEXT = 2000


@transaction.atomic
def propose_correction(*, by: User, system: str, number: str, part: Part, reason: str) -> Correction:
    """Say that `number` of `system` means `part`.

    Raises Denied without the permission, Invalid("CORRECTION_SYSTEM", "CORRECTION_NUMBER", "CORRECTION_REASON",
    "CORRECTION_PART", "CORRECTION_CYCLE"), and Conflict("CORRECTION_OPEN") while another one of the number is open.
    """
    _need(by, PROPOSE, "NOT_AN_EDITOR", _("Only catalogue editors propose corrections. Ask to become one."))
    number, reason = _checked(system, number, reason)
    part = _survivor(part)
    # A correction is of the part alone, whatever its colour.
    [now] = identify([Reference(number, CURRENT_COLOUR, system)])
    if now.part == part and now.confidence == 1:
        message = _("%(number)s means that part already.") % {"number": number}
        raise Invalid("CORRECTION_PART", message, field="part")
    if leads_back(system, number, part):
        raise Invalid("CORRECTION_CYCLE", _cycle(), field="part")
    correction = Correction(system=system, number=number, part=part, was=now.part, reason=reason, proposed_by=by)
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError as error:  # the database counts the open ones, so two at once cannot both be kept
        message = _("Somebody has proposed a correction of this number. It has to be settled first.")
        raise Conflict("CORRECTION_OPEN", message) from error
    return correction


@transaction.atomic
def accept_correction(*, correction: Correction, by: User, note: str = "") -> Correction:
    """Let the correction hold from now on.

    Raises NotFound, Denied (no reviewer, or the correction is one's own), Conflict("CORRECTION_SETTLED"),
    Conflict("CORRECTION_CYCLE") when the catalogue has changed so that it would lead back to where it comes from, and
    Unavailable("CATALOGUE_BUSY") during an import.
    """
    lock_catalogue_soon()
    correction = _open_for_review(correction, by)
    correction.part = _survivor(correction.part)
    if leads_back(correction.system, correction.number, correction.part):
        raise Conflict("CORRECTION_CYCLE", _cycle())
    _settle(correction, Correction.State.ACCEPTED, by, _note(note))
    _write_number(correction)
    count_version_up(f"correction {correction.pk}: {correction.system} {correction.number} is {correction.part.number}")
    return correction


@transaction.atomic
def reject_correction(*, correction: Correction, by: User, note: str) -> Correction:
    """Refuse the correction; the note says why. Raises NotFound, Denied, Invalid("CORRECTION_NOTE"), Conflict."""
    correction = _open_for_review(correction, by)
    if not note.strip():
        raise Invalid("CORRECTION_NOTE", _("Say why you reject it, so that its author can learn of it."), field="note")
    return _settle(correction, Correction.State.REJECTED, by, _note(note))


@transaction.atomic
def withdraw_correction(*, correction: Correction, by: User) -> Correction:
    """Take back one's own correction while it is open. Raises NotFound, Denied, Conflict("CORRECTION_SETTLED")."""
    correction = _lock_open(correction)
    if correction.proposed_by_id != by.pk:
        raise Denied("NOT_YOURS", _("Only its author may withdraw a correction."))
    return _settle(correction, Correction.State.WITHDRAWN, None, "")


def _need(by: User, permission: str, code: str, message: str) -> None:
    if not by.has_perm(permission):
        raise Denied(code, message)


def _checked(system: str, number: str, reason: str) -> tuple[str, str]:
    if system not in System.values:
        message = _("There is no such system. Choose one of %(systems)s.") % {"systems": ", ".join(System.values)}
        raise Invalid("CORRECTION_SYSTEM", message, field="system")
    bare = normalise_number(number)
    if not 0 < len(bare) <= LONGEST_NUMBER or not bare.isprintable() or not is_storable(bare):
        message = _("A number has 1 to %(most)d characters.") % {"most": LONGEST_NUMBER}
        raise Invalid("CORRECTION_NUMBER", message, field="number")
    return bare, _text(reason, "reason", "CORRECTION_REASON", _("Say how you know, so that others can check it."))


def _note(note: str) -> str:
    return _text(note, "note", "CORRECTION_NOTE", "") if note.strip() else ""


def _text(text: str, field: str, code: str, missing: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid(code, missing, field=field)
    if len(text) > LONGEST_TEXT or not is_storable(text):
        message = _("At most %(most)d characters, and no control characters.") % {"most": LONGEST_TEXT}
        raise Invalid(code, message, field=field)
    return text


def _survivor(part: Part) -> Part:
    """The part that this one was merged into, at the end of the chain; itself when it stands."""
    seen = {part.pk}
    while part.merged_into is not None and part.merged_into.pk not in seen:
        part = part.merged_into
        seen.add(part.pk)
    return part


def _open_for_review(correction: Correction, by: User) -> Correction:
    _need(by, REVIEW, "NOT_A_REVIEWER", _("Only reviewers settle corrections of the catalogue."))
    correction = _lock_open(correction)
    if correction.proposed_by_id == by.pk:
        raise Denied("OWN_CORRECTION", _("Somebody else has to review a correction of your own. You may withdraw it."))
    return correction


def _lock_open(correction: Correction) -> Correction:
    rows = Correction.objects.select_for_update(of=("self",)).select_related("part__merged_into")
    locked = rows.filter(pk=correction.pk).first()
    if locked is None:
        raise NotFound("NO_SUCH_CORRECTION", _("There is no such correction."))
    if locked.state != Correction.State.PROPOSED:
        raise Conflict("CORRECTION_SETTLED", _("This correction is settled already. Propose a new one to change it."))
    return locked


def _settle(correction: Correction, state: str, by: User | None, note: str) -> Correction:
    correction.state, correction.reviewed_by, correction.review_note = state, by, note
    correction.reviewed_at = timezone.now()
    correction.save(update_fields=["part", "state", "reviewed_by", "reviewed_at", "review_note", "updated_at"])
    return correction


def _write_number(correction: Correction) -> None:
    """One corrected row a number: what an earlier correction said makes room, and stays in its record."""
    rows = PartNumber.objects.filter(system=correction.system, number=correction.number)
    rows.filter(rule=PartNumber.Rule.CORRECTED).exclude(part=correction.part).delete()
    evidence = f"correction {correction.pk}, reviewed"
    before = rows.filter(part=correction.part).first()
    if before and before.rule != PartNumber.Rule.CORRECTED:
        evidence += f"; before: {before.rule}, {before.evidence}"
    rows.update_or_create(
        part=correction.part,
        defaults={"rule": PartNumber.Rule.CORRECTED, "evidence": evidence[:200], "is_derived": False},
        create_defaults={
            "system": correction.system, "number": correction.number,
            "rule": PartNumber.Rule.CORRECTED, "evidence": evidence[:200],
        },
    )  # fmt: skip


def _cycle() -> str:
    return _("That part's own number is corrected to lead back to the first part. Correct that one instead.")
