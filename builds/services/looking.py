"""Having a child look into a file that goes with a build, and keeping what it found."""

import json
import logging
from pathlib import Path
from typing import Any

from brickcore.child import ChildResult, module_command, run_limited
from brickcore.pipeline.attachment import CONTENTS, TEXT
from builds.models import Attachment
from common.children import MEMORY, copy_out, fault_of, last_words, work_folder
from common.files import keep
from common.models import StoredFile

CPU, WALL = 20, 60  # seconds

logger = logging.getLogger(__name__)


def look_into(attachment_id: int) -> None:
    """Look into one file and store what is in it, or why nobody can look; does nothing when it is gone.

    Raises WorkInterrupted when something outside ended the child: then another run is worth it.
    """
    attachment = Attachment.objects.select_related("file").filter(pk=attachment_id).first()
    if attachment is None:
        return
    with work_folder("attachment") as folder:
        result = run_limited(_command(attachment, folder), memory=MEMORY, cpu=CPU, wall=WALL)
        contents, text = _found(folder, result)
    Attachment.objects.filter(pk=attachment.pk).update(contents=contents, text=text)


def give_up_looking(attachment_id: int, message: str) -> None:
    """After the last attempt: the page says that nobody could look into the file."""
    error = {"code": "NOT_LOOKED_INTO", "message": message, "hint": ""}
    Attachment.objects.filter(pk=attachment_id, contents__isnull=True).update(contents={"error": error})


def _command(attachment: Attachment, folder: Path) -> list[str]:
    """The child's command. The name is an argument of its own, so that no name can reach the file system."""
    copy_out(attachment.file, folder / "file")
    return [
        *module_command("brickcore.pipeline.attachment"),
        str(folder / "file"), f"--name={attachment.file_name}", "--out", str(folder),
    ]  # fmt: skip


def _found(folder: Path, result: ChildResult) -> tuple[dict[str, Any], StoredFile | None]:
    """What the child left. One that was ended while it told the text apart has left what it found before."""
    told = fault_of(result, folder)
    if told is not None:
        return {"error": {key: told[key] for key in ("code", "message", "hint")}}, None
    if not (folder / CONTENTS).exists() or (result.returncode and result.reason is None):
        logger.error("nobody could look into a file", extra={"folder": folder.name, "stderr": last_words(result)})
        return {"error": {"code": "NOT_LOOKED_INTO", "message": "What is in it cannot be told.", "hint": ""}}, None
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_bytes())
    is_whole = result.returncode == 0 and (folder / TEXT).exists()
    return contents, keep((folder / TEXT).read_bytes()) if is_whole else None
