"""What a file turns out to be: a model, a parts list, or a mesh."""

from dataclasses import dataclass
from pathlib import Path

from brickcore.limits import DEFAULT, Limits
from brickcore.model import Model
from brickcore.partslist import PartsList
from brickcore.solid import Solid

Content = Model | PartsList | Solid


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read: within which limits, and with which mapping of LDD's numbers (an ldraw.xml)."""

    limits: Limits = DEFAULT
    ldd_mapping: Path | None = None


AS_USUAL = Asked()
