"""A whole build as one zip, piece by piece: what docs/formats.md says of it.

Its owner gets all of it; others get the revisions that they may see. Nothing is made before it is sent but one
revision's parts list.
"""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from brickcore.bundles import Attached, Bundle, BundleWriter, Credit, FileEntry, Revised
from builds.models import Attachment, Build, Revision, Settlement
from builds.selectors import Viewer, access_build, attachments_of, builds_by_owner, lineage, revisions_of
from builds.services.answers import Answer, as_stored
from builds.services.downloads import list_file
from builds.services.export_texts import ALL_BUILDS, ONE_BUILD, licence_text
from builds.services.portable import portable_answers
from common.files import open_file
from common.models import StoredFile

CHUNK = 1 << 20
LISTS = {"parts.csv": "csv", "parts.json": "json"}


@dataclass(frozen=True, slots=True)
class Export:
    """A build as one person may have it; nothing in it is private to anybody else."""

    build: Build
    tags: tuple[str, ...]
    credits: tuple[Credit, ...]
    revisions: tuple[Revision, ...]
    attachments: tuple[Attachment, ...]


def export_of(build: Build, viewer: Viewer) -> Export:
    """What this person may have of a build, in a fixed number of queries. Raises NotFound where that is nothing."""
    build = access_build(viewer, build.slug)
    revisions: QuerySet[Revision] = revisions_of(viewer, build).select_related("file").order_by("number")
    tags = build.tags.order_by("name").values_list("name", flat=True)
    return Export(build, tuple(tags), tuple(_credits(build, viewer)), tuple(revisions), tuple(attachments_of(build)))


def export_chunks(export: Export) -> Iterator[bytes]:
    """The zip, in pieces. The same build gives the same bytes, until something of it changes."""
    out = BundleWriter()
    build = export.build
    yield from out.mark()
    revised: list[Revised] = []
    attached: list[Attached] = []
    for revision in export.revisions:
        one = yield from _revision(out, build, revision)
        revised.append(one)
    for place, attachment in enumerate(export.attachments, start=1):
        path = f"files/{place}/{attachment.file_name}"
        attached.append(Attached((yield from _stored(out, path, attachment.file_name, attachment.file))))
    bundle = _bundle(export, revised, attached)
    yield from out.text("README.txt", ONE_BUILD)
    yield from out.text("description.md", build.description)
    yield from out.text("licence.txt", licence_text(bundle))
    yield from out.manifest(bundle)
    yield from out.end()


def member_chunks(member: User) -> Iterator[bytes]:
    """All builds of a member as a zip of zips, each of which can be imported by itself, and what they settled."""
    out = BundleWriter()
    yield from out.text("README.txt", ALL_BUILDS)
    yield from out.text("answers.json", _remembered(member))
    for build in builds_by_owner(member, member).order_by("slug"):
        name = f"{build.slug}.zip"
        yield from out.file(name, name, export_chunks(export_of(build, member)), unbounded=True)
    yield from out.end()


def _remembered(member: User) -> str:
    """What the member settled, in the form in which a revision's answers travel."""
    rows = Settlement.objects.filter(owner=member).order_by("system", "reference", "colour_system", "reference_colour")
    answers = portable_answers(as_stored(Answer.of(row) for row in rows))
    return json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def address_of(build: Build) -> str:
    """The build's page, as the whole world writes it."""
    return urljoin(settings.SITE_URL, reverse("web:build", args=[build.slug]))


def _credits(build: Build, viewer: Viewer) -> Iterator[Credit]:
    """Whom the build stands on: those it was remixed from, and those that these, or it, were imported with."""
    for ancestor in lineage(build, viewer).ancestors:
        if ancestor is not None:
            yield from (Credit(**one) for one in ancestor.build.credits)
            yield credit_of(ancestor.build)
    yield from (Credit(**one) for one in build.credits)


def credit_of(build: Build) -> Credit:
    """The build, its author and its address, to be named by what is made of it."""
    return Credit(build.title, build.owner.shown_name, address_of(build), build.licence)


def _revision(out: BundleWriter, build: Build, revision: Revision) -> Generator[bytes, None, Revised]:
    folder = f"revisions/{revision.number}"
    file = yield from _stored(out, f"{folder}/original/{revision.file_name}", revision.file_name, revision.file)
    revision.build = build
    boms = []
    for name, key in LISTS.items() if revision.lot_count else ():
        boms.append((yield from out.file(f"{folder}/{name}", name, [list_file(revision, key)])))
    return Revised(
        number=revision.number,
        file=file,
        note=revision.note,
        created_at=revision.created_at.isoformat(),
        published_at=revision.published_at.isoformat() if revision.published_at else "",
        reading=revision.reading,
        answers=portable_answers(revision.answers),
        own_prices=revision.own_prices,
        boms=boms,
    )


def _stored(out: BundleWriter, path: str, name: str, file: StoredFile) -> Generator[bytes, None, FileEntry]:
    with open_file(file) as content:
        entry = yield from out.file(path, name, iter(lambda: content.read(CHUNK), b""), size=file.size)
    return entry


def _bundle(export: Export, revised: list[Revised], attached: list[Attached]) -> Bundle:
    build = export.build
    return Bundle(
        title=build.title,
        author=build.owner.shown_name,
        address=address_of(build),
        licence=build.licence,
        description=build.description,
        tags=list(export.tags),
        shown=build.shown_revision.number if build.shown_revision else None,
        credits=list(export.credits),
        revisions=revised,
        attachments=attached,
    )
