import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from parts.services.library_download import DownloadFailed, download_library


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, "0 A part\n" * 1000)
    return target.getvalue()


class Site:
    """A web server with one file, which may break off after so many bytes and knows Range."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.breaks_after: int | None = None
        self.ranges: list[str | None] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/complete.zip"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range")
        self.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        if start >= len(self.content):
            request.send_error(416)
            return
        rest = self.content[start:]
        request.send_response(206 if asked else 200)
        request.send_header("Content-Length", str(len(rest)))
        request.end_headers()
        request.wfile.write(rest[: self.breaks_after])


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(archive("ldraw/parts/3001.dat"))
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def test_library_is_fetched_and_kept(site: Site, tmp_path: Path) -> None:
    place = download_library(tmp_path, url=site.url, shown=False)
    assert place == tmp_path / "ldraw" / "complete.zip"
    assert place.read_bytes() == site.content
    assert [path.name for path in place.parent.iterdir()] == ["complete.zip"]


def test_broken_download_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    site.breaks_after = 40
    with pytest.raises(DownloadFailed, match="could not be fetched"):
        download_library(tmp_path, url=site.url, shown=False)
    assert not (tmp_path / "ldraw" / "complete.zip").exists()
    site.breaks_after = None
    place = download_library(tmp_path, url=site.url, shown=False)
    assert place.read_bytes() == site.content
    assert site.ranges == [None, "bytes=40-"]


def test_what_is_complete_already_is_only_checked(site: Site, tmp_path: Path) -> None:
    partial = tmp_path / "ldraw" / "complete.part"
    partial.parent.mkdir()
    partial.write_bytes(site.content)
    assert download_library(tmp_path, url=site.url, shown=False).read_bytes() == site.content


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"<html>Not today</html>", "no zip file"), (archive("readme.txt"), "no LDraw parts")],
)
def test_what_is_no_library_is_thrown_away(site: Site, content: bytes, message: str, tmp_path: Path) -> None:
    site.content = content
    with pytest.raises(DownloadFailed, match=message):
        download_library(tmp_path, url=site.url, shown=False)
    assert list((tmp_path / "ldraw").iterdir()) == []


def test_nobody_answering_is_said(tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="Check the network"):
        download_library(tmp_path, url="http://127.0.0.1:9/complete.zip", shown=False)
