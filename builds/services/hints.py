"""What the catalogue knows of parts, in a file for the child, which shapes what no library has, without a database."""

import json
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from parts.models import PartNumber, System
from parts.selectors import current_catalogue_version

MM_PER_LDU = Decimal("0.4")


def hints_file() -> Path:
    """LDraw name -> [title, [x, y, z] in mm or null], written once for each version of the catalogue."""
    folder = Path(settings.VAR_DIR) / "work"
    path = folder / f"hints-{current_catalogue_version()}.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=folder, delete=False) as aside:
            json.dump(_hints(), aside)
        Path(aside.name).replace(path)  # whole or not at all: other workers read it
    return path


def _hints() -> dict[str, tuple[str, list[float] | None]]:
    rows = PartNumber.objects.filter(system=System.LDRAW).values_list(
        "number", "part__name", "part__width", "part__height", "part__depth"
    )
    return {f"{number}.dat": (name, _millimetres(*sides)) for number, name, *sides in rows.iterator()}


def _millimetres(*sides: Decimal | None) -> list[float] | None:
    known = [float(side * MM_PER_LDU) for side in sides if side]
    return known if len(known) == 3 else None
