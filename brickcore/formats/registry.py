"""Which reader reads which kind of file: one reader a format, told apart by content first and by name second."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.ldraw.reader import read_ldraw
from brickcore.limits import DEFAULT, Limits
from brickcore.model import Model

Reader = Callable[[bytes, str, Limits], Model]

READERS: Mapping[str, Reader] = {"ldraw": read_ldraw}


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A kind of file that is known by its first bytes, and for which there is no reader."""

    start: bytes
    what: str
    hint: str


_AS_LDRAW = "Export it as LDraw (.ldr or .mpd) in the program that made it, and upload that."
_FOREIGN = (
    _Foreign(b"PK\x03\x04", "a zip file, as Studio (.io) and LEGO Digital Designer (.lxf) write", _AS_LDRAW),
    _Foreign(b"<", "an XML file", _AS_LDRAW),
    _Foreign(b"\x1f\x8b", "a gzip file", "Unpack it first."),
    _Foreign(b"\x89PNG", "a PNG picture", "Upload the model file, and add pictures to the build afterwards."),
    _Foreign(b"\xff\xd8\xff", "a JPEG picture", "Upload the model file, and add pictures to the build afterwards."),
    _Foreign(b"%PDF", "a PDF document", "Upload the model file; instructions can be attached to the build."),
    _Foreign(b"glTF", "a 3D mesh", _AS_LDRAW),
)


def detect(data: bytes, name: str) -> str:
    """The format of these bytes: a key of the registry. Raises UnreadableFile where no reader takes them."""
    start = data[:64].lstrip()
    for kind in _FOREIGN:
        if start.startswith(kind.start):
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
