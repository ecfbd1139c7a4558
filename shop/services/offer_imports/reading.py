"""Having a child with limits read the file, and taking what it leaves."""

import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from brickcore.child import ChildResult, module_command, run_limited
from brickcore.pipeline.job import UNREADABLE
from brickcore.pipeline.report import ERROR
from brickcore.pipeline.shelf import LIST, LOTS
from builds.errors import WorkInterrupted
from common.errors import Invalid
from common.files import open_file
from shop.models import OfferImport

MEMORY = 1 << 30  # bytes of address space
CPU, WALL = 60, 180  # seconds

logger = logging.getLogger(__name__)


class ReadLot(NamedTuple):
    """A line that the child left; what its fields mean stands with `brickcore.partslist.ListedLot`."""

    line: int
    system: str
    number: str
    colour_system: str
    colour: str
    name: str
    quantity: int
    condition: str
    price: Decimal
    currency: str
    multiple: int
    tiers: list[tuple[int, str]]
    remarks: str
    comment: str
    lot_key: str


class ReadList(NamedTuple):
    """What a child made of a file: its lots stay on disk, and what it says of the rest."""

    path: Path
    told: dict[str, Any]

    def lots(self) -> Iterator[ReadLot]:
        """Lot by lot, as often as asked: a hundred thousand need not be in memory at once."""
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                yield ReadLot._make(json.loads(line))


class CancelledError(Exception):
    """Somebody called the import off."""


@contextmanager
def read_list(given: OfferImport, is_over: Callable[[], bool]) -> Iterator[ReadList]:
    """The file as lots, in a folder that goes away.

    Raises Invalid where the file is at fault, CancelledError, and WorkInterrupted when something outside ended the
    child: then another run is worth it.
    """
    root = Path(settings.VAR_DIR) / "work"
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix="offers-") as place:
        folder = Path(place)
        with open_file(given.file) as source, (folder / "file").open("wb") as copy:
            shutil.copyfileobj(source, copy)
        command = [
            *module_command("brickcore.pipeline.shelf"),
            str(folder / "file"), f"--name={given.file_name}", "--out", str(folder),
        ]  # fmt: skip
        result = run_limited(command, memory=MEMORY, cpu=CPU, wall=WALL, cancelled=is_over)
        _check(result, folder)
        yield ReadList(folder / LOTS, json.loads((folder / LIST).read_bytes()))


def _check(result: ChildResult, folder: Path) -> None:
    if result.reason == "cancelled":
        raise CancelledError
    if result.reason == "killed":
        raise WorkInterrupted(f"the child ended with {result.returncode}")
    if result.returncode == 0:
        return
    if result.returncode == UNREADABLE and (folder / ERROR).exists():
        told = json.loads((folder / ERROR).read_bytes())
        raise Invalid(told["code"], " ".join([told["message"], told["hint"] or ""]).strip())
    if result.reason is not None:
        message = _("Reading this file took more memory or time than one file may have. Split it into smaller files.")
        raise Invalid("TOO_MUCH", message)
    logger.error("reading offers broke", extra={"stderr": result.stderr[-2000:].decode("utf-8", "replace")})
    raise Invalid("IMPORT_BROKE", _("Something of ours broke on this file. It is noted. Try again later."))
