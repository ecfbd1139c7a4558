"""A worker that is killed with -9 while it writes a quote's price."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from shop.models import QuoteCharge, QuoteLine, QuoteParcel
from shop.services.quoting.replaying import replay
from shop.services.quoting.running import run_quote
from tests.factories import make_user
from tests.shop.quoting.market_rows import asked_for, kit_of, offer, part, store, terms
from tests.worker_process import REPOSITORY, worker_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DIES = """
import os, signal, sys
import django
django.setup()
from shop.models import {model}
from shop.services.quoting.running import run_quote

def die(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

{model}.objects.{method} = die
run_quote(int(sys.argv[1]))
"""


@pytest.fixture(autouse=True)
def no_jobs_of_other_tests(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.mark.parametrize(("model", "method"), [("QuoteParcel", "create"), ("QuoteCharge", "bulk_create")])
def test_nothing_of_it_stays_and_the_next_run_does_all_of_it(model: str, method: str, tmp_path: Path) -> None:
    brick = part("brick")
    offer(store("Seller"), brick, "0.10")
    build = kit_of({brick: 4})
    terms(build, fee="2.00")
    quote = asked_for(make_user(), build)

    command = [sys.executable, "-c", DIES.format(model=model, method=method), str(quote.pk)]
    environment = worker_environment(tmp_path) | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'graphql'}",
    }
    ended = subprocess.run(command, env=environment, cwd=REPOSITORY, check=False, timeout=100)

    assert ended.returncode == -signal.SIGKILL
    quote.refresh_from_db()
    assert (quote.state, quote.total) == ("searching", None)
    assert not any(rows.objects.exists() for rows in (QuoteParcel, QuoteLine, QuoteCharge))
    run_quote(quote.pk)
    quote.refresh_from_db()
    assert quote.state == "ready"
    assert replay(quote).is_same
