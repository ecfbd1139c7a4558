"""createUpload: announce a file, and get the address to PUT it to."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from builds.services.uploads import announce_upload


class HttpHeader(graphene.ObjectType):
    """A header to send with the PUT."""

    name = graphene.String(required=True, description="The header’s name.")
    value = graphene.String(required=True, description="What it says.")


class UploadAddress(graphene.ObjectType):
    """Where and how to send the bytes, and the key to complete the upload with."""

    key = graphene.String(required=True, description="For completeUpload.")
    url = graphene.String(required=True, description="Where to send the bytes.")
    method = graphene.String(required=True, description="The HTTP method to send them with.")
    headers = graphene.List(graphene.NonNull(HttpHeader), required=True, description="What to send along.")
    expires_at = graphene.DateTime(required=True, description="Until when the address works.")


class CreateUploadInput(graphene.InputObjectType):
    """The file that is to come."""

    file_name = graphene.String(required=True, description="As the file is called.")
    size = graphene.Int(required=True, description="Bytes, exactly.")


class CreateUpload(graphene.Mutation):
    """Announce a file. PUT its bytes to the address, then call completeUpload with the key."""

    class Arguments:
        input = CreateUploadInput(required=True, description="The file.")

    upload = graphene.Field(UploadAddress, description="Where to send it.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Announce it."""
        owner = info.context.writer()
        pending, target = announce_upload(owner=owner, file_name=input["file_name"], size=input["size"])
        upload = {
            "key": pending.key,
            "url": info.context.request.build_absolute_uri(target.url),
            "method": target.method,
            "headers": [{"name": name, "value": value} for name, value in target.headers.items()],
            "expires_at": pending.expires_at,
        }
        return {"upload": upload}
