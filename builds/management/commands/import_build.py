"""`manage.py import_build FILE --owner NAME`: make a draft of a build's zip, here and now."""

from typing import BinaryIO

from django.core.management.base import CommandError

from accounts.models import User
from brickcore.archives import MOST_BYTES
from builds.management.for_member import ForMember
from builds.models import BuildImport
from builds.services.importing import run_import, start_import
from common.files import keep


class Command(ForMember):
    """Import a build."""

    help = "Make a draft of a build's zip for a member; a worker then reads its revisions."
    file_help = "a zip that “Everything” or export_build gave"
    owner_help = "the member whose draft it becomes"

    def take(self, owner: User, name: str, content: BinaryIO) -> str:
        """Import it."""
        given = start_import(owner=owner, file_name=name, file=keep(content, max_size=MOST_BYTES))
        run_import(given.pk)
        given = BuildImport.objects.select_related("build").get(pk=given.pk)
        if given.error:
            raise CommandError(f"{given.error['code']}: {given.error['message']} {given.error['hint']}".rstrip())
        assert given.build is not None
        revisions = given.build.revisions.count()
        return f"{given.build.slug}: a draft of {owner.username}'s with {revisions} revisions."
