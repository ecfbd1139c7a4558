"""Parts in a colour: the maker's element numbers, and when each was made."""

from django.db import models

from parts.models.catalogue import Colour, Part


class Element(models.Model):
    """The maker's number of one part in one colour; several numbers may name the same."""

    number = models.CharField(max_length=20, unique=True)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="elements")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="elements")
    design_number = models.CharField(max_length=20, blank=True, help_text="the maker's number of the shape")

    class Meta:
        indexes = [models.Index(fields=["part", "colour"])]

    def __str__(self) -> str:
        return self.number


class PartColour(models.Model):
    """A colour that a part was made in, worked out from elements and inventories. Years are absent when unknown."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="colours")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="parts")
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    set_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "colour"], name="part_colour_once")]
