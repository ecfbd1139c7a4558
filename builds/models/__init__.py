"""Builds, their immutable revisions, what was derived from them, and who remixed whom."""

from builds.models.builds import Build, Licence, Tag
from builds.models.files import Asset, AssetWish, Attachment
from builds.models.incoming import BuildImport, PendingUpload
from builds.models.lots import BomLine, Settlement
from builds.models.revisions import Revision

__all__ = [
    "Asset",
    "AssetWish",
    "Attachment",
    "BomLine",
    "Build",
    "BuildImport",
    "Licence",
    "PendingUpload",
    "Revision",
    "Settlement",
    "Tag",
]
