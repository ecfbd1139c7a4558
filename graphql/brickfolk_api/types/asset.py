"""Files that hang on a build or a revision, with addresses to fetch them from."""

from typing import Any

import graphene
from graphene.types.generic import GenericScalar

from brickfolk_api.identifiers import global_id
from builds.models import Asset as AssetRow
from builds.models import Attachment as AttachmentRow
from builds.models import Revision as RevisionRow
from common.files import signed_url

CONTENT_TYPES = {
    AssetRow.Kind.GLB: ("model.glb", "model/gltf-binary"),
    AssetRow.Kind.PICTURE: ("picture.png", "image/png"),
    AssetRow.Kind.THUMBNAIL: ("thumbnail.png", "image/png"),
}


class Asset(graphene.ObjectType):
    """Something derived from a revision."""

    url = graphene.String(required=True, description="Signed, for a limited time.")
    bytes = graphene.Int(required=True, description="Its size.")
    facts = GenericScalar(description="What is known of it, by name.")

    @staticmethod
    def resolve_url(asset: AssetRow, info: Any) -> str:
        """An address to fetch it from."""
        name, content_type = CONTENT_TYPES[AssetRow.Kind(asset.kind)]
        address = signed_url(asset.file, name=name, content_type=content_type, inline=True)
        return str(info.context.request.build_absolute_uri(address))

    @staticmethod
    def resolve_bytes(asset: AssetRow, _info: Any) -> int:
        """Its size."""
        return asset.file.size


class Member(graphene.ObjectType):
    """One file inside of a project."""

    class Meta:
        name = "AttachmentMember"

    name = graphene.String(required=True, description="Its name in the project.")
    size = graphene.Float(required=True, description="Bytes, unpacked.")


class Device(graphene.ObjectType):
    """What a program plugs into a port of the hub."""

    port = graphene.String(required=True, description="As the hub labels it: A to H, or 1 to 4.")
    role = graphene.String(
        required=True, description="Such as “large motor” or “colour sensor”; “device” where the program does not say."
    )


class AttachmentContents(graphene.ObjectType):
    """What was found in a file, without running it."""

    kind = graphene.String(description="The kind of file, such as ev3, spike or python; none where it cannot be read.")
    title = graphene.String(description="What its project is called.")
    language = graphene.String(description="The language of its text.")
    letters = graphene.Int(description="How long its text is.")
    members = graphene.List(graphene.NonNull(Member), required=True, description="The files of its project.")
    devices = graphene.List(graphene.NonNull(Device), required=True, description="What it plugs into which port.")
    error = graphene.String(description="Why nobody can look into it, and what helps.")

    @staticmethod
    def resolve_members(contents: dict[str, Any], _info: Any) -> list[dict[str, Any]]:
        """The files of its project."""
        return contents.get("members", [])

    @staticmethod
    def resolve_devices(contents: dict[str, Any], _info: Any) -> list[dict[str, Any]]:
        """What it plugs into which port."""
        return contents.get("devices", [])

    @staticmethod
    def resolve_error(contents: dict[str, Any], _info: Any) -> str | None:
        """Why nobody can look into it."""
        error = contents.get("error")
        return f"{error['message']} {error['hint']}".strip() if error else None


class Attachment(graphene.ObjectType):
    """A program, picture or document that goes with a build."""

    id = graphene.ID(required=True, description="The global id.")
    kind = graphene.String(required=True, description="program, picture or document")
    file_name = graphene.String(required=True, description="As the file was called.")
    url = graphene.String(required=True, description="Signed, for a limited time.")
    bytes = graphene.Int(required=True, description="Its size.")
    contents = graphene.Field(AttachmentContents, description="What is in it; null until a worker has looked.")

    @staticmethod
    def resolve_id(attachment: AttachmentRow, _info: Any) -> str:
        """The global id."""
        return global_id("Attachment", attachment.pk)

    @staticmethod
    def resolve_url(attachment: AttachmentRow, info: Any) -> str:
        """An address to fetch it from."""
        address = signed_url(attachment.file, name=attachment.file_name, content_type="application/octet-stream")
        return str(info.context.request.build_absolute_uri(address))

    @staticmethod
    def resolve_bytes(attachment: AttachmentRow, _info: Any) -> int:
        """Its size."""
        return attachment.file.size


class Original(graphene.ObjectType):
    """The file as it was sent."""

    url = graphene.String(required=True, description="Signed, for a limited time.")
    bytes = graphene.Int(required=True, description="Its size.")
    sha256 = graphene.String(required=True, description="Its digest.")

    @staticmethod
    def resolve_url(revision: RevisionRow, info: Any) -> str:
        """An address to fetch it from."""
        address = signed_url(revision.file, name=revision.file_name, content_type="application/octet-stream")
        return str(info.context.request.build_absolute_uri(address))

    @staticmethod
    def resolve_bytes(revision: RevisionRow, _info: Any) -> int:
        """Its size."""
        return revision.file.size

    @staticmethod
    def resolve_sha256(revision: RevisionRow, _info: Any) -> str:
        """Its digest, which is also its key in the storage."""
        return revision.file_id
