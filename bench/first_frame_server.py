"""A loopback server for the first-frame benchmark: pages and models from memory, library files as they are asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from bench.first_frame_files import Reader

_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".glb": "model/gltf-binary"}


def pages_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by the address that it is served at."""
    return {
        f"/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@contextmanager
def serving(files: Mapping[str, bytes], library: Reader) -> Iterator[str]:
    """Serves while the context lasts; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # one connection for many files, as a real server would
        wbufsize = 1 << 16

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            found = library(path[9:].lower()) if path.startswith("/library/") else files.get(path)
            body = found or b""
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", _TYPES.get(Path(path).suffix, "text/plain"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Thousands of lines that nobody reads."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
