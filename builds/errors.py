"""What can stop the work on a revision, other than the file itself."""


class WorkInterrupted(Exception):
    """Something outside ended the work, say the kernel for want of memory: the same bytes may succeed next time."""


class RunOver(Exception):
    """This run counts no more: the revision was cancelled, deleted, or taken over by a later run."""
