"""Rows by their keys, many at once: what GraphQL's loaders ask for. One query each.

Where no viewer is taken, callers hold a key because a row that they may see points at it.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F

from builds.models import Asset, Attachment, Build, Revision, Tag
from builds.selectors.access import Viewer, visible_revisions


def builds_by_id(ids: Collection[int]) -> dict[int, Build]:
    """The builds with these keys."""
    return Build.objects.defer("words").in_bulk(ids)


def visible_revisions_by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, Revision]:
    """Those of the revisions with these keys that this person may see, each with its build."""
    return visible_revisions(viewer).select_related("build", "file").defer("build__words").in_bulk(ids)


def tags_by_build(ids: Collection[int]) -> dict[int, list[str]]:
    """The names of each build's tags, in order; a build without tags is absent."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Tag.objects.filter(builds__in=ids).annotate(build_key=F("builds__id")).order_by("name")
    for build, name in rows.values_list("build_key", "name"):
        found[build].append(name)
    return found


def assets_of_revisions(ids: Collection[int]) -> dict[int, dict[str, Asset]]:
    """The newest asset of each kind, by revision and kind; a revision without assets is absent."""
    found: dict[int, dict[str, Asset]] = defaultdict(dict)
    for one in Asset.objects.filter(revision__in=ids).select_related("file").order_by("pipeline_version"):
        found[one.revision_id][one.kind] = one
    return found


def attachments_by_build(ids: Collection[int]) -> dict[int, list[Attachment]]:
    """Each build's attachments in their order; a build without any is absent."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    for one in Attachment.objects.filter(build__in=ids).select_related("file").order_by("position", "id"):
        found[one.build_id].append(one)
    return found


def newest_revisions_by_build(viewer: Viewer, ids: Collection[int]) -> dict[int, Revision]:
    """The newest revision of each build that this person may see, with its build."""
    seen = visible_revisions(viewer).filter(build__in=ids).select_related("build", "file").defer("build__words")
    return {one.build_id: one for one in seen.order_by("build_id", "-number").distinct("build_id")}
