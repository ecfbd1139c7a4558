"""Access tokens: made once, shown once, kept only as a digest, revocable at any time."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessToken, User
from accounts.selectors import PREFIX, digest_of, user_by_token
from accounts.services.members import lock_member
from common.errors import Invalid, NotFound

MAX_LIVE_TOKENS = 50
USE_NOTED_EVERY = timedelta(minutes=1)  # so that a busy program does not write a row with each request


@transaction.atomic
def issue_token(
    *, owner: User, name: str, scope: AccessToken.Scope | str, expires_at: datetime | None = None
) -> tuple[AccessToken, str]:
    """Make a token and return it with its secret, which nobody can read again. Raises Invalid."""
    name = name.strip()
    if not name or len(name) > 80 or not name.isprintable():
        raise Invalid(
            "TOKEN_NAME", _("A token has a name of 1 to 80 characters, so that you know it again."), field="name"
        )
    if scope not in AccessToken.Scope.values:
        raise Invalid("TOKEN_SCOPE", _("A token reads, or reads and writes."), field="scope")
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid("TOKEN_EXPIRY", _("A token ends in the future."), field="expires_at")
    lock_member(owner)
    if AccessToken.objects.filter(owner=owner, revoked_at=None).count() >= MAX_LIVE_TOKENS:
        raise Invalid("TOO_MANY_TOKENS", _("You have %(count)d tokens. Revoke one first.") % {"count": MAX_LIVE_TOKENS})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        owner=owner, name=name, scope=scope, expires_at=expires_at, digest=digest_of(secret)
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token_id: int, by: User) -> AccessToken:
    """End a token of one's own, for good; ending it twice changes nothing. Raises NotFound."""
    token = AccessToken.objects.select_for_update().filter(pk=token_id, owner=by).first()
    if token is None:
        raise NotFound("NO_SUCH_TOKEN", _("You have no such token."))
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at", "updated_at"])
    return token


def authenticate(secret: str) -> tuple[User, AccessToken] | None:
    """The member whose token this is, with the token, and note that it was used; None when it opens nothing."""
    found = user_by_token(secret)
    if found is None:
        return None
    user, token = found
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
        token.last_used_at = now
    return user, token
