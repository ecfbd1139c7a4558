"""What a writer is given: a file's content, and whatever of its parts, shapes and numbers a format may need."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from brickcore.bom import Bom, bill
from brickcore.content import Content
from brickcore.errors import Location, UnreadableFile
from brickcore.library import PartsLibrary
from brickcore.model import Model


@dataclass(frozen=True, eq=False)
class Given:
    """One file on its way out. `name` is its own, for messages; `cache` is where meshes are kept, if anywhere."""

    content: Content
    name: str
    library: PartsLibrary
    ldd_mapping: Path | None = None
    cache: Path | None = None
    notes: list[str] = field(default_factory=list)

    @cached_property
    def bom(self) -> Bom:
        """Its lots. Raises as `bill` does."""
        return bill(self.content, self.library)

    @property
    def model(self) -> Model:
        """The model that it is. Raises UnreadableFile where it is a list or a mesh."""
        if not isinstance(self.content, Model):
            raise UnreadableFile(
                "NOT_A_MODEL",
                f"{self.name} does not say where parts stand, and the wanted format needs that.",
                location=Location(self.name),
                hint="Choose a format of lists: .csv, .xlsx, .json, .xml or .bsx.",
            )
        return self.content
