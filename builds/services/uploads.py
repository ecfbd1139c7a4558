"""The ways in: bytes that we have, and bytes that are sent straight to the storage."""

from builds.services.pending import announce_upload, complete_upload, import_uploaded
from builds.services.revisions import add_revision, create_build

__all__ = ["add_revision", "announce_upload", "complete_upload", "create_build", "import_uploaded"]
