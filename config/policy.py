"""What pages may load and run (Content Security Policy): our own files, and nothing inline."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

WASM = "'wasm-unsafe-eval'"  # the 3D view's mesh decoder is WebAssembly


def content_policy(files: str | None, *, pay_at: str | None = None) -> dict[str, object]:
    """The policy for django-csp; `files` is an address below which stored files lie, where that is not our own.

    `pay_at` is where the button that pays leads: browsers hold form-action against where a form is sent on to as well.
    """
    elsewhere = [f"{urlsplit(files).scheme}://{urlsplit(files).netloc}"] if files else []
    directives = {
        "default-src": [SELF],
        "script-src": [SELF, WASM],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:", *elsewhere],  # data: is the QR code of a second factor
        "connect-src": [SELF, "blob:", *elsewhere],
        "worker-src": [SELF, "blob:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *([pay_at] if pay_at else [])],
        "frame-ancestors": [NONE],
    }
    return {"DIRECTIVES": directives}
