"""Where this site's LDraw parts library is, the same for every command and worker."""

import os
from pathlib import Path

from django.conf import settings


def library_place() -> Path | None:
    """What `LDRAW_LIBRARY` names, else the library that `import_ldraw` fetched, else none."""
    named = os.environ.get("LDRAW_LIBRARY", "").strip()
    if named:
        return Path(named)
    fetched = fetched_place(Path(settings.VAR_DIR))
    return fetched if fetched.exists() else None


def mapping_place() -> Path | None:
    """LDD's numbers and places (an ldraw.xml), when `LDD_MAPPING` names one."""
    named = os.environ.get("LDD_MAPPING", "").strip()
    return Path(named) if named else None


def mesh_folder() -> Path:
    """Where this site keeps the meshes of parts, for every child that draws."""
    return Path(settings.VAR_DIR) / "meshes"


def fetched_place(var_dir: Path) -> Path:
    """Where the official library is put when it is fetched."""
    return var_dir / "ldraw" / "complete.zip"
