"""What a build comes from and what came of it, as far as its page has room for that."""

from dataclasses import dataclass

from builds.models import Build, Revision
from builds.selectors import Viewer, lineage

REMIXES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Family:
    """`ancestors` is oldest first, None where a build was taken back; `more` says that not all remixes are here."""

    ancestors: tuple[Revision | None, ...]
    remixes: list[Build]
    more: bool

    @property
    def revisions(self) -> list[int]:
        """The keys of those whose pictures stand beside the names."""
        before = [one.pk for one in self.ancestors if one is not None]
        return [*before, *(one.shown_revision_id for one in self.remixes if one.shown_revision_id)]


def family_of(build: Build, viewer: Viewer) -> Family:
    """As this person may see it. Three queries."""
    line = lineage(build, viewer)
    remixes = list(line.remixes[: REMIXES_SHOWN + 1])  # one more, to know whether there are more
    return Family(line.ancestors, remixes[:REMIXES_SHOWN], len(remixes) > REMIXES_SHOWN)
