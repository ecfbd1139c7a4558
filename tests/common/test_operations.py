"""What operators see: health, readiness, figures, request ids."""

import logging

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from common.jobs import app, defer
from common.operations import views
from common.operations.requests import RequestMiddleware


def test_alive_asks_nobody(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_the_database_has_its_tables(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "migrations": "ok"})


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "waiting_migrations", lambda: 3)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "3 not applied")


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": "does not answer"})


@pytest.mark.django_db
def test_figures_count_requests_and_jobs(client: Client) -> None:
    task = app.tasks["builtin:procrastinate.builtin_tasks.remove_old_jobs"]
    defer(task, max_hours=1)
    assert ProcrastinateJob.objects.count() == 1
    client.get("/healthz")
    text = client.get("/metrics").content.decode()
    assert 'brickfolk_jobs{queue="builtin",state="todo"} 1.0' in text
    assert 'brickfolk_request_seconds_count{method="GET",route="healthz",status="200"}' in text


@pytest.mark.parametrize(
    ("headers", "address"),
    [({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"), ({"Forwarded": "for=127.0.0.1"}, "::1"), ({}, "198.51.100.7")],
)
def test_figures_are_not_for_everybody(client: Client, headers: dict[str, str], address: str) -> None:
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == 403


@pytest.mark.django_db
def test_with_a_token_only_the_token_counts(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "open-sesame"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer sesame"}).status_code == 403
    good = {"Authorization": "Bearer open-sesame", "X-Forwarded-For": "198.51.100.7"}
    assert client.get("/metrics", headers=good).status_code == 200


def test_each_answer_has_an_id_that_stands_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    given = client.get("/nothing-here", headers={"X-Request-ID": "proxy-0123456789"})
    assert given["X-Request-ID"] == "proxy-0123456789"
    line = next(record.msg for record in caplog.records if "request" in str(record.msg))
    assert isinstance(line, dict)
    assert (line["request_id"], line["status"], line["path"]) == ("proxy-0123456789", 404, "/nothing-here")


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/nothing-here", "/nothing-here"),
        ("/files/key.and-signature/owl.mpd", "/files/…/owl.mpd"),
        ("/static/web/no-such.js", "/static/web/no-such.js"),
        ("/healthz", None),
    ],
)
def test_the_log_names_what_matters_and_no_signature(
    path: str, logged: str | None, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.get(path)
    assert paths_of(caplog) == ([logged] if logged else [])


def test_pages_files_are_served_without_a_line_each(rf: RequestFactory, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    RequestMiddleware(lambda _: HttpResponse())(rf.get("/static/web/mark.svg"))
    assert paths_of(caplog) == []
    RequestMiddleware(lambda _: HttpResponse(status=404))(rf.get("/static/web/mark.svg"))
    assert paths_of(caplog) == ["/static/web/mark.svg"]


def paths_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line["path"] for record in caplog.records if isinstance(line := record.msg, dict) and "status" in line]


@pytest.mark.parametrize("forged", ["a b", "x" * 65, "short", 'id" status=200'])
def test_an_id_that_could_forge_a_log_line_is_replaced(client: Client, forged: str) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": forged})["X-Request-ID"]
    assert len(answered) == 32
    assert answered != forged
