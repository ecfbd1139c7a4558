"""`manage.py audit_ledger`: whether the books, the orders, the quotes and the shelves say the same."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.services.ledger.audit import AuditReport, Finding, audit
from shop.services.ledger.checks.check import Check

FOUND = 1


class Command(BaseCommand):
    """Looks through all of the money."""

    help = (
        "Look whether all of the money adds up; says what does not, where, and what to do. Changes nothing, while the "
        "site goes on. Ends with 0 when all is well, with 1 when something was found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For programs."""
        parser.add_argument("--json", action="store_true", help="print {clean, checks, findings} for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look, say, and end with the status."""
        is_quiet = options["json"] or not options["verbosity"]
        report = audit(on_check=(lambda _check: None) if is_quiet else self._look)
        if options["json"]:
            self.stdout.write(_as_json(report))
        else:
            self._say(report, is_quiet=is_quiet)
        if not report.is_clean:
            sys.exit(FOUND)

    def _look(self, check: Check) -> None:
        self.stderr.write(_("Looking for %(code)s") % {"code": check.code})

    def _say(self, report: AuditReport, *, is_quiet: bool) -> None:
        for finding in report.findings:
            self.stdout.write(_one(finding))
        count = len(report.findings)
        if count:
            message = ngettext("%(count)d finding.", "%(count)d findings.", count) % {"count": count}
        else:
            message = _("All adds up: %(checks)d checks.") % {"checks": len(report.checks)}
        if count or not is_quiet:  # cron mails what is printed
            self.stdout.write(message)


def _one(finding: Finding) -> str:
    return f"{finding.code}  {finding.where}: {finding.what}.\n    {finding.to_do}"


def _as_json(report: AuditReport) -> str:
    findings = [asdict(finding) for finding in report.findings]
    return json.dumps({"clean": report.is_clean, "checks": report.checks, "findings": findings}, indent=2)
