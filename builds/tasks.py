"""The jobs of this app: each calls one service."""

from procrastinate import RetryStrategy

from builds.services.importing import give_up_import, run_import
from builds.services.jobs import IMPORTING, LOOKING, TASK, WRITING
from builds.services.looking import give_up_looking, look_into
from builds.services.model_files import give_up_writing, write_model_file
from builds.services.process import give_up, process_revision
from common.jobs import PROCESSING, app, on_job_failed


@app.task(name=TASK, queue=PROCESSING, retry=RetryStrategy(max_attempts=2, wait=2))  # that is three runs
def process(revision_id: int) -> None:
    """Derive everything from a revision's bytes. A file at fault raises nothing: raising deserves another run."""
    process_revision(revision_id)


@on_job_failed(TASK)
def say_that_it_failed(message: str, revision_id: int) -> None:
    """After the last attempt: the revision says so, and its bytes stay."""
    give_up(revision_id, message)


@app.task(name=LOOKING, queue=PROCESSING, retry=RetryStrategy(max_attempts=2, wait=2))
def look_into_attachment(attachment_id: int) -> None:
    """Look into a file that goes with a build."""
    look_into(attachment_id)


@on_job_failed(LOOKING)
def say_that_nobody_could_look(message: str, attachment_id: int) -> None:
    """After the last attempt: the file says so, and stays."""
    give_up_looking(attachment_id, message)


@app.task(name=WRITING, queue=PROCESSING, retry=RetryStrategy(max_attempts=2, wait=2))
def write_file(revision_id: int, kind: str) -> None:
    """Write a model in another format: somebody asked for it, and waits."""
    write_model_file(revision_id, kind)


@on_job_failed(WRITING)
def say_that_nobody_could_write(message: str, revision_id: int, kind: str) -> None:
    """After the last attempt: the download says so."""
    give_up_writing(revision_id, kind, message)


@app.task(name=IMPORTING, queue=PROCESSING, retry=RetryStrategy(max_attempts=2, wait=2))
def import_build(import_id: int) -> None:
    """Make a draft of a build's zip: its member waits."""
    run_import(import_id)


@on_job_failed(IMPORTING)
def say_that_nothing_was_imported(message: str, import_id: int) -> None:
    """After the last attempt: the import says so."""
    give_up_import(import_id, message)
