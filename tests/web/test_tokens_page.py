"""Tokens for programs: the secret is shown once."""

import re

from django.test import Client

from accounts.models import AccessToken, User
from accounts.selectors import user_by_token


def test_a_secret_is_shown_once(owner: User, owners: Client) -> None:
    assert "No token yet" in owners.get("/me/tokens/").content.decode()
    response = owners.post("/me/tokens/", {"name": "Class tool", "scope": "read", "days": "30"})
    found = re.search(r'id="secret">(bf_[^<]+)<', response.content.decode())
    assert found is not None
    opened = user_by_token(found[1])
    assert opened is not None
    assert opened[0] == owner
    assert response.headers["Cache-Control"] == "private, no-store"
    again = owners.get("/me/tokens/").content.decode()
    assert found[1] not in again
    assert "Class tool" in again


def test_only_its_owner_revokes_a_token(owner: User, owners: Client, strangers: Client) -> None:
    owners.post("/me/tokens/", {"name": "Class tool", "scope": "write", "days": ""})
    token = AccessToken.objects.get()
    assert strangers.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
    owners.post(f"/me/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "Revoked" in owners.get("/me/tokens/").content.decode()


def test_a_token_without_a_name_is_not_made(owners: Client) -> None:
    response = owners.post("/me/tokens/", {"name": " ", "scope": "read", "days": "30"})
    assert response.status_code == 422
    assert "Give the token a name" in response.content.decode()
    assert not AccessToken.objects.exists()
