"""`manage.py catalogue_role ROLE USERNAME [--revoke]`: who may propose and who may review corrections."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.errors import ServiceError
from parts.services.roles import CatalogueRole, grant_role, revoke_role


class Command(BaseCommand):
    """Grants or revokes a role."""

    help = "Make a member a catalogue editor (proposes corrections) or reviewer (also settles those of others)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The role, the member, and which way."""
        parser.add_argument("role", choices=CatalogueRole.values)
        parser.add_argument("username")
        parser.add_argument("--revoke", action="store_true", help=_("take the role away"))

    def handle(self, *, role: str, username: str, **options: Any) -> None:
        """Do it and say so."""
        change = revoke_role if options["revoke"] else grant_role
        try:
            user = change(username=username, role=CatalogueRole(role))
        except ServiceError as error:
            raise CommandError(error.message) from error
        groups = ", ".join(user.groups.order_by("name").values_list("name", flat=True)) or _("no groups")
        self.stdout.write(_("%(name)s is in: %(groups)s.") % {"name": user.username, "groups": groups})
