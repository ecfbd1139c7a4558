"""Putting work into the queue, in the transaction that asks for it; tasks go by name, as they stand above services."""

from builds.models import Attachment, BuildImport, Revision
from common.jobs import app, defer

TASK = "builds.process_revision"
LOOKING = "builds.look_into_attachment"
WRITING = "builds.write_model_file"
IMPORTING = "builds.import_build"


def defer_processing(revision: Revision) -> None:
    """Have a worker process the revision once the transaction commits; a rollback drops the job with the row."""
    defer(app.tasks[TASK], revision_id=revision.pk)


def defer_looking_into(attachment: Attachment) -> None:
    """Have a worker look into a file that goes with a build, where nobody has yet."""
    if attachment.contents is None:
        defer(app.tasks[LOOKING], attachment_id=attachment.pk)


def defer_writing(revision: Revision, kind: str) -> None:
    """Have a worker write the revision's model in another format."""
    defer(app.tasks[WRITING], revision_id=revision.pk, kind=kind)


def defer_import(given: BuildImport) -> None:
    """Have a worker make a draft of a build's zip."""
    defer(app.tasks[IMPORTING], import_id=given.pk)
