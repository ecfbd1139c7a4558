"""Files that are made from a part when somebody first asks: its picture in a colour, its 3D file."""

from django.db import models
from django.utils import timezone

from common.models import StoredFile
from parts.models.catalogue import Colour, Part


class PartAsset(models.Model):
    """One file made from a part in a colour, or the note that somebody asked for it.

    It counts while its recipe is the current one; then, without a file, it says that there is nothing to make.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture"
        MODEL = "model", "3D file"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="assets")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    width = models.PositiveSmallIntegerField(default=0, help_text="pixels of a picture's side; 0 for a 3D file")
    recipe = models.CharField(
        max_length=64, blank=True, help_text="sha256 of the shape, the colour and the program; blank until it was made"
    )
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, help_text="when a job was last started for it")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "colour", "kind", "width"], name="part_asset_once"),
            models.CheckConstraint(
                condition=models.Q(file=None) | ~models.Q(recipe=""), name="part_asset_file_has_a_recipe"
            ),
        ]
