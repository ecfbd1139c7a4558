"""Which reader reads which kind of file: one reader a format, told apart by content first and by name second."""

from collections.abc import Callable, Mapping

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.foreign import foreign_kind
from brickcore.formats.ldraw.reader import read_ldraw
from brickcore.limits import DEFAULT, Limits
from brickcore.model import Model

Reader = Callable[[bytes, str, Limits], Model]

READERS: Mapping[str, Reader] = {"ldraw": read_ldraw}


def detect(data: bytes, name: str) -> str:
    """The format of these bytes: a key of the registry. Raises UnreadableFile where no reader takes them."""
    kind = foreign_kind(data, name)
    if kind is not None:
        raise UnreadableFile(
            "UNSUPPORTED_FORMAT",
            f"{name} is {kind.what}, not an LDraw model.",
            location=Location(name),
            hint=kind.hint,
        )
    return "ldraw"


def read(data: bytes, name: str, *, limits: Limits = DEFAULT) -> Model:
    """Read one uploaded file. `name` is its file name, for messages and as a hint to the format.

    Raises UnreadableFile where the bytes are no model, HostileFile where they ask for more than `limits`; all else
    that is wrong with them is in the model's notices.
    """
    if not data.strip():
        raise UnreadableFile(
            "EMPTY_FILE",
            f"{name} is empty.",
            location=Location(name),
            hint="Save the model again, and upload the new file.",
        )
    if len(data) > limits.file_bytes:
        most = limits.file_bytes / (1 << 20)
        raise HostileFile(
            "FILE_TOO_LARGE",
            f"{name} has {len(data) / (1 << 20):.1f} MB; at most {most:.0f} MB are read.",
            location=Location(name),
            hint="Split the model, or leave out parts that are embedded in the file.",
        )
    return READERS[detect(data, name)](data, name, limits)
