"""`manage.py load_starter_catalogue`: the parts and colours that this repository carries. Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from parts.management.watching import bar
from parts.services.catalogue import load_starter_catalogue


class Command(BaseCommand):
    """Loads the starter catalogue."""

    help = "Load the starter catalogue: common parts and all official LDraw colours. Safe to run again."

    def handle(self, **options: Any) -> None:
        """Load, then say what changed."""
        loaded = load_starter_catalogue(watch=bar(shown=options["verbosity"] > 0))
        self.stdout.write(
            _("%(parts)d parts read, %(changes)d rows changed; the catalogue is at version %(version)d.")
            % {"parts": loaded.parts, "changes": loaded.changes, "version": loaded.version}
        )
