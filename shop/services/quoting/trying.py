"""A price for the asking: a quote that is made, searched and read, and never was."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction

from builds.models import Build, Revision
from builds.selectors import access_numbered_revision
from shop.models import Quote
from shop.services.quoting.asking import KitGiven, request_quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.running import run_quote


@contextmanager
def tried_quote(
    *,
    build: Build,
    country: str,
    currency: str = "EUR",
    kits: int = 1,
    choices: Choices | None = None,
    seconds: Decimal | int = 5,
) -> Iterator[Quote]:
    """A quote for a build as its builder sees it, here and now; it is gone at the end of the block.

    Raises as `request_quote`. For the operator: the search runs in this process, in one transaction.
    """
    with transaction.atomic():
        quote = request_quote(
            by=build.owner,
            kits=[KitGiven(_revision(build), kits)],
            country=country,
            currency=currency,
            choices=choices,
            seconds=seconds,
        )
        run_quote(quote.pk, keep_proof=False)
        quote.refresh_from_db()
        yield quote
        transaction.set_rollback(True)


def _revision(build: Build) -> Revision:
    return access_numbered_revision(build.owner, build)
