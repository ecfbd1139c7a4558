"""Files that were announced or handed in, before they are a revision or a build."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from builds.models.builds import Build
from builds.models.revisions import Revision
from common.models import StoredFile, TimeStamped


class PendingUpload(TimeStamped):
    """Bytes announced over the API and sent by PUT to a signed address, until they become a revision."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, help_text="as the sender announced it; blank when it did not")
    expires_at = models.DateTimeField()
    completed_revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class BuildImport(TimeStamped):
    """A build's zip that a member handed in, until a worker has made a draft of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        DONE = "done"
        FAILED = "failed"

    UNFINISHED = (State.WAITING, State.WORKING)

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    error = models.JSONField(null=True, blank=True, help_text="why it was not taken: {code, message, hint}")
    build = models.ForeignKey(Build, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="failed", error__isnull=False) | (~Q(state="failed") & Q(error__isnull=True)),
                name="build_import_that_failed_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"
