"""Having a child with limits read the file, and taking what it leaves."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from brickcore.child import ChildResult, module_command, run_limited
from brickcore.pipeline.shelf import LIST, LOTS
from common.children import MEMORY, copy_out, fault_of, last_words, work_folder
from common.errors import Invalid
from shop.models import OfferImport

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
    with work_folder("offers") as folder:
        copy_out(given.file, folder / "file")
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
    if result.returncode == 0:
        return
    told = fault_of(result, folder)
    if told is not None:
        raise Invalid(told["code"], " ".join([told["message"], told["hint"] or ""]).strip())
    if result.reason is not None:
        message = _("Reading this file took more memory or time than one file may have. Split it into smaller files.")
        raise Invalid("TOO_MUCH", message)
    logger.error("reading offers broke", extra={"stderr": last_words(result)})
    raise Invalid("IMPORT_BROKE", _("Something of ours broke on this file. It is noted. Try again later."))
