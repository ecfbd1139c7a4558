"""Who a secret belongs to, and what tokens a member has."""

import hashlib
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import AccessToken, User

PREFIX = "bf_"  # so that secret scanners, and people, know one when they see one


def digest_of(secret: str) -> str:
    """What we keep of a secret: it has 256 random bits, so one sha256 is enough and no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def user_by_token(secret: str) -> tuple[User, AccessToken] | None:
    """The active member whose live token this is: one query. `services.tokens.authenticate` also notes the use."""
    if not secret.startswith(PREFIX) or not secret.isascii():
        return None
    token = live_tokens().filter(digest=digest_of(secret), owner__is_active=True).select_related("owner").first()
    return None if token is None else (token.owner, token)


def live_tokens() -> QuerySet[AccessToken]:
    """Tokens that are neither revoked nor past their end."""
    return AccessToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None)


def tokens_by_owner(owner: User) -> QuerySet[AccessToken]:
    """All tokens of a member, newest first, ended ones too."""
    return AccessToken.objects.filter(owner=owner).order_by("-created_at", "-id")


def members_by_id(ids: Collection[int]) -> dict[int, User]:
    """The members with these keys: one query, for lists and loaders."""
    return User.objects.in_bulk(ids)
