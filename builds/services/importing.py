"""A build's zip from any Brickfolk, made into a draft of the member who hands it in.

A child unpacks it, and refuses what is not right; then the draft, its revisions and its files are made in one
transaction. Only bytes inside of the zip count. The member owns the draft; who made the build, and where it stood, is
kept with it as a credit, and nobody is made its author.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.members import lock_member
from brickcore.bundles.manifest import MOST_FILE
from brickcore.child import ChildResult, module_command, run_limited
from brickcore.content import AskedColumns
from brickcore.pipeline.unpack import BUNDLE
from builds.models import Build, BuildImport, Revision
from builds.services.attachments import attach_file
from builds.services.details import checked_description, checked_licence, set_tags
from builds.services.jobs import defer_import, defer_processing
from builds.services.naming import clean_file_name, clean_title
from builds.services.portable import local_answers, sound_prices
from builds.services.rereading import checked_columns
from builds.services.revisions import checked_note, insert_build
from common.children import MEMORY, copy_out, fault_of, last_words, work_folder
from common.errors import Conflict, Invalid, ServiceError
from common.files import keep
from common.models import StoredFile

CPU, WALL = 60, 180  # seconds
MOST_OPEN = 3  # imports of one member that may wait or be worked on
UNPACKED = 80  # per cent that are done when the child is
MAYBE = (int, type(None))
COLUMNS: Mapping[str, tuple[type, ...]] = {  # what each field of a reading may be
    "part": (int,), "system": (str,), "quantity": MAYBE, "colour": MAYBE, "colour_system": (str,), "head": MAYBE,
}  # fmt: skip
BROKEN = {
    "code": "IMPORT_BROKE", "message": "Something of ours broke on this file. It is noted; nothing is lost.",
    "hint": "Try again later.",
}  # fmt: skip
TOO_MUCH = {
    "code": "TOO_MUCH", "message": "Unpacking this file took more memory or time than one file may have.",
    "hint": "Export a smaller build.",
}  # fmt: skip

logger = logging.getLogger(__name__)


@transaction.atomic
def start_import(*, owner: User, file_name: str, file: StoredFile) -> BuildImport:
    """Have a worker make a draft of a build's zip. Raises Invalid, and Conflict("TOO_MANY_AT_ONCE")."""
    if file.size == 0:
        raise Invalid("FILE_EMPTY", _("The file is empty. Export the build again and send that."), field="file")
    lock_member(owner)
    if BuildImport.objects.filter(owner=owner, state__in=BuildImport.UNFINISHED).count() >= MOST_OPEN:
        message = _("%(count)d of your builds are still being imported. Wait until one is done.")
        raise Conflict("TOO_MANY_AT_ONCE", message % {"count": MOST_OPEN})
    made = BuildImport.objects.create(owner=owner, file=file, file_name=clean_file_name(file_name))
    defer_import(made)
    return made


def run_import(import_id: int) -> None:
    """Unpack and make the draft; does nothing when that is done, or failed.

    Raises WorkInterrupted when something outside ended the child: then another run is worth it.
    """
    given = BuildImport.objects.select_related("owner", "file").filter(pk=import_id).first()
    if given is None or given.state not in BuildImport.UNFINISHED:
        return
    BuildImport.objects.filter(pk=given.pk).update(state=BuildImport.State.WORKING, progress=0)
    with work_folder("import") as folder:
        failure = _unpack(given, folder)
        if failure is None:
            failure = _taken(given, folder)
    if failure is not None:
        fail_import(given.pk, failure)


def fail_import(import_id: int, error: Mapping[str, str]) -> None:
    """Say why nothing came of it, unless something did."""
    open_ones = BuildImport.objects.exclude(state=BuildImport.State.DONE).filter(pk=import_id)
    open_ones.update(state=BuildImport.State.FAILED, error=dict(error))


def give_up_import(import_id: int, message: str) -> None:
    """After the last attempt."""
    fail_import(import_id, {"code": "IMPORT_GIVEN_UP", "message": message, "hint": ""})


def _unpack(given: BuildImport, folder: Path) -> dict[str, str] | None:
    """Have a child unpack it; why not, where it does not."""
    copy_out(given.file, folder / "file")
    (folder / "out").mkdir()
    command = [
        *module_command("brickcore.pipeline.unpack"),
        str(folder / "file"), f"--name={given.file_name}", "--out", str(folder / "out"),
    ]  # fmt: skip
    result = run_limited(command, memory=MEMORY, cpu=CPU, wall=WALL, on_line=_follower(given.pk))
    return _failure(result, folder / "out")


