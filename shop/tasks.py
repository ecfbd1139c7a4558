"""The jobs of the shop: each calls one service."""

from procrastinate import RetryStrategy

from common.jobs import BACKGROUND, PROCESSING, app, on_job_failed
from shop.services.offer_imports import give_up_import, run_import
from shop.services.offer_imports.jobs import IMPORTING
from shop.services.ordering.expiry import release_expired
from shop.services.ordering.jobs import MAIL, RELEASING
from shop.services.ordering.mails import send_letter
from shop.services.payments.paybacks import RESENDING, SENDING, resend_paybacks, send_payback
from shop.services.quoting.ending import give_up_quote
from shop.services.quoting.jobs import RUNNING
from shop.services.quoting.running import run_quote
from shop.services.requests import CLOSING, close_due_requests
from shop.services.shared_runs import close_due_runs


@app.task(name=RUNNING, queue=PROCESSING, retry=RetryStrategy(max_attempts=2, wait=2))  # that is three runs
def search_basket(quote_id: int) -> None:
    """Find the basket of a quote, and its price."""
    run_quote(quote_id)


@on_job_failed(RUNNING)
def say_that_nothing_was_found(message: str, quote_id: int) -> None:
    """After the last attempt: the quote says so."""
    give_up_quote(quote_id, message)


@app.task(name=MAIL, queue=BACKGROUND, retry=RetryStrategy(max_attempts=2, wait=60))
def send_mail(letter: str, pk: int) -> None:
    """Write a letter about an order, a parcel or a message."""
    send_letter(letter, pk)


@app.periodic(cron="* * * * *")
@app.task(name=RELEASING, queue=BACKGROUND, queueing_lock=RELEASING)
def release_stock(timestamp: int) -> None:  # noqa: ARG001 - when it was due
    """Let go of what unpaid orders hold, once a minute; one such job waits at most."""
    release_expired()


@app.task(name=SENDING, queue=BACKGROUND, retry=RetryStrategy(max_attempts=2, wait=60))
def send_money_back(payback_id: int) -> None:
    """Have the provider send money back to a shopper."""
    send_payback(payback_id)


@app.periodic(cron="17 * * * *")
@app.task(name=RESENDING, queue=BACKGROUND)
def send_what_waits(timestamp: int) -> None:  # noqa: ARG001 - when it was due
    """Ask again for what a provider did not take, once an hour."""
    resend_paybacks()


@app.task(name=IMPORTING, queue=PROCESSING, retry=RetryStrategy(max_attempts=2, wait=2))
def import_offers(import_id: int) -> None:
    """Bring a store's file onto its shelf."""
    run_import(import_id)


@on_job_failed(IMPORTING)
def say_that_no_offers_came(message: str, import_id: int) -> None:
    """After the last attempt: the import says so."""
    give_up_import(import_id, message)


@app.periodic(cron="* * * * *")
@app.task(name=CLOSING, queue=BACKGROUND, queueing_lock=CLOSING)
def close_what_is_due(timestamp: int) -> None:  # noqa: ARG001 - when it was due
    """Close requests and shared runs whose day has come, once a minute; one such job waits at most."""
    close_due_requests()
    close_due_runs()
