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


class Attachment(graphene.ObjectType):
    """A program, picture or document that goes with a build."""

    id = graphene.ID(required=True, description="The global id.")
    kind = graphene.String(required=True, description="program, picture or document")
    file_name = graphene.String(required=True, description="As the file was called.")
    url = graphene.String(required=True, description="Signed, for a limited time.")
    bytes = graphene.Int(required=True, description="Its size.")

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
