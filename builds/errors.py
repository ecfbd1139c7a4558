"""What can stop the work on a revision, other than the file itself and what stops any child (common.children)."""


class RunOver(Exception):
    """This run counts no more: the revision was cancelled, deleted, or taken over by a later run."""
