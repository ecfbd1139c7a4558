"""Settling what a report asks: which part a reference means, that a lot is optional, that it is right as it stands.

An answer holds at once for the revision that it was given on, and is remembered for its owner's next uploads. Other
revisions, and other people's remixes, stay as they are. Undoing an answer takes it off the revision and out of memory.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from builds.models import BomLine, Revision, Settlement
from builds.selectors.bom import bom_lines
from builds.services.answers import (
    ANSWERED,
    Answer,
    Key,
    answer_to,
    as_stored,
    keys_of,
    lay_over,
    recorded,
    take_off,
)
from builds.services.bill import add_up_again
from builds.services.owning import lock_own_line
from common.errors import Conflict, Invalid
from parts.models import Colour, Part
from parts.services.assets import AssetKey, ask_for

MANY = 500  # lines in one statement


@transaction.atomic
def settle_line(
    *, line: BomLine, by: User, choice: str, part: Part | None = None, colour: Colour | None = None
) -> BomLine:
    """Answer what a lot of one's own is. `choice` is a BomLine.Answer; "part" needs the part, and may name the colour.

    An answer about the part holds for the reference in every colour; one that names the colour, that accepts an unknown
    colour, or that makes a lot optional, for that colour alone. A later answer to the same takes its place.
    Raises NotFound, Denied, Invalid("SETTLE_CHOICE", "SETTLE_PART").
    """
    _check(choice, part, colour)
    lock_member(by)  # answers given on two revisions at once come one after the other
    revision, line = lock_own_line(line, by)
    exact, every = keys_of(line)
    for_colour = choice == BomLine.Answer.OPTIONAL or colour is not None or line.colour_id is None
    keys = {exact} if for_colour else {exact, every}
    answer = _remember(by, exact if for_colour else every, keys, choice, part, colour)
    kept = [one for one in recorded(revision.answers) if one.key not in keys]
    return _lay_anew(revision, [*kept, answer], line)


@transaction.atomic
def undo_settlement(*, line: BomLine, by: User) -> BomLine:
    """Take back the answer that holds for a lot of one's own, wherever else in the revision it holds too.

    Raises NotFound, Denied, and Conflict("NOT_SETTLED") where there is none.
    """
    lock_member(by)
    revision, line = lock_own_line(line, by)
    answers = recorded(revision.answers)
    undone = answer_to(line, {answer.key: answer for answer in answers})
    if undone is None:
        raise Conflict("NOT_SETTLED", _("Nobody has settled this lot, so there is nothing to undo."))
    # A newer answer to the same, given on another revision, is not what is undone here.
    Settlement.objects.filter(_under({undone.key}), owner=by, made_at=undone.made_at).delete()
    return _lay_anew(revision, [one for one in answers if one.key != undone.key], line)


def _check(choice: str, part: Part | None, colour: Colour | None) -> None:
    if choice not in BomLine.Answer.values:
        message = _("Choose one of %(choices)s.") % {"choices": ", ".join(BomLine.Answer.values)}
        raise Invalid("SETTLE_CHOICE", message, field="choice")
    if (choice == BomLine.Answer.PART) != (part is not None):
        raise Invalid("SETTLE_PART", _("Choose the part that is meant, or none for the other answers."), field="part")
    if colour is not None and choice == BomLine.Answer.OPTIONAL:
        raise Invalid("SETTLE_CHOICE", _("A colour goes with a part, or with accepting one."), field="colour")


def _remember(by: User, key: Key, replaced: set[Key], choice: str, part: Part | None, colour: Colour | None) -> Answer:
    """Keep it for the next upload; whatever it takes the place of is forgotten."""
    Settlement.objects.filter(_under(replaced), owner=by).delete()
    system, reference, colour_system, reference_colour = key
    row = Settlement.objects.create(
        owner=by, system=system, reference=reference, colour_system=colour_system, reference_colour=reference_colour,
        what=choice, part=part, colour=colour, made_at=timezone.now(),
    )  # fmt: skip
    return Answer.of(row)


def _under(keys: set[Key]) -> Q:
    rule = Q(pk__in=())
    for system, reference, colour_system, colour in keys:
        rule |= Q(system=system, reference=reference, colour_system=colour_system, reference_colour=colour)
    return rule


def _lay_anew(revision: Revision, answers: Sequence[Answer], line: BomLine) -> BomLine:
    """Take the old answers off the lots of this reference, put the new ones on, and add up again."""
    lines = list(bom_lines(revision))
    reference = keys_of(line)[1]
    touched = [one for one in lines if keys_of(one)[1] == reference]
    for one in touched:
        take_off(one)
    _reload(touched)
    changed = lay_over(touched, answers)
    BomLine.objects.bulk_update(touched, ANSWERED, batch_size=MANY)
    ask_for(AssetKey(one.part.pk, one.colour.pk) for one in changed if one.part and one.colour)  # their pictures
    add_up_again(revision, lines, answers=as_stored(answers))
    return next(one for one in lines if one.pk == line.pk)


def _reload(lines: Sequence[BomLine]) -> None:
    """The parts and colours that were found, as objects: prices are made of those."""
    parts = Part.objects.select_related("category").defer("search").in_bulk({x.part_id for x in lines if x.part_id})
    colours = Colour.objects.in_bulk({x.colour_id for x in lines if x.colour_id})
    for line in lines:
        line.part = parts.get(line.part_id or 0)
        line.colour = colours.get(line.colour_id or 0)
