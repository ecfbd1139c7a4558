"""What the catalogue knows of parts, in a file for the child, which shapes what no library has, without a database."""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from common.children import work_root
from parts.models import PartNumber, System
from parts.selectors import current_catalogue_version
from parts.services.sizes import millimetres


def hints_file() -> Path:
    """LDraw name -> [title, [x, y, z] in mm or null], written once for each version of the catalogue."""
    folder = work_root()
    path = folder / f"hints-{current_catalogue_version()}.json"
    if not path.exists():
        with NamedTemporaryFile("w", dir=folder, delete=False) as aside:
            json.dump(_hints(), aside)
        Path(aside.name).replace(path)  # whole or not at all: other workers read it
    return path


def _hints() -> dict[str, tuple[str, list[float] | None]]:
    rows = PartNumber.objects.filter(system=System.LDRAW).values_list(
        "number", "part__name", "part__width", "part__height", "part__depth"
    )
    return {f"{number}.dat": (name, millimetres(*sides)) for number, name, *sides in rows.iterator()}
