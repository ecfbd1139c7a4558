"""What a member has settled, and what is applied by itself to their next upload."""

from collections.abc import Collection

from django.db.models import QuerySet

from accounts.models import User
from builds.models import Revision, Settlement
from builds.selectors.report import NOTICE, notice_key

LOOKED_THROUGH = 50  # of a member's revisions; a warning that only older ones bear is called by its code


def settlements_by_owner(owner: User) -> QuerySet[Settlement]:
    """All that a member settled, the newest first, with the parts and colours that were chosen."""
    rows = Settlement.objects.filter(owner=owner).select_related("part", "colour").defer("part__search")
    return rows.order_by("-pk")


def notices_called(owner: User, keys: Collection[str]) -> dict[str, str]:
    """What warnings of the member's own revisions say, by their `notice_key`; those no longer borne are absent.

    One query, none without keys.
    """
    if not keys:
        return {}
    bearing = Revision.objects.filter(build__owner=owner, answers__contains=[{"system": NOTICE}]).order_by("-pk")
    return {
        key: str(notice["message"])
        for notices in bearing.values_list("notices", flat=True)[:LOOKED_THROUGH]
        for notice in notices
        if (key := notice_key(notice)) in keys
    }
