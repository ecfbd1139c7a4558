"""Who stands on whom: the ancestors of a build, and the remixes of it, as one person may see them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from builds.models import Build, Revision
from builds.selectors.access import Viewer, visible_builds, visible_revisions

MAX_DEPTH = 100  # the line of pins on a page; older ancestors are reached through the oldest one shown

ANCESTORS = """
WITH RECURSIVE line (root_id, revision_id, depth) AS (
    SELECT id, remix_of_id, 1 FROM builds_build WHERE id = ANY(%s) AND remix_of_id IS NOT NULL
  UNION ALL
    SELECT line.root_id, build.remix_of_id, line.depth + 1
      FROM line
      JOIN builds_revision revision ON revision.id = line.revision_id
      JOIN builds_build build ON build.id = revision.build_id
     WHERE build.remix_of_id IS NOT NULL AND line.depth < %s
)
SELECT root_id, revision_id FROM line ORDER BY root_id, depth
"""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a build comes from and what came of it.

    `ancestors` is oldest first; None stands for a revision that this person may not see any more, since its build was
    withdrawn. `remixes` are direct ones, oldest first.
    """

    ancestors: tuple[Revision | None, ...]
    remixes: QuerySet[Build]


def lineage(build: Build, viewer: Viewer = None) -> Lineage:
    """The lineage as this person may see it; without a person, as everybody may. Two queries, one for the remixes."""
    line = ancestors_by_build([build.pk], viewer)[build.pk]
    return Lineage(tuple(reversed(line)), remixes_of(build, viewer))


def ancestors_by_build(ids: Collection[int], viewer: Viewer = None) -> dict[int, list[Revision | None]]:
    """What each build is a remix of, what that is a remix of, and so on: nearest first. Two queries for all of them."""
    with connection.cursor() as cursor:
        cursor.execute(ANCESTORS, [list(ids), MAX_DEPTH])
        rows = cursor.fetchall()
    wanted = {revision_id for _root, revision_id in rows}
    seen = visible_revisions(viewer).filter(pk__in=wanted).select_related("build__owner").defer("build__words")
    known = {revision.pk: revision for revision in seen} if wanted else {}
    lines: dict[int, list[Revision | None]] = {build_id: [] for build_id in ids}
    for root, revision_id in rows:
        lines[root].append(known.get(revision_id))
    return lines


def remixes_of(build: Build, viewer: Viewer = None) -> QuerySet[Build]:
    """Direct remixes of any revision of the build that this person may see, with owner and shown revision."""
    found = visible_builds(viewer).filter(remix_of__build=build)
    return found.select_related("owner", "shown_revision", "remix_of").order_by("created_at", "id")
