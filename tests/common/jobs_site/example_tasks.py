"""Tasks that write down what they do, for tests that kill the worker under them."""

import os
import time
from pathlib import Path

from django.db import transaction

from common.jobs import app, defer, on_job_failed


def say(log: str, line: str) -> None:
    with Path(log).open("a") as file:
        file.write(line + "\n")


@app.task(name="example.hang", queue="processing")
def hang(log: str, times: int) -> None:
    """Hang forever, `times` times; then be done."""
    say(log, f"started {os.getpid()}")
    if Path(log).read_text().count("started") <= times:
        time.sleep(600)
    say(log, "done")


@app.task(name="example.quick", queue="processing")
def quick(log: str) -> None:
    say(log, "quick")


@app.task(name="example.broken", queue="processing")
def broken(log: str) -> None:
    raise ZeroDivisionError(log)


@app.task(name="example.undecided", queue="processing")
def undecided(log: str) -> None:
    """Defer one job in a transaction that is rolled back, and one in a transaction that is not."""
    try:
        with transaction.atomic():
            defer(quick, log=log + ".dropped")
            raise ZeroDivisionError
    except ZeroDivisionError:
        defer(quick, log=log)


@on_job_failed("example.hang")
@on_job_failed("example.broken")
def failed(message: str, log: str, **_rest: object) -> None:
    say(log, f"failed: {message}")
