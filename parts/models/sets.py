"""Sets, minifigures, themes, and what their inventories list."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from parts.models.catalogue import Colour, Part
from parts.models.search_columns import Numbers, Words


class Theme(models.Model):
    """A line of sets. `number` is Rebrickable's."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")

    def __str__(self) -> str:
        return self.name


class Set(models.Model):
    """A boxed set, a book with bricks, a bag: whatever was sold under one number, such as 10019-1."""

    number = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="sets")
    part_count = models.PositiveIntegerField(default=0)
    theme_words = models.TextField(
        blank=True, default="", db_default="", help_text="its theme and those above, by which searches find it too"
    )
    search = models.GeneratedField(
        expression=Words("name", "A") + Words("theme_words", "C") + Numbers("number", "D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["search"], name="set_search_gin")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Minifig(models.Model):
    """A minifigure. `number` is Rebrickable's, such as fig-000001."""

    number = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    part_count = models.PositiveIntegerField(default=0)
    search = models.GeneratedField(
        expression=Words("name", "A") + Numbers("number", "D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["search"], name="minifig_search_gin")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Inventory(models.Model):
    """One version of what a set or a minifigure holds. `number` is Rebrickable's."""

    number = models.PositiveIntegerField(unique=True)
    version = models.PositiveSmallIntegerField()
    set = models.ForeignKey(Set, null=True, blank=True, on_delete=models.CASCADE, related_name="inventories")
    minifig = models.ForeignKey(Minifig, null=True, blank=True, on_delete=models.CASCADE, related_name="inventories")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(set__isnull=False, minifig__isnull=True)
                | models.Q(set__isnull=True, minifig__isnull=False),
                name="inventory_of_a_set_or_a_minifig",
            )
        ]


class InventoryPart(models.Model):
    """So many of a part in a colour."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="inventory_parts")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="inventory_parts")
    quantity = models.PositiveIntegerField()
    is_spare = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inventory", "part", "colour", "is_spare"], name="inventory_part_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="inventory_part_is_some"),
        ]


class InventorySet(models.Model):
    """So many of a set inside another."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="sets")
    set = models.ForeignKey(Set, on_delete=models.CASCADE, related_name="held_in")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inventory", "set"], name="inventory_set_once")]


class InventoryMinifig(models.Model):
    """So many of a minifigure."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="minifigs")
    minifig = models.ForeignKey(Minifig, on_delete=models.CASCADE, related_name="held_in")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inventory", "minifig"], name="inventory_minifig_once")]
