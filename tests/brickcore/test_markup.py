from collections.abc import Callable

import pytest

from brickcore.errors import BrickError, HostileFile, UnreadableFile
from brickcore.markup import parse_xml, root_name, walk_xml

BOMB = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
ELSEWHERE = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % b "c"> %b;]><a/>'


class Seen:
    """Notes what it comes by."""

    line: Callable[[], int]

    def __init__(self) -> None:
        self.steps: list[str] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.steps.append(f"{self.line()} {tag} {attributes.get('n', '')}".rstrip())

    def end(self, tag: str) -> None:
        self.steps.append(f"/{tag}")


def walked(data: bytes, name: str) -> list[str]:
    seen = Seen()
    walk_xml(data, name, seen)
    return seen.steps


def test_a_walk_tells_what_begins_on_which_line_and_what_ends() -> None:
    assert walked(b"<!DOCTYPE a>\n<a>\n<b n='1'/>text\n<b/></a>", "a.xml") == [
        "2 a", "3 b 1", "/b", "4 b", "/b", "/a",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("text", [BOMB, OUTSIDE, ELSEWHERE, PARAMETER])
def test_documents_that_declare_anything_are_refused(text: str, encoding: str) -> None:
    for look in (parse_xml, root_name, walked):
        with pytest.raises(HostileFile) as refused:
            look(text.encode(encoding), "a.xml")
        assert refused.value.code == "XML_DECLARES"


def test_a_bare_document_type_is_fine() -> None:
    assert parse_xml(b"<!DOCTYPE BrickStoreXML>\n<BrickStoreXML/>", "a.bsx").tag == "BrickStoreXML"


def test_the_first_element_is_named_without_its_namespace() -> None:
    assert root_name(b'<?xml version="1.0"?><x:LXFML xmlns:x="y"><not closed', "a.xml") == "LXFML"


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a></b>", b"no xml", b"<?xml version='1.0' encoding='nonsense'?><a/>", b"\xff\xfe<"]
)
def test_what_is_not_whole_is_called_broken(data: bytes) -> None:
    for look in (parse_xml, walked):
        with pytest.raises(UnreadableFile) as refused:
            look(data, "a.xml")
        assert refused.value.code == "BROKEN_XML"


def test_more_elements_than_memory_could_hold_are_refused() -> None:
    for look in (parse_xml, walked):
        with pytest.raises(BrickError) as refused:
            look(b"<a>" + b"<b/>" * 4_000_001 + b"</a>", "a.xml")
        assert refused.value.code == "XML_TOO_LARGE"


def test_depth_alone_breaks_nothing() -> None:
    root = parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000, "a.xml")
    assert sum(1 for _ in root.iter()) == 100_000
