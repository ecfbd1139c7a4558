"""Taking over what a member settled on another Brickfolk: answers.json of “everything of mine”."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from brickcore.bundles.manifest import MOST_ANSWERS, MOST_MANIFEST
from builds.models import Settlement
from builds.services.answers import recorded
from builds.services.portable import local_answers
from common.errors import Invalid


@dataclass(frozen=True, slots=True)
class Taken:
    """How many answers are remembered now that were not, and how many of those sent were not taken."""

    new: int
    left: int


@transaction.atomic
def take_answers(*, owner: User, data: bytes) -> Taken:
    """Remember the answers in an answers.json. What the member answered here stays as it is; what makes no sense, or
    names parts that this catalogue does not have, is left out.

    Raises Invalid("ANSWERS").
    """
    told = _told(data)
    had = set(Settlement.objects.filter(owner=owner).values_list(*_KEY))
    new = {answer.key: answer for answer in recorded(local_answers(told)) if answer.key not in had}
    Settlement.objects.bulk_create(
        Settlement(
            **dict(zip(_KEY, key, strict=True)), owner=owner, what=answer.what, part_id=answer.part,
            colour_id=answer.colour, made_at=answer.made_at,
        )
        for key, answer in new.items()
    )  # fmt: skip
    return Taken(len(new), len(told) - len(new))


_KEY = ("system", "reference", "colour_system", "reference_colour")


def _told(data: bytes) -> list[dict[str, Any]]:
    try:
        told = json.loads(data) if len(data) <= MOST_MANIFEST else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, list) or len(told) > MOST_ANSWERS or not all(isinstance(one, dict) for one in told):
        message = _("This is no answers.json: send the file of this name from the zip that holds everything of yours.")
        raise Invalid("ANSWERS", message, field="file")
    return told
