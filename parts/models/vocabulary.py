"""The words of the catalogue, against which typing errors are corrected and unfinished words are completed."""

from django.db import models


class SearchWord(models.Model):
    """A word as people write it, and in how many names it stands; made anew by each import."""

    word = models.CharField(max_length=64, unique=True)
    uses = models.PositiveIntegerField(help_text="names of parts, sets and minifigures with it")
    part_uses = models.PositiveIntegerField(default=0, help_text="of these, names of parts")
