"""`manage.py seed_demo`: a demo member and the builds of demo/, published, one of them a remix."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.services.members import DEMO_NAME, DEMO_PASSWORD, create_demo_member
from builds.services.demo import demo_builds, seed
from common.errors import ServiceError


class Command(BaseCommand):
    """Seed the demo."""

    help = "Make the demo's member and builds where they are missing; running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seed and report, a line a build."""
        entries = demo_builds()
        password = DEMO_PASSWORD if settings.DEBUG else None
        owners = {
            name: create_demo_member(username=name, display_name=name.capitalize(), password=password)
            for name in {entry.owner for entry in entries}
        }
        try:
            for number, (entry, build, changed) in enumerate(seed(entries, owners), start=1):
                said = "made" if changed else "there already"
                self.stdout.write(f"  {number} of {len(entries)}  {entry.title}: {said}, /builds/{build.slug}/")
        except ServiceError as error:
            raise CommandError(f"The demo cannot be made. {error.message}") from error
        login = f"{DEMO_NAME} signs in with the password {DEMO_PASSWORD}" if password else f"{DEMO_NAME} cannot sign in"
        self.stdout.write(f"{login} (DEBUG is {'on' if password else 'off'}).")
