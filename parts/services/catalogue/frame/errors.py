"""When nothing of a source can be imported."""

from common.errors import Invalid


class ImportRefused(Invalid):
    """The source as a whole is unusable; the sentence names the file, what is wrong and what to do."""
