"""The child that unpacks a build's zip: checks its manifest, and leaves each file that it names under its SHA-256.

Nothing is written to a path that the zip names, and nothing that it does not hold itself is looked at.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from brickcore.archives import Archive, open_archive
from brickcore.bundles.manifest import MOST_FILE, MOST_MANIFEST, NAME, Bundle, FileEntry, error_of, read_manifest
from brickcore.errors import BrickError, Location, UnreadableFile
from brickcore.pipeline.report import UNREADABLE, say, to_json, write_error

BUNDLE = "bundle.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Unpack one zip: FILE --name NAME --out DIR; 0 when all of it is right, 2 when not (then error.json says why)."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="what the file is called")
    parser.add_argument("--out", type=Path, required=True, help="a folder that exists")
    given = parser.parse_args(argv)
    try:
        archive = open_archive(given.file.read_bytes(), given.name)
        bundle = _manifest(archive)
        _unpack(archive, bundle, given.out)
    except BrickError as error:
        write_error(given.out, error)
        return UNREADABLE
    (given.out / BUNDLE).write_text(to_json(asdict(bundle)))
    return 0


def _manifest(archive: Archive) -> Bundle:
    if NAME not in archive.names:
        message = f"{archive.name} is no export of a build: there is no {NAME} in it."
        raise UnreadableFile(
            "NO_BUNDLE", message, location=Location(archive.name), hint="Upload the zip that “Everything” gave."
        )
    return read_manifest(archive.read(NAME, most=MOST_MANIFEST), archive.name)


def _unpack(archive: Archive, bundle: Bundle, out: Path) -> None:
    """Write what the build is made of; lists that were derived are checked, and made anew where it goes."""
    kept = {entry.sha256 for entry in bundle.originals}
    for done, entry in enumerate(bundle.files, start=1):
        data = _checked(archive, entry)
        if entry.sha256 in kept and not (out / entry.sha256).exists():
            (out / entry.sha256).write_bytes(data)
        say("unpacked", done=done, of=len(bundle.files))


def _checked(archive: Archive, entry: FileEntry) -> bytes:
    if entry.path not in archive.names:
        raise error_of(entry.path, archive.name, "is named in it, and is not there")
    if archive.size(entry.path) != entry.size:
        raise error_of(entry.path, archive.name, "is not as long as its manifest says")
    data = archive.read(entry.path, most=MOST_FILE)
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise error_of(entry.path, archive.name, "does not hold the bytes that its manifest says")
    return data


if __name__ == "__main__":
    sys.exit(main())
