"""Which reader reads which kind of file: one reader a format, told apart by content first and by name second."""

from importlib import import_module

from brickcore.content import AS_USUAL, Asked, Content
from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.formats.detecting import kind_of
from brickcore.formats.foreign import foreign_kind
from brickcore.formats.table import FORMATS, Format
from brickcore.limits import DEFAULT, Limits
from brickcore.model import Model


def detect(data: bytes, name: str) -> str:
    """The format of these bytes: a key of the formats' table. Raises UnreadableFile where no reader takes them."""
    known = kind_of(data, name)
    if known is not None and known in FORMATS:
        return known
    kind = foreign_kind(data, name)
    if kind is not None:
        raise UnreadableFile(
            "UNSUPPORTED_FORMAT",
            f"{name} is {kind.what}: {kind.why}.",
            location=Location(name),
            hint=kind.hint,
        )
    return "ldraw"


def read(data: bytes, name: str, *, limits: Limits = DEFAULT, asked: Asked | None = None) -> Model:
    """Read one file that places parts. `name` is its file name, for messages and as a hint to the format.

    Raises as `read_content` does, and UnreadableFile where the file is a list or a mesh.
    """
    content = read_content(data, name, asked or Asked(limits))
    if not isinstance(content, Model):
        what = FORMATS[content.format].title
        raise UnreadableFile(
            "NOT_A_MODEL",
            f"{name} is read as {what}, which does not say where parts stand.",
            location=Location(name),
            hint="Name a model file.",
        )
    return content


def read_content(data: bytes, name: str, asked: Asked = AS_USUAL) -> Content:
    """Read one uploaded file, whatever it turns out to be.

    Raises UnreadableFile where the bytes are nothing that is known, HostileFile where they ask for more than the
    limits; all else that is wrong with them is in the content's notices.
    """
    _check_size(data, name, asked.limits)
    return _read_with(FORMATS[detect(data, name)], data, name, asked)


def _read_with(form: Format, data: bytes, name: str, asked: Asked) -> Content:
    content: Content = import_module(form.reader).read(data, name, asked)
    return content


def _check_size(data: bytes, name: str, limits: Limits) -> None:
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
