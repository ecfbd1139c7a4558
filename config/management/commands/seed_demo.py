"""`manage.py seed_demo`: the builds of demo/, published, one of them a remix, and stores that sell their parts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services.members import DEMO_NAME, DEMO_PASSWORD, create_demo_member
from builds.services.demo import demo_builds, seed
from common.errors import ServiceError
from shop.services.demo_stores import demo_stores, seed_stores


class Command(BaseCommand):
    """Seed the demo."""

    help = "Make the demo's members, builds and stores where they are missing; running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seed and report, a line a build and a store."""
        password = DEMO_PASSWORD if settings.DEBUG else None
        names = {entry.owner for entry in demo_builds()} | {entry.owner for entry in demo_stores()}
        owners = {
            name: create_demo_member(username=name, display_name=name.capitalize(), password=password)
            for name in sorted(names)
        }
        try:
            self._builds(owners)
            self._stores(owners)
        except ServiceError as error:
            raise CommandError(f"The demo cannot be made. {error.message}") from error
        login = f"{DEMO_NAME} signs in with the password {DEMO_PASSWORD}" if password else f"{DEMO_NAME} cannot sign in"
        self.stdout.write(f"{login} (DEBUG is {'on' if password else 'off'}).")
        if password:
            keepers = ", ".join(dict.fromkeys(entry.owner for entry in demo_stores()))
            self.stdout.write(f"So do the keepers of the stores: {keepers}.")

    def _builds(self, owners: dict[str, User]) -> None:
        entries = demo_builds()
        for number, (entry, build, changed) in enumerate(seed(entries, owners), start=1):
            said = "made" if changed else "there already"
            self.stdout.write(f"  {number} of {len(entries)}  {entry.title}: {said}, /builds/{build.slug}/")

    def _stores(self, owners: dict[str, User]) -> None:
        for entry, store, made in seed_stores(owners):
            said = f"{made.added + made.changed} lots" if made and not made.error else "as it was"
            self.stdout.write(f"  {entry.name}: {said}, sold by {store.owner.username}")
