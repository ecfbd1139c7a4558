"""Bytes, kept once under their own sha256, private by default, handed out by links that expire."""

from common.files.addresses import signed_url
from common.files.content import MAX_SIZE, keep, open_file, read_file
from common.files.smaller import keep_smaller, smaller_for
from common.files.uploads import UploadTarget, forget_upload, keep_uploaded, upload_target

__all__ = [
    "MAX_SIZE",
    "UploadTarget",
    "forget_upload",
    "keep",
    "keep_smaller",
    "keep_uploaded",
    "open_file",
    "read_file",
    "signed_url",
    "smaller_for",
    "upload_target",
]
