"""Files that are made from a part when somebody first asks: its picture in a colour, its 3D file."""

from django.db import models

from common.models import StoredFile
from parts.models.catalogue import Colour, Part


class PartAsset(models.Model):
    """One file made from a part in a colour. It counts while its recipe is the current one; then it is made anew."""

    class Kind(models.TextChoices):
        PICTURE = "picture"
        MODEL = "model", "3D file"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="assets")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    width = models.PositiveSmallIntegerField(default=0, help_text="pixels of a picture's side; 0 for a 3D file")
    recipe = models.CharField(max_length=64, help_text="sha256 of the shape, the colour and the program that made it")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "colour", "kind", "width"], name="part_asset_once")]
