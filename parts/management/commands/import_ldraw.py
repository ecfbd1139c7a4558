"""`manage.py import_ldraw [PATH] [--download]`: every part of an LDraw parts library into the catalogue."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from brickcore.errors import MissingLibrary
from brickcore.library import open_library
from parts.management.watching import bar
from parts.services.catalogue import load_ldraw_library
from parts.services.library_download import OFFICIAL_LIBRARY, DownloadFailed, download_library
from parts.services.library_place import library_place


class Command(BaseCommand):
    """Imports an LDraw parts library."""

    help = "Import an LDraw parts library: a folder or zip laid out like the official complete.zip. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The library's path, or the wish to download the official one."""
        parser.add_argument("path", nargs="?", type=Path, help=_("folder or zip; default: the LDRAW_LIBRARY variable"))
        parser.add_argument("--download", action="store_true", help=_("fetch the official library first"))

    def handle(self, *, path: Path | None, download: bool, **options: Any) -> None:
        """Find the library, load it, say what changed."""
        shown = options["verbosity"] > 0
        place = self._download(shown=shown) if download else self._place(path)
        try:
            library = open_library(place)
        except MissingLibrary as error:
            raise CommandError(f"{error.message} {error.hint}") from error
        loaded = load_ldraw_library(library=library, watch=bar(shown=shown))
        self.stdout.write(
            _("%(parts)d parts read, %(changes)d rows changed; the catalogue is at version %(version)d.")
            % {"parts": loaded.parts, "changes": loaded.changes, "version": loaded.version}
        )

    def _download(self, *, shown: bool) -> Path:
        try:
            return download_library(Path(settings.VAR_DIR), shown=shown)
        except DownloadFailed as error:
            raise CommandError(str(error)) from error

    def _place(self, path: Path | None) -> Path:
        found = path or library_place()
        if found:
            return found
        raise CommandError(
            _(
                "There is no LDraw parts library here. The official one is at %(url)s (about 140 MB): get it and "
                "name its path, set LDRAW_LIBRARY to it, or run `manage.py import_ldraw --download`. Without it "
                "the starter catalogue still works."
            )
            % {"url": OFFICIAL_LIBRARY}
        )
