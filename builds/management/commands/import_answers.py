"""`manage.py import_answers FILE --owner NAME`: remember what a member settled on another Brickfolk."""

from typing import BinaryIO

from accounts.models import User
from brickcore.bundles.manifest import MOST_MANIFEST
from builds.management.for_member import ForMember
from builds.services.taking_answers import take_answers


class Command(ForMember):
    """Take over answers."""

    help = "Remember the answers of an answers.json for a member, whose next upload applies them."
    file_help = "the answers.json of “everything of mine”"
    owner_help = "the member who remembers them"

    def take(self, owner: User, name: str, content: BinaryIO) -> str:  # noqa: ARG002 - every such file has a name
        """Take them over."""
        taken = take_answers(owner=owner, data=content.read(MOST_MANIFEST + 1))
        return f"{taken.new:,} remembered, {taken.left:,} left out: answered here already, or of unknown parts."
