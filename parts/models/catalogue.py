"""Parts and colours, their numbers in every system, and how parts relate."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from common.models import TimeStamped
from parts.models.search_columns import Heads, NameLength, Numbers, Words


class System(models.TextChoices):
    """Who gives a number to parts and colours."""

    LDRAW = "ldraw", "LDraw"
    LEGO = "lego", "LEGO"
    LDD = "ldd", "LDD"
    BRICKLINK = "bricklink", "BrickLink"
    REBRICKABLE = "rebrickable", "Rebrickable"
    BRICKOWL = "brickowl", "Brick Owl"


class Category(models.Model):
    """A shelf of the catalogue."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Colour(models.Model):
    """A colour with its finish. `number` is LDraw's code."""

    class Finish(models.TextChoices):
        SOLID = "solid"
        TRANSPARENT = "transparent"
        CHROME = "chrome"
        PEARL = "pearl"
        METAL = "metal"
        RUBBER = "rubber"
        MILKY = "milky"
        GLITTER = "glitter"
        SPECKLE = "speckle"

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=80)
    rgb = models.CharField(max_length=7, help_text="#RRGGBB, sRGB")
    edge_rgb = models.CharField(max_length=7)
    alpha = models.PositiveSmallIntegerField(default=255, help_text="255 is opaque")
    finish = models.CharField(max_length=12, choices=Finish, default=Finish.SOLID)
    commonness = models.DecimalField(
        max_digits=4, decimal_places=3, default=Decimal("0.5"), help_text="0 is the rarest, 1 the commonest"
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Part(TimeStamped):
    """A shape in the catalogue. `number` is the number that we show; all others are in PartNumber."""

    class Kind(models.TextChoices):
        PART = "part"
        ASSEMBLY = "assembly"
        PRINT = "print"
        STICKER = "sticker"
        FLEXIBLE = "flexible"

    number = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="parts", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PART)
    print_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="prints")
    width = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="LDU, along x")
    height = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="LDU, along y")
    depth = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="LDU, along z")
    weight = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True, help_text="grams")
    weight_estimated = models.BooleanField(default=False, help_text="computed from the size, not weighed")
    keywords = models.TextField(blank=True, default="", help_text="further words that people search it by")
    other_names = models.TextField(blank=True, default="", help_text="what other sources call it, a line each")
    author = models.CharField(max_length=200, blank=True, help_text="who drew its LDraw file")
    licence = models.CharField(max_length=120, blank=True, help_text="of its LDraw file, as the file says")
    shape_digest = models.CharField(
        max_length=64,
        blank=True,
        help_text="sha256 of its LDraw file and all that it is made of; changes with the shape",
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    set_count = models.PositiveIntegerField(
        default=0, help_text="sets that hold it; 0 also when inventories are absent"
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        help_text="the same part, found later under another number; old parts lists keep pointing here",
    )
    standing = models.PositiveIntegerField(
        default=0, help_text="how likely it is meant, words aside: made anew by each import (docs/algorithms/search.md)"
    )
    search = models.GeneratedField(
        expression=Heads("name", "A")
        + Words("name", "B")
        + Words("other_names", "B")
        + Heads("other_names", "D")
        + Words("keywords", "C")
        + Numbers("number", "C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    name_length = models.GeneratedField(
        expression=NameLength("name"), output_field=models.IntegerField(), db_persist=True
    )
    other_length = models.GeneratedField(
        expression=NameLength("other_names"), output_field=models.IntegerField(), db_persist=True
    )

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="part_search_gin"),
            # Common words stand in thousands of prints, which suggestions leave out.
            GinIndex(fields=["search"], name="plain_part_search_gin", condition=models.Q(kind="part")),
            # Counts of shelves and kinds come out of it alone, without the rows.
            models.Index(fields=["category", "kind"], name="part_by_shelf_and_kind"),
            models.Index(models.F("standing").desc(), "name", "id", name="part_by_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class PartNumber(models.Model):
    """A number that a system gives to a part, and how we know."""

    class Rule(models.TextChoices):
        """Why a number leads to its part, the strongest reason first."""

        CORRECTED = "corrected"
        OWN = "own"
        MOVED = "moved"
        ALIAS = "alias"
        ASSUMED = "assumed"
        MOULD = "mould"
        ALTERNATE = "alternate"
        PRINT = "print"
        NAME = "name"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="numbers")
    system = models.CharField(max_length=12, choices=System)
    number = models.CharField(max_length=64, help_text="lower case, without .dat")
    rule = models.CharField(max_length=12, choices=Rule, default=Rule.OWN)
    evidence = models.CharField(max_length=200, help_text="the source that says so")
    is_derived = models.BooleanField(
        default=False, db_default=False, help_text="worked out from other rows; made anew after each import"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "number", "part"], name="part_number_once"),
            models.UniqueConstraint(
                fields=["system", "number"], condition=models.Q(rule="corrected"), name="part_number_corrected_once"
            ),
        ]
        indexes = [models.Index(fields=["number"])]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class PartRelation(models.Model):
    """How two parts relate: the child is a print of, a mould of, … its parent. A number that moved is a PartNumber."""

    class Kind(models.TextChoices):
        PRINT = "print"
        PATTERN = "pattern"
        MOULD = "mould"
        ALTERNATE = "alternate"
        PAIR = "pair"
        SUBPART = "subpart", "part of"

    kind = models.CharField(max_length=12, choices=Kind)
    child = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="relations_up")
    parent = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="relations_down")
    quantity = models.PositiveIntegerField(default=1, help_text="how many of the child one parent holds")
    colour = models.ForeignKey(
        Colour, null=True, blank=True, on_delete=models.SET_NULL, help_text="of the child where it is fixed"
    )
    evidence = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "child", "parent"], name="part_relation_once"),
            models.CheckConstraint(condition=~models.Q(child=models.F("parent")), name="part_relation_not_to_itself"),
        ]


class ColourNumber(models.Model):
    """A number that a system gives to a colour."""

    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="numbers")
    system = models.CharField(max_length=12, choices=System)
    number = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number", "colour"], name="colour_number_once")]
