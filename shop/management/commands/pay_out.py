"""`manage.py pay_out`: what stores and designers earned is paid out."""

from argparse import ArgumentParser
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from shop.services.ledger.payouts import PaidOut, pay_out_all


class Command(BaseCommand):
    """Pays out."""

    help = (
        "Pay out what stores and designers earned: books a payout for every balance of at least PAYOUT_MINIMUM, and "
        "prints them. It moves no money itself: send what it prints. Running it again pays nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Until when, and whether to look only."""
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DATE", help="the last day that counts (UTC); without it: now"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be paid out, and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """One line an account, and how many there were."""
        day: date | None = options["until"]
        until = datetime.combine(day + timedelta(days=1), time(), UTC) if day else None
        done = pay_out_all(until=until, dry_run=options["dry_run"], on_each=self._say)
        if not done:
            self.stdout.write(_("Nothing is due."))

    def _say(self, done: PaidOut) -> None:
        account = done.account
        holder = account.store or account.member
        number = _("payout %(pk)d") % {"pk": done.payout.pk} if done.payout else _("not paid out: a dry run")
        self.stdout.write(f"{account.currency} {done.amount:>10}  {account.kind:8}  {holder}  ({number})")
