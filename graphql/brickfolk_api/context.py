"""Who asks, with what right, and the loaders of this one request."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import AccessToken, User
from accounts.selectors import user_by_token
from brickfolk_api.loaders import Loaders
from common.errors import Denied

P = ParamSpec("P")
R = TypeVar("R")


class Context:
    """One request's viewer, its token if a program asks, and its loaders."""

    def __init__(self, request: HttpRequest, viewer: User | None, token: AccessToken | None) -> None:
        self.request = request
        self.viewer = viewer
        self.token = token
        self.loaders = Loaders(viewer)

    def writer(self) -> User:
        """The member on whose behalf something is changed; raises Denied without one."""
        if self.viewer is None:
            raise Denied("UNAUTHENTICATED", _("Sign in, or send a token, to change something."))
        if self.token is not None and self.token.scope != AccessToken.Scope.WRITE:
            raise Denied("SCOPE_MISSING", _("This token may only read. Make one with the scope “write”."))
        return self.viewer

    def forget(self) -> None:
        """Read everything anew from now on."""
        self.loaders = Loaders(self.viewer)

    @property
    def by_session(self) -> bool:
        """Whether a browser's session speaks, so that its requests must prove where they come from."""
        return self.viewer is not None and self.token is None


def context_of(request: HttpRequest) -> Context:
    """Read who asks from the Authorization header, or else from the session."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        found = user_by_token(secret.strip())
        if found is None:
            raise Denied("BAD_TOKEN", _("This token is unknown, revoked or expired. Make a new one."))
        return Context(request, found[0], found[1])
    user = request.user
    return Context(request, user if isinstance(user, User) else None, None)


def in_database(resolver: Callable[P, R]) -> Callable[P, Any]:
    """Let a resolver ask the database: it runs on the request's own thread, so connection and transaction stay."""

    @wraps(resolver)
    async def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        return await sync_to_async(resolver, thread_sensitive=True)(*args, **kwargs)

    return asked
