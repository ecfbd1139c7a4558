"""Looking through all of the money: whether the books, the orders, the quotes and the shelves say the same.

The database holds most of it by constraints and triggers; this is for what those cannot see, and for rows that came by
another way: a restored backup, a hand in the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from shop.services.ledger.checks import CHECKS
from shop.services.ledger.checks.check import Check

MOST_FINDINGS = 1000  # of one check; more of the same teach nothing
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: which check says so, where, what, and what to do about it."""

    code: str
    where: str
    what: str
    to_do: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was looked at, and what was found."""

    checks: Sequence[str]
    findings: Sequence[Finding]

    @property
    def is_clean(self) -> bool:
        """Whether everything adds up."""
        return not self.findings


def audit(*, on_check: Callable[[Check], None] = lambda _check: None) -> AuditReport:
    """Run every check against one moment of the database, while the site goes on; nothing is changed."""
    is_alone = not connection.in_atomic_block
    findings: list[Finding] = []
    with transaction.atomic():
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute(ONE_MOMENT)
        for check in CHECKS:
            on_check(check)
            findings += _run(check)
    return AuditReport([check.code for check in CHECKS], findings)


def _run(check: Check) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(check.sql)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchmany(MOST_FINDINGS)]
    return [Finding(check.code, check.where % row, str(check.what) % row, str(check.to_do) % row) for row in rows]
