"""Access tokens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AccessToken, User
from accounts.selectors import user_by_token
from accounts.services import tokens
from common.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return User.objects.create_user("maker")


def test_the_secret_opens_the_account_and_only_its_digest_is_kept(member: User) -> None:
    token, secret = tokens.issue_token(owner=member, name="laptop", scope="read")

    assert secret.startswith("bf_")
    assert user_by_token(secret) == (member, token)
    row = AccessToken.objects.filter(pk=token.pk).values().get()
    assert secret not in row.values()
    assert secret.removeprefix("bf_") not in str(row)


@pytest.mark.parametrize("secret", ["", "bf_", "bf_nothing", "maker", "bf_\ud800", "bf_\0"])
def test_a_wrong_secret_opens_nothing(member: User, secret: str) -> None:
    tokens.issue_token(owner=member, name="laptop", scope="read")

    assert user_by_token(secret) is None


def test_a_revoked_token_opens_nothing_and_stays_revoked(member: User) -> None:
    token, secret = tokens.issue_token(owner=member, name="laptop", scope="read")

    first = tokens.revoke_token(token_id=token.pk, by=member).revoked_at
    second = tokens.revoke_token(token_id=token.pk, by=member).revoked_at

    assert user_by_token(secret) is None
    assert first == second


def test_an_expired_token_opens_nothing(member: User) -> None:
    token, secret = tokens.issue_token(
        owner=member, name="laptop", scope="read", expires_at=timezone.now() + timedelta(days=1)
    )
    assert user_by_token(secret) is not None

    AccessToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert user_by_token(secret) is None


def test_a_token_of_an_inactive_member_opens_nothing(member: User) -> None:
    _token, secret = tokens.issue_token(owner=member, name="laptop", scope="read")
    User.objects.update(is_active=False)

    assert user_by_token(secret) is None


def test_nobody_revokes_the_token_of_another(member: User) -> None:
    other = User.objects.create_user("other")
    token, secret = tokens.issue_token(owner=member, name="laptop", scope="read")

    with pytest.raises(NotFound):
        tokens.revoke_token(token_id=token.pk, by=other)

    assert user_by_token(secret) is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"scope": "admin"}, "scope"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "expires_at"),
    ],
)
def test_a_token_that_makes_no_sense_is_not_made(member: User, given: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as error:
        tokens.issue_token(**{"owner": member, "name": "laptop", "scope": "read", **given})  # type: ignore[arg-type]

    assert error.value.field == field
    assert AccessToken.objects.count() == 0


def test_the_number_of_live_tokens_is_limited(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MAX_LIVE_TOKENS", 2)
    first, _secret = tokens.issue_token(owner=member, name="one", scope="read")
    tokens.issue_token(owner=member, name="two", scope="read")

    with pytest.raises(Invalid):
        tokens.issue_token(owner=member, name="three", scope="read")

    tokens.revoke_token(token_id=first.pk, by=member)
    tokens.issue_token(owner=member, name="three", scope="read")


def test_use_is_noted_at_most_once_a_minute(member: User) -> None:
    token, secret = tokens.issue_token(owner=member, name="laptop", scope="read")

    tokens.authenticate(secret)
    noted = AccessToken.objects.get(pk=token.pk).last_used_at
    tokens.authenticate(secret)

    assert noted is not None
    assert AccessToken.objects.get(pk=token.pk).last_used_at == noted
    AccessToken.objects.update(last_used_at=noted - timedelta(minutes=2))
    tokens.authenticate(secret)
    assert AccessToken.objects.get(pk=token.pk).last_used_at > noted  # type: ignore[operator]


def test_a_wrong_secret_authenticates_nobody(member: User) -> None:
    assert tokens.authenticate("bf_wrong") is None
