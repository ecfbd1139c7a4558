"""`manage.py import_ldraw [PATH] [--download]`: every part of an LDraw parts library into the catalogue."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from brickcore.errors import MissingLibrary
from brickcore.library import open_library
from parts.management.importing import ImportCommand
from parts.services.catalogue import load_ldraw_library
from parts.services.catalogue.entries import Watch
from parts.services.catalogue.frame import Imported, ImportRefused
from parts.services.library_download import OFFICIAL_LIBRARY, DownloadFailed, download_library
from parts.services.library_place import library_place


class Command(ImportCommand):
    """Imports an LDraw parts library. Ends with 0, with 1 when files were refused, with 2 when nothing was imported."""

    help = "Import an LDraw parts library: a folder or zip laid out like the official complete.zip. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The library's path, or the wish to download the official one."""
        parser.add_argument("path", nargs="?", type=Path, help=_("folder or zip; default: the LDRAW_LIBRARY variable"))
        parser.add_argument("--download", action="store_true", help=_("fetch the official library first"))

    def load(self, *, watch: Watch, **options: Any) -> Imported:
        """Find the library and import it."""
        shown = options["verbosity"] > 0
        place = self._download(shown=shown) if options["download"] else self._place(options["path"])
        try:
            library = open_library(place)
        except MissingLibrary as error:
            raise ImportRefused(error.code, f"{error.message} {error.hint}") from error
        return load_ldraw_library(library=library, watch=watch)

    def _download(self, *, shown: bool) -> Path:
        try:
            return download_library(Path(settings.VAR_DIR), shown=shown)
        except DownloadFailed as error:
            raise ImportRefused("LIBRARY_NOT_FETCHED", str(error)) from error

    def _place(self, path: Path | None) -> Path:
        found = path or library_place()
        if found:
            return found
        raise ImportRefused(
            "LIBRARY_MISSING",
            _(
                "There is no LDraw parts library here. The official one is at %(url)s (about 140 MB): get it and "
                "name its path, set LDRAW_LIBRARY to it, or run `manage.py import_ldraw --download`. Without it "
                "the starter catalogue still works."
            )
            % {"url": OFFICIAL_LIBRARY},
        )
