"""`manage.py build_meshes [PATH]`: the mesh of every part of the LDraw parts library, made beforehand."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from tqdm import tqdm

from brickcore.errors import MissingLibrary
from parts.management.importing import PARTLY, STOPPED
from parts.services.library_place import library_place
from parts.services.meshes import MeshedLibrary, mesh_library

_SHOWN = 50  # parts that failed; all of them are counted
_DONE = gettext_lazy(
    "%(parts)d parts: %(made)d meshed, %(kept)d kept, %(failed)d failed; %(removed)d old meshes removed. "
    "%(megabytes).1f MB, %(seconds).1f s. %(sized)d parts of the catalogue got a size."
)


class Command(BaseCommand):
    """Meshes the parts library."""

    help = (
        "Mesh every part of the LDraw parts library, so that no upload waits for one. Only parts whose shape changed "
        "are meshed; stop it whenever you like, it goes on where it ended. Ends with 1 when parts failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The library's path, the parts, and how many processes work."""
        parser.add_argument("path", nargs="?", type=Path, help=_("folder or zip; default: the LDRAW_LIBRARY variable"))
        parser.add_argument("--part", action="append", metavar="NUMBER", help=_("only this part; may be repeated"))
        parser.add_argument("--processes", type=_count, metavar="N", help=_("default: one for each core"))

    def handle(self, *, path: Path | None, part: list[str] | None, processes: int | None, **options: Any) -> None:
        """Mesh, and say what was done."""
        place = path or library_place()
        if place is None:
            raise CommandError(_("There is no LDraw parts library here. Name its path, or set LDRAW_LIBRARY to it."))
        names = [f"{number.lower().removesuffix('.dat')}.dat" for number in part] if part else None
        bar = tqdm(desc=_("parts"), disable=None if options["verbosity"] > 0 else True, leave=False)
        try:
            done = mesh_library(place=place, names=names, processes=processes, progress=_Shown(bar))
        except MissingLibrary as error:
            raise CommandError(f"{error.message} {error.hint}") from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                _("Stopped. What was meshed is kept; run it again to go on."), returncode=STOPPED
            ) from stop
        finally:
            bar.close()
        self._report(done)
        if done.failed:
            sys.exit(PARTLY)

    def _report(self, done: MeshedLibrary) -> None:
        for name, reason in done.failed[:_SHOWN]:
            self.stderr.write(f"{name}: {reason}")
        if (more := len(done.failed) - _SHOWN) > 0:
            rest = ngettext("… and %(more)d more part.", "… and %(more)d more parts.", more)
            self.stderr.write(rest % {"more": more})
        figures = asdict(done) | {"failed": len(done.failed), "megabytes": done.bytes / 1e6}
        self.stdout.write(_DONE % figures)


class _Shown:
    """Moves a bar on."""

    def __init__(self, bar: "tqdm[Any]") -> None:
        self._bar = bar

    def __call__(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError(_("a number from 1 to 256"))
    return int(text)
