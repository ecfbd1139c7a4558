"""Corrections of the catalogue: what waits for a review, what was said of a part, and where corrected numbers lead."""

from django.db import connection
from django.db.models import Q, QuerySet

from parts.models import Correction, Part

# Who follows a part's own number is sent to another part where that number is corrected, or the part was merged.
_LEADS_BACK = """
    WITH RECURSIVE step AS (
        SELECT own.part_id AS source, corrected.part_id AS target
        FROM parts_partnumber AS corrected
        JOIN parts_partnumber AS own USING (system, number)
        WHERE corrected.rule = 'corrected' AND own.rule = 'own' AND own.part_id <> corrected.part_id
          AND NOT (corrected.system = %(system)s AND corrected.number = %(number)s)
        UNION
        SELECT id, merged_into_id FROM parts_part WHERE merged_into_id IS NOT NULL
    ), reached AS (
        SELECT %(part)s::bigint AS part
        UNION
        SELECT step.target FROM reached JOIN step ON step.source = reached.part
    )
    SELECT EXISTS (
        SELECT FROM reached
        JOIN parts_partnumber AS own ON own.part_id = reached.part
        WHERE own.system = %(system)s AND own.number = %(number)s AND own.rule = 'own' AND own.part_id <> %(part)s
    )
"""


def open_corrections() -> QuerySet[Correction]:
    """Those that wait for a review, oldest first, with both parts and the author."""
    waiting = Correction.objects.filter(state=Correction.State.PROPOSED)
    return waiting.select_related("part__category", "was__category", "proposed_by").order_by("created_at", "pk")


def corrections_of(part: Part) -> QuerySet[Correction]:
    """All that were ever proposed to or from this part, newest first, with parts, author and reviewer."""
    rows = Correction.objects.filter(Q(part=part) | Q(was=part))
    related = ("part__category", "was__category", "proposed_by", "reviewed_by")
    return rows.select_related(*related).order_by("-created_at", "-pk")


def leads_back(system: str, number: str, part: Part) -> bool:
    """Whether `number`, sent to `part`, would come back to the part whose own number it is."""
    with connection.cursor() as cursor:
        cursor.execute(_LEADS_BACK, {"system": system, "number": number, "part": part.pk})
        (found,) = cursor.fetchone()
    return bool(found)
