"""Having a child make files from parts, and keeping each as soon as it is made.

Parts' files are read and drawn in a process with limits, as models are: a part that breaks the program costs its own
picture and nothing else.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from brickcore.child import ChildResult, module_command, run_limited
from common.children import MEMORY, last_words, work_folder
from parts.models import PartAsset
from parts.services.assets import Wanted, keep_asset, recipe_of, still_wanted
from parts.services.library_place import library_place, mesh_folder
from parts.services.part_wishes import ldraw_names, wishes

CPU, WALL = 120, 300  # seconds; the first child after an installation compiles the renderer
MOST_CHILDREN = 5  # that may break in one job

logger = logging.getLogger(__name__)


def make_part_files(kind: PartAsset.Kind, keys: Sequence[tuple[int, int, int]], *, module: str) -> None:
    """Make what is missing of these files, (part, colour, width) by primary keys, with a module of brickcore.pipeline.

    Where the child breaks, the file that it broke on counts as one that cannot be made, and another child goes on.
    """
    wanted = still_wanted(kind, keys)
    names = ldraw_names([one.part.pk for one in wanted])
    left = [one for one in wanted if one.part.pk in names]
    for shapeless in wanted:
        if shapeless.part.pk not in names:
            keep_asset(shapeless, recipe_of(shapeless, str(library_place() or "")), None)
    for _child in range(MOST_CHILDREN):
        if not left:
            return
        left = _one_child(left, names, module)
    logger.error("part files given up", extra={"kind": kind, "left": len(left)})


def _one_child(wanted: list[Wanted], names: Mapping[int, str], module: str) -> list[Wanted]:
    """Run one child; what it has left undone."""
    with work_folder("parts") as folder:
        keeper = _Keeper(wanted, folder)
        (folder / "job.json").write_text(json.dumps(wishes(wanted, names)))
        result = run_limited(_command(module, folder), memory=MEMORY, cpu=CPU, wall=WALL, on_line=keeper.on_line)
        left = [one for place, one in enumerate(wanted) if place not in keeper.done]
    if not left:
        return []
    _note(result, left[0])
    if result.reason != "killed":  # by whoever was short of memory, say: no fault of the part
        keep_asset(left[0], keeper.recipe(left[0]), None)
    return left[1:]


class _Keeper:
    """Keeps what a child says it has made."""

    def __init__(self, wanted: list[Wanted], folder: Path) -> None:
        self.wanted = wanted
        self.folder = folder
        self.done: set[int] = set()
        self._library = str(library_place() or "")

    def on_line(self, line: str) -> None:
        """One answer of the child."""
        said = json.loads(line)
        place = said["place"]
        content = (self.folder / str(place)).read_bytes() if said["stage"] == "made" else None
        keep_asset(self.wanted[place], self.recipe(self.wanted[place]), content)
        self.done.add(place)

    def recipe(self, wanted: Wanted) -> str:
        """What the file is made by now."""
        return recipe_of(wanted, self._library)


def _command(module: str, folder: Path) -> list[str]:
    library = library_place()
    return [
        *module_command(f"brickcore.pipeline.{module}"),
        str(folder / "job.json"),
        "--out", str(folder),
        "--cache", str(mesh_folder()),
        *(["--library", str(library)] if library else []),
    ]  # fmt: skip


def _note(result: ChildResult, broke_on: Wanted) -> None:
    told = {"part": broke_on.part.number, "stderr": last_words(result)}
    logger.error("a part's file broke its program", extra=told)
