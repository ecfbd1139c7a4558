"""The demo's builds: brought to the state that demo/builds.json describes, whatever state they are in."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from accounts.models import User
from builds.models import Build, Revision
from builds.services.attachments import attach_file
from builds.services.edit import edit_build
from builds.services.process import process_revision
from builds.services.publish import publish_build
from builds.services.remix import remix_build
from builds.services.retry import retry_revision
from builds.services.uploads import add_revision, create_build
from common.files import keep
from common.models import StoredFile

FOLDER = Path(settings.BASE_DIR) / "demo"
LONGEST_WAIT = 120  # seconds, when a worker was quicker to take the work


@dataclass(frozen=True, slots=True)
class DemoBuild:
    """One entry of demo/builds.json; `remix_of` is the title of an entry before it."""

    file: str
    title: str
    description: str
    tags: list[str]
    licence: str
    owner: str
    attachments: list[str]
    remix_of: str = ""


def demo_builds() -> list[DemoBuild]:
    """All entries, in order."""
    return [DemoBuild(**entry) for entry in json.loads((FOLDER / "builds.json").read_text("utf-8"))]


def seed(entries: list[DemoBuild], owners: Mapping[str, User]) -> Iterator[tuple[DemoBuild, Build, bool]]:
    """Make what is missing, build by build, as (entry, build, whether anything was done).

    A build that is there is left alone, unless its file in demo/ is another one now: then it gets a new revision.
    """
    made: dict[str, Build] = {}
    for entry in entries:
        build, changed = _seeded(entry, owners[entry.owner], made)
        made[entry.title] = build
        yield entry, build, changed


def _seeded(entry: DemoBuild, owner: User, made: Mapping[str, Build]) -> tuple[Build, bool]:
    file = _kept(entry.file)
    build = _present(entry, owner)
    if build is not None and build.state == Build.State.PUBLISHED and _newest(build).file_id == file.pk:
        return build, False
    if build is None:
        build = _created(entry, owner, file, made)
    if _newest(build).file_id != file.pk:
        add_revision(build=build, by=owner, file_name=Path(entry.file).name, file=file)
    _finish(_newest(build), owner)
    for name in entry.attachments:
        attach_file(build=build, by=owner, file_name=Path(name).name, file=_kept(name))
    return publish_build(build=build, by=owner), True


def _present(entry: DemoBuild, owner: User) -> Build | None:
    """The build that this entry made before: its owner's, of this title when it was made."""
    return Build.objects.filter(owner=owner, title=entry.title).order_by("pk").first()


def _created(entry: DemoBuild, owner: User, file: StoredFile, made: Mapping[str, Build]) -> Build:
    if not entry.remix_of:
        return create_build(
            owner=owner, file_name=Path(entry.file).name, file=file,
            title=entry.title, description=entry.description, licence=entry.licence, tags=entry.tags,
        )  # fmt: skip
    source = made[entry.remix_of].shown_revision
    assert source is not None, "the entry before was published"
    build = remix_build(revision=source, by=owner, title=entry.title)
    return edit_build(build=build, by=owner, description=entry.description, licence=entry.licence, tags=entry.tags)


def _finish(revision: Revision, owner: User) -> None:
    """Do the work here, or wait for the worker that took it."""
    if revision.state in {Revision.State.FAILED, Revision.State.CANCELLED}:
        retry_revision(revision=revision, by=owner)
    process_revision(revision.pk)
    deadline = time.monotonic() + LONGEST_WAIT
    revision.refresh_from_db()
    while revision.state in Revision.UNFINISHED and time.monotonic() < deadline:
        time.sleep(0.2)
        revision.refresh_from_db()


def _newest(build: Build) -> Revision:
    return build.revisions.order_by("-number")[0]


def _kept(name: str) -> StoredFile:
    with (FOLDER / name).open("rb") as content:
        return keep(content)
