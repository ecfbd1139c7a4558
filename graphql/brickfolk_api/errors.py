"""Errors as the API shows them: typed ones in payloads, and the rest with a code and nothing of our inside."""

import secrets
from typing import Any

import graphene
import structlog
from django.utils import timezone
from django.utils.translation import gettext as _
from graphql import GraphQLError

from common.errors import ServiceError

log = structlog.get_logger(__name__)


class UserError(graphene.ObjectType):
    """What is wrong with an input, where, and what to do."""

    code = graphene.String(required=True, description="Stable, in capitals: NOT_FOUND, DENIED, INVALID, ...")
    field = graphene.String(description="The input field it speaks of.")
    message = graphene.String(required=True, description="One sentence for people.")


def user_error(error: ServiceError) -> UserError:
    """A service's error as a payload carries it."""
    return UserError(code=error.code, field=error.field, message=str(error.message))


def formatted(error: GraphQLError) -> dict[str, Any]:
    """An error of the answer's top level. What we did not foresee is logged under an id, and only the id is shown."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    shown = error.formatted
    if not error.path and (cause is None or isinstance(cause, ValueError | TypeError)):  # a value that no scalar takes
        extensions = dict(shown.get("extensions") or {})
        extensions.setdefault("code", "INVALID_QUERY")
        return {**shown, "extensions": extensions}
    if isinstance(cause, ServiceError):
        extensions = {"code": cause.code, "field": cause.field}
        return {**shown, "message": str(cause.message), "extensions": extensions}
    noted = f"E-{timezone.now():%Y%m%d}-{secrets.token_hex(2).upper()}"
    log.error("graphql_error", error_id=noted, path=error.path, exc_info=cause)
    message = _("Something of ours broke. It is noted, as %(id)s.") % {"id": noted}
    return {**shown, "message": message, "extensions": {"code": "INTERNAL", "id": noted}}
