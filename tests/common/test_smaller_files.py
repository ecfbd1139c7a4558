"""Gzipped copies of files: made once, sent to whoever takes them."""

import gzip

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from common.files import keep, keep_smaller, signed_url
from common.files.smaller import takes_gzip
from common.models import StoredFile

pytestmark = pytest.mark.django_db
GLB = b"glTF and many bytes alike " * 200


def kept() -> StoredFile:
    stored = keep(GLB)
    keep_smaller(stored)
    return stored


def address(stored: StoredFile) -> str:
    return signed_url(stored, name="model.glb", content_type="model/gltf-binary", inline=True)


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_who_takes_gzip_gets_the_smaller_copy(client: Client) -> None:
    response = client.get(address(kept()), headers={"Accept-Encoding": "br, gzip;q=0.8"})
    sent = body(response)
    assert (response["Content-Encoding"], response["Content-Type"]) == ("gzip", "model/gltf-binary")
    assert response["Content-Length"] == str(len(sent))
    assert len(sent) < len(GLB) / 10
    assert gzip.decompress(sent) == GLB
    assert "Accept-Encoding" in response["Vary"]
    assert response["Accept-Ranges"] == "none"


def test_who_does_not_gets_the_bytes_as_they_are_under_another_tag(client: Client) -> None:
    url = address(kept())
    plain, packed = client.get(url), client.get(url, headers={"Accept-Encoding": "gzip"})
    assert (body(plain), plain.get("Content-Encoding")) == (GLB, None)
    assert all("Accept-Encoding" in response["Vary"] for response in (plain, packed))
    assert plain["ETag"] != packed["ETag"]


def test_an_unchanged_copy_is_not_sent_again(client: Client) -> None:
    url = address(kept())
    tag = client.get(url, headers={"Accept-Encoding": "gzip"})["ETag"]
    again = client.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert again.status_code == 304
    assert "Accept-Encoding" in again["Vary"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_ranges_are_those_of_the_bytes_as_they_are(client: Client) -> None:
    response = client.get(address(kept()), headers={"Accept-Encoding": "gzip", "Range": "bytes=5-7"})
    assert (response.status_code, body(response), response.get("Content-Encoding")) == (206, GLB[5:8], None)


def test_going_on_with_another_copy_starts_anew(client: Client) -> None:
    url = address(kept())
    tags = [client.get(url, headers=headers)["ETag"] for headers in ({}, {"Accept-Encoding": "gzip"})]
    found = [client.get(url, headers={"Range": "bytes=5-7", "If-Range": tag}) for tag in tags]
    assert [(response.status_code, body(response)) for response in found] == [(206, GLB[5:8]), (200, GLB)]


def test_what_gzip_does_not_make_smaller_has_no_copy(client: Client) -> None:
    stored = keep(gzip.compress(bytes(range(256))))
    keep_smaller(stored)
    response = client.get(address(stored), headers={"Accept-Encoding": "gzip"})
    assert response.get("Content-Encoding") is None


def test_the_copy_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = kept()
    monkeypatch.setattr(default_storage, "save", None)
    keep_smaller(stored)


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("GZIP, deflate", True),
        ("deflate, gzip;q=0.5", True),
        ("*", True),
        ("gzip; q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("br", False),
        ("x-gzip-like", False),
        ("", False),
    ],
)
def test_what_a_header_says_of_gzip(header: str, takes: bool) -> None:
    assert takes_gzip(header) is takes
