"""Write the schema's text, or say whether the committed one has drifted."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from brickfolk_api.schema import schema


class Command(BaseCommand):
    """manage.py write_schema [--check]."""

    help = "Write graphql/schema.graphql from the code; with --check only compare, and fail when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--check", action="store_true", help="compare, write nothing")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        """Write or compare."""
        path = Path(settings.BASE_DIR) / "graphql" / "schema.graphql"
        text = str(schema).strip() + "\n"
        if not check:
            path.write_text(text, encoding="utf-8")
            self.stdout.write(_("%(lines)d lines written.") % {"lines": text.count("\n")})
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(_("graphql/schema.graphql has drifted. Run `python manage.py write_schema`."))
