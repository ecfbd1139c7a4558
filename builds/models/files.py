"""Files of a build besides the one uploaded: derived from it, asked for, or attached to it."""

from django.db import models

from builds.models.builds import Build
from builds.models.revisions import Revision
from common.models import StoredFile, TimeStamped


class Asset(models.Model):
    """Something derived from a revision: it can be thrown away and made again."""

    class Kind(models.TextChoices):
        GLB = "glb"
        PICTURE = "picture"  # 1280x960 PNG with alpha
        THUMBNAIL = "thumbnail"  # 640x480
        LDRAW = "ldraw"  # this and those below are made when somebody asks, and called as brickcore's formats are
        LDD = "ldd"
        STL = "stl"
        OBJ = "obj"
        PLY = "ply"
        THREE_MF = "3mf"

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="assets")
    kind = models.CharField(max_length=12, choices=Kind)
    pipeline_version = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict, help_text="what a page says while it loads: {'shapes': 214, 'boxes': 2}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "kind", "pipeline_version"], name="asset_once")]


class AssetWish(models.Model):
    """That somebody asked for an asset which is not made with the rest: being made, or why it cannot be."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="asset_wishes")
    kind = models.CharField(max_length=12, choices=Asset.Kind)
    pipeline_version = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    failure = models.JSONField(null=True, blank=True, help_text="{code, message, file, line, hint}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "kind", "pipeline_version"], name="asset_wish_once")]


class Attachment(TimeStamped):
    """A file that goes with a build: a program, a picture, a document. Stored as sent, shown by its kind."""

    class Kind(models.TextChoices):
        PROGRAM = "program"
        PICTURE = "picture"
        DOCUMENT = "document"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    position = models.PositiveIntegerField(default=0)
    contents = models.JSONField(
        null=True,
        blank=True,
        help_text="what is in it, once it was looked into: {kind, title, language, members, devices, letters}, "
        "or {error: {code, message, hint}}",
    )
    text = models.ForeignKey(
        StoredFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="its text as JSON runs, [[class, text], …]; nothing in it is HTML",
    )
