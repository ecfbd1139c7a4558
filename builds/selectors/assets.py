"""What was derived from a revision: the 3D file and the pictures."""

from collections.abc import Iterable

from builds.models import Asset, Attachment, Build, Revision


def asset(revision: Revision, kind: Asset.Kind | str) -> Asset | None:
    """The newest asset of that kind, or None while there is none."""
    found = Asset.objects.filter(revision=revision, kind=kind).select_related("file")
    return found.order_by("-pipeline_version").first()


def assets_by_revision(revision_ids: Iterable[int], kind: Asset.Kind | str) -> dict[int, Asset]:
    """The newest asset of that kind for each of many revisions: one query, for lists and loaders."""
    found = Asset.objects.filter(revision__in=list(revision_ids), kind=kind).select_related("file")
    return {one.revision_id: one for one in found.order_by("pipeline_version")}


def attachments_of(build: Build) -> list[Attachment]:
    """The files that go with a build, in their order. Whoever may see the build may see them."""
    return list(build.attachments.select_related("file").order_by("position", "id"))
