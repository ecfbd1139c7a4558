"""Fetches the official LDraw parts library: resumed where it broke off, checked before it counts as there."""

import http.client
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _
from tqdm import tqdm

from parts.services.library_place import fetched_place

OFFICIAL_LIBRARY = "https://library.ldraw.org/library/updates/complete.zip"
CHUNK = 1 << 18
TIMEOUT = 30  # seconds that nothing may come
MOST_BYTES = 1 << 30


class DownloadFailed(Exception):
    """The library could not be fetched; what was fetched is kept, and the next try goes on from there."""


class _Response(Protocol):
    status: int
    headers: http.client.HTTPMessage

    def read(self, amount: int) -> bytes: ...


def download_library(var_dir: Path, *, url: str = OFFICIAL_LIBRARY, shown: bool = True) -> Path:
    """Fetch the library into `var_dir`/ldraw/complete.zip and return that path. Raises DownloadFailed."""
    place = fetched_place(var_dir)
    partial = place.with_suffix(".part")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        _fetch(url, partial, shown=shown)
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise DownloadFailed(
            _(
                "%(url)s could not be fetched (%(reason)s). Check the network and run the command again: it goes on "
                "where it stopped. Or fetch the file otherwise and name its path."
            )
            % {"url": url, "reason": reason}
        ) from error
    _check(partial)
    partial.replace(place)
    return place


def _fetch(url: str, partial: Path, *, shown: bool) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310 - fixed https
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            return  # everything is here already; the check decides
        raise
    with response:
        _copy(response, partial, have if response.status == http.HTTPStatus.PARTIAL_CONTENT else 0, shown=shown)


def _copy(response: _Response, partial: Path, have: int, *, shown: bool) -> None:
    length = response.headers.get("Content-Length")
    total = have + int(length) if length else None
    done = have
    with (
        partial.open("ab" if have else "wb") as target,
        tqdm(total=total, initial=have, unit="B", unit_scale=True, desc="complete.zip", disable=not shown) as progress,
    ):
        while chunk := response.read(CHUNK):
            done += len(chunk)
            if done > MOST_BYTES:
                raise OSError("larger than any parts library")
            target.write(chunk)
            progress.update(len(chunk))
    if total is not None and done != total:
        raise OSError(f"{done} of {total} bytes came")


def _check(partial: Path) -> None:
    try:
        with zipfile.ZipFile(partial) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        partial.unlink()
        raise DownloadFailed(_("What came is no zip file; it was thrown away. Run the command again.")) from error
    if not any(name.lower().endswith("parts/3001.dat") for name in names):
        partial.unlink()
        raise DownloadFailed(_("The zip file holds no LDraw parts; it was thrown away."))
