"""What people see when something is not there, not allowed, too old, or broken."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User


def test_an_address_that_leads_nowhere(visitor: Client, db: None) -> None:
    response = visitor.get("/nothing/here/")
    assert response.status_code == 404
    assert "This is gone, or was never here" in response.content.decode()


def test_a_form_that_is_too_old(owner: User, settings: Settings) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    response = client.post("/upload/")
    assert response.status_code == 403
    assert "The page was too old to send" in response.content.decode()


def test_our_fault_has_an_id_and_tells_nothing_else(owners: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **fields: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("web.views.account.builds_by_owner", broken)
    owners.raise_request_exception = False
    response = owners.get("/me/")
    page = response.content.decode()
    assert response.status_code == 500
    assert re.search(r"E-\d{8}-[2-9A-Z]{3}", page)
    assert "secret detail" not in page


def test_our_fault_is_said_even_when_the_template_is_broken(owners: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **fields: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("web.views.account.builds_by_owner", broken)
    monkeypatch.setattr("django.template.loader.render_to_string", broken)
    owners.raise_request_exception = False
    response = owners.get("/me/")
    assert response.status_code == 500
    assert "Something of ours broke" in response.content.decode()
