"""Release the stock of orders that were not paid in time: what a worker does each minute."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.services.ordering.expiry import release_expired


class Command(BaseCommand):
    """manage.py release_expired"""

    help = "Cancel the orders that were not paid in time, and release the stock that they hold."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say how many."""
        count = release_expired()
        self.stdout.write(f"{count} order{'' if count == 1 else 's'} released")
