"""Bytes that should be text: cut into lines, decoded when needed."""

from brickcore.errors import HostileFile, Location, UnreadableFile
from brickcore.limits import Limits

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b")  # DOS ends a text with 0x1a
_SAMPLE = 65_536


def split_lines(data: bytes, name: str, limits: Limits) -> list[bytes]:
    """Lines without surrounding blanks; LF, CRLF, CR and mixtures end one. Raises for binary bytes and too many lines."""
    if data[:2] in _UTF16_BOMS:
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(_BOM)
    _refuse_binary(data, name)
    if data.count(b"\r") != data.count(b"\r\n"):
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = data.count(b"\n")
    if lines > limits.lines:
        raise HostileFile(
            "TOO_MANY_LINES",
            f"{name} has {lines:,} lines; at most {limits.lines:,} are read.",
            location=Location(name, limits.lines + 1),
            hint="Split the model, and upload each part of it as a build of its own.",
        )
    return list(map(bytes.strip, data.split(b"\n")))


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if b"\0" in data or controls > len(sample) // 100:
        raise UnreadableFile(
            "NOT_TEXT",
            f"{name} is not an LDraw model: it holds binary data where lines of text should be.",
            location=Location(name),
            hint="Upload the .ldr or .mpd file that your building program saved.",
        )


def text_encoding(data: bytes) -> str:
    """UTF-8 where the bytes are valid UTF-8, else Windows' cp1252, which older programs wrote."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