def _follower(import_id: int) -> Callable[[str], None]:
    """Takes the child's lines, and writes how far it is where that moves by a step of ten."""
    shown = 0

    def follow(line: str) -> None:
        nonlocal shown
        told = json.loads(line)
        progress = UNPACKED * told["done"] // told["of"]
        if progress >= shown + 10:
            shown = progress
            BuildImport.objects.filter(pk=import_id).update(progress=progress)

    return follow


def _failure(result: ChildResult, out: Path) -> dict[str, str] | None:
    told = fault_of(result, out)
    if told is not None:
        return {key: told[key] for key in ("code", "message", "hint")}
    if result.returncode == 0:
        return None
    if result.reason is not None:
        return TOO_MUCH
    logger.error("unpacking broke", extra={"stderr": last_words(result)})
    return BROKEN


def _taken(given: BuildImport, folder: Path) -> dict[str, str] | None:
    """Keep the files and make the draft; why not, where a service refuses."""
    bundle = json.loads((folder / "out" / BUNDLE).read_bytes())
    try:
        _make(given, _Parcel(bundle, _kept(bundle, folder / "out")))
    except ServiceError as error:
        return {"code": error.code, "message": error.message, "hint": _("Nothing was imported.")}
    return None


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What came: the manifest, which the child has checked, and the files by their digests."""

    bundle: dict[str, Any]
    files: dict[str, StoredFile]

    def file(self, entry: Mapping[str, Any]) -> StoredFile:
        """The bytes of an entry, which came in the zip itself."""
        return self.files[entry["sha256"]]


def _kept(bundle: Mapping[str, Any], out: Path) -> dict[str, StoredFile]:
    """Keep what was unpacked. That it was already kept for somebody else shows to nobody."""
    wanted = {one["file"]["sha256"] for one in (*bundle["revisions"], *bundle["attachments"])}
    files = {}
    for digest in sorted(wanted):
        with (out / digest).open("rb") as content:
            files[digest] = keep(content, max_size=MOST_FILE)
    return files


@transaction.atomic
def _make(given: BuildImport, parcel: _Parcel) -> None:
    """The draft, all of it or nothing; a run that comes too late makes none. Raises Invalid and Conflict."""
    row = BuildImport.objects.select_for_update(of=("self",)).get(pk=given.pk)
    if row.state not in BuildImport.UNFINISHED:
        return
    bundle = parcel.bundle
    build = insert_build(
        Build(
            owner=given.owner,
            title=clean_title(bundle["title"]),
            description=checked_description(bundle["description"]),
            licence=checked_licence(bundle["licence"]),
            credits=_credits(bundle),
        )
    )
    set_tags(build, bundle["tags"])
    for one in bundle["revisions"]:
        _add_revision(build, one, parcel.file(one["file"]))
    for one in bundle["attachments"]:
        attach_file(build=build, by=given.owner, file_name=one["file"]["name"], file=parcel.file(one["file"]))
    row.state, row.progress, row.build = BuildImport.State.DONE, 100, build
    row.save(update_fields=["state", "progress", "build", "updated_at"])


def _credits(bundle: Mapping[str, Any]) -> list[dict[str, str]]:
    """Whom it stood on, and then who made it; addresses that no browser should open are left out."""
    own = {key: bundle[key] for key in ("title", "author", "address", "licence")}
    return [_safe(one) for one in (*bundle["credits"], own)]


def _safe(credit: Mapping[str, str]) -> dict[str, str]:
    is_web = credit["address"].startswith(("https://", "http://"))
    return {**credit, "address": credit["address"] if is_web else ""}


def _add_revision(build: Build, one: Mapping[str, Any], file: StoredFile) -> None:
    if file.size == 0:
        raise Invalid("FILE_EMPTY", _("Revision %(number)d is an empty file.") % {"number": one["number"]})
    revision = Revision.objects.create(
        build=build,
        number=one["number"],
        file=file,
        file_name=clean_file_name(one["file"]["name"]),
        note=checked_note(one["note"]),
        reading=_reading(one["reading"]),
        answers=local_answers(one["answers"]),
        own_prices=sound_prices(one["own_prices"]),
    )
    defer_processing(revision)


def _reading(told: Mapping[str, Any]) -> dict[str, Any]:
    """How the bytes are to be read, where that was asked. Raises Invalid where it makes no sense."""
    columns = told.get("columns")
    if columns is None:
        return {}
    is_sound = isinstance(columns, dict) and {"part", "system"} <= columns.keys()
    if not is_sound or not all(type(value) in COLUMNS.get(key, ()) for key, value in columns.items()):
        raise Invalid("COLUMNS", _("How a table is to be read makes no sense in this file."))
    return {"columns": asdict(checked_columns(AskedColumns(**columns)))}
