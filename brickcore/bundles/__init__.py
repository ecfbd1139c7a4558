"""A whole build as one zip: all its revisions with their files, what goes with it, and who made it."""

from brickcore.bundles.manifest import Attached, Bundle, Credit, FileEntry, Revised, read_manifest
from brickcore.bundles.recognising import is_bundle
from brickcore.bundles.writing import BundleWriter

__all__ = ["Attached", "Bundle", "BundleWriter", "Credit", "FileEntry", "Revised", "is_bundle", "read_manifest"]
