"""Where a source's tables lie: a folder or one zip, each table as .csv or .csv.gz."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from parts.services.catalogue.frame import ImportRefused
from parts.services.catalogue.sources.archive import open_archive
from parts.services.catalogue.sources.streams import TableFile

_ENDINGS = (".csv", ".csv.gz")


class TableFolder:
    """The tables of a source, by name without ending."""

    def __init__(self, place: str, files: Mapping[str, TableFile]) -> None:
        self.place = place
        self._files = files

    def get(self, table: str) -> TableFile | None:
        """The file of a table, when it is there."""
        return self._files.get(table)

    def __len__(self) -> int:
        return len(self._files)


@contextmanager
def open_tables(place: Path) -> Iterator[TableFolder]:
    """The tables in a folder or a zip. Raises ImportRefused when there is neither, or the zip is hostile."""
    if place.is_dir():
        paths = sorted(path for path in place.iterdir() if path.is_file())
        yield TableFolder(place.name, _by_table([TableFile.at(path) for path in paths]))
    elif place.is_file():
        with open_archive(place) as archive:
            yield TableFolder(place.name, _by_table(_members(archive)))
    else:
        message = _("There is no folder or zip at %(place)s. Name the one that holds the tables.")
        raise ImportRefused("TABLES_MISSING", message % {"place": place})


def _members(archive: zipfile.ZipFile) -> list[TableFile]:
    names = [member.filename for member in archive.infolist() if not member.is_dir()]
    return [TableFile(PurePosixPath(name).name, partial(archive.open, name)) for name in names]


def _by_table(files: Sequence[TableFile]) -> dict[str, TableFile]:
    """By the name of the table; where it is there packed and unpacked, the one that is not packed."""
    found: dict[str, TableFile] = {}
    for ending in _ENDINGS:
        ours = [file for file in files if file.name.lower().endswith(ending)]
        names = [file.name[: -len(ending)].lower() for file in ours]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            message = _("There are two tables %(names)s: nobody can tell which is meant. Keep one of them.")
            raise ImportRefused("TABLE_TWICE", message % {"names": ", ".join(twice)[:200]})
        found = dict(zip(names, ours, strict=True)) | found
    return found
