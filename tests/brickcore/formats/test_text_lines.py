import pytest

from brickcore.formats.text import split_lines
from brickcore.limits import DEFAULT


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a\nb", [b"a", b"b"]),
        (b"a\r\nb\r\n", [b"a", b"b"]),
        (b"a\rb\r", [b"a", b"b"]),
        (b"a\r\r\nb", [b"a", b"", b"b"]),
        (b"a\n\rb", [b"a", b"", b"b"]),
        (b"\n\r", [b"", b""]),
        (b"\r\na\r", [b"", b"a"]),
        (b"a\r\n \t b \x0b", [b"a", b"b"]),
        (b"\xef\xbb\xbfa\n", [b"a"]),
        ("a\nb\n".encode("utf-16"), [b"a", b"b"]),
    ],
)
def test_lines_end_as_any_system_ends_them(data: bytes, lines: list[bytes]) -> None:
    found = split_lines(data, "model.ldr", DEFAULT)
    assert found.text == lines
    assert found.kinds.tolist() == [(line or b" ")[0] for line in lines]
