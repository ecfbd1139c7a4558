"""What every mutation shares: typed errors in its payload, one service call, and the fields that describe a build."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import graphene
from asgiref.sync import sync_to_async

from brickfolk_api.errors import UserError, user_error
from builds.models import Licence as Licences
from common.errors import ServiceError
from common.files import keep
from common.models import StoredFile

Licence = graphene.Enum.from_enum(Licences)


class Upload(graphene.Scalar):
    """A file beside the query, sent as the GraphQL multipart request specification says."""

    @staticmethod
    def serialize(_value: Any) -> Any:
        """Files are only ever sent, never answered."""
        raise TypeError("a file cannot be an answer")

    @staticmethod
    def parse_value(value: Any) -> Any:
        """The file as the request carries it."""
        if not hasattr(value, "chunks"):
            raise ValueError("send the file beside the query: multipart/form-data with operations, map and the file")
        return value


def kept(file: Any) -> StoredFile:
    """Keep a sent file, from its beginning: one file may be sent for several mutations of a request."""
    file.seek(0)
    return keep(file)


def errors_field() -> Any:
    """The payload's typed errors; empty when it was done."""
    return graphene.List(graphene.NonNull(UserError), required=True, description="Why it was not done; else empty.")


def service_call(mutate: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """Run a mutation's service on the request's thread; its refusal becomes the payload's typed errors."""

    @wraps(mutate)
    def called(root: None, info: Any, **kwargs: Any) -> dict[str, Any]:
        info.context.forget()  # what a mutation before this one showed may be otherwise now
        try:
            return {**mutate(root, info, **kwargs), "errors": []}
        except ServiceError as error:
            return {"errors": [user_error(error)]}

    return sync_to_async(called, thread_sensitive=True)


class BuildDetails(graphene.InputObjectType):
    """What a builder says about a build; what is left out stays as it is, or gets the usual value."""

    title = graphene.String(description="What it is called.")
    description = graphene.String(description="Markdown.")
    licence = Licence(description="What others may do with it.")
    tags = graphene.List(graphene.NonNull(graphene.String), description="What it is found by.")


def details_of(given: Any) -> dict[str, Any]:
    """The details that were given, as services take them."""
    details = {name: given[name] for name in ("title", "description", "tags") if given.get(name) is not None}
    if given.get("licence") is not None:
        details["licence"] = getattr(given["licence"], "value", given["licence"])
    return details
