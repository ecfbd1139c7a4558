"""Having a child look into a file that goes with a build, and keeping what it found."""

import json
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from brickcore.child import ChildResult, module_command, run_limited
from brickcore.pipeline.attachment import CONTENTS, TEXT
from brickcore.pipeline.job import UNREADABLE
from brickcore.pipeline.report import ERROR
from builds.errors import WorkInterrupted
from builds.models import Attachment
from common.files import keep, open_file
from common.models import StoredFile

MEMORY = 1 << 30  # bytes of address space
CPU, WALL = 20, 60  # seconds

logger = logging.getLogger(__name__)


def look_into(attachment_id: int) -> None:
    """Look into one file and store what is in it, or why nobody can look; does nothing when it is gone.

    Raises WorkInterrupted when something outside ended the child: then another run is worth it.
    """
    attachment = Attachment.objects.select_related("file").filter(pk=attachment_id).first()
    if attachment is None:
        return
    root = Path(settings.VAR_DIR) / "work"
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix="attachment-") as place:
        folder = Path(place)
        result = run_limited(_command(attachment, folder), memory=MEMORY, cpu=CPU, wall=WALL)
        contents, text = _found(folder, result)
    Attachment.objects.filter(pk=attachment.pk).update(contents=contents, text=text)


def give_up_looking(attachment_id: int, message: str) -> None:
    """After the last attempt: the page says that nobody could look into the file."""
    error = {"code": "NOT_LOOKED_INTO", "message": message, "hint": ""}
    Attachment.objects.filter(pk=attachment_id, contents__isnull=True).update(contents={"error": error})


def _command(attachment: Attachment, folder: Path) -> list[str]:
    """The child's command. The name is an argument of its own, so that no name can reach the file system."""
    with open_file(attachment.file) as source, (folder / "file").open("wb") as copy:
        shutil.copyfileobj(source, copy)
    return [
        *module_command("brickcore.pipeline.attachment"),
        str(folder / "file"), f"--name={attachment.file_name}", "--out", str(folder),
    ]  # fmt: skip


def _found(folder: Path, result: ChildResult) -> tuple[dict[str, Any], StoredFile | None]:
    """What the child left. One that was ended while it told the text apart has left what it found before."""
    if result.reason == "killed":
        raise WorkInterrupted(f"the child ended with {result.returncode}")
    if result.returncode == UNREADABLE and (folder / ERROR).exists():
        told = json.loads((folder / ERROR).read_bytes())
        return {"error": {key: told[key] for key in ("code", "message", "hint")}}, None
    if not (folder / CONTENTS).exists() or (result.returncode and result.reason is None):
        last_words = result.stderr[-2000:].decode("utf-8", "replace")
        logger.error("nobody could look into a file", extra={"folder": folder.name, "stderr": last_words})
        return {"error": {"code": "NOT_LOOKED_INTO", "message": "What is in it cannot be told.", "hint": ""}}, None
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_bytes())
    is_whole = result.returncode == 0 and (folder / TEXT).exists()
    return contents, keep((folder / TEXT).read_bytes()) if is_whole else None
