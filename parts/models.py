"""The catalogue: parts and colours, their numbers in every system, and prices seen."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from common.models import TimeStamped


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
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PART)
    print_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="prints")
    width = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="LDU, along x")
    height = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="LDU, along y")
    depth = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, help_text="LDU, along z")
    weight = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True, help_text="grams")
    weight_estimated = models.BooleanField(default=False, help_text="computed from the size, not weighed")
    keywords = models.TextField(blank=True, default="", help_text="further words that people search it by")
    search = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="english")
        + SearchVector("number", weight="A", config="simple")
        + SearchVector("keywords", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["search"], name="part_search_gin")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class PartNumber(models.Model):
    """A number that a system gives to a part, and how we know."""

    class Rule(models.TextChoices):
        """Why a number leads to its part: it is the part's own, an older or second name of it, or taken to be equal."""

        OWN = "own"
        MOVED = "moved"
        ALIAS = "alias"
        ASSUMED = "assumed"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="numbers")
    system = models.CharField(max_length=12, choices=System)
    number = models.CharField(max_length=64, help_text="lower case, without .dat")
    rule = models.CharField(max_length=8, choices=Rule, default=Rule.OWN)
    evidence = models.CharField(max_length=200, help_text="the source that says so")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number", "part"], name="part_number_once")]
        indexes = [models.Index(fields=["number"])]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class PartRelation(models.Model):
    """How two parts relate: print of, mould of, alternate, pair, sub-part. (A number that moved is a PartNumber.)"""

    class Kind(models.TextChoices):
        PRINT = "print"
        MOULD = "mould"
        ALTERNATE = "alternate"
        PAIR = "pair"
        SUBPART = "subpart"

    kind = models.CharField(max_length=12, choices=Kind)
    child = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="relations_up")
    parent = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="relations_down")
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


class PriceSeen(models.Model):
    """One price that somebody saw: never an offer, always with its date and source."""

    class Condition(models.TextChoices):
        NEW = "new"
        USED = "used"

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="prices_seen")
    colour = models.ForeignKey(Colour, on_delete=models.CASCADE, related_name="prices_seen")
    condition = models.CharField(max_length=4, choices=Condition, default=Condition.NEW)
    price = models.DecimalField(max_digits=12, decimal_places=4)
    currency = models.CharField(max_length=3, default="EUR")
    quantity = models.PositiveIntegerField(default=1, help_text="how many pieces the price speaks of")
    seen_on = models.DateField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(price__gt=0), name="price_seen_is_positive"),
            models.UniqueConstraint(
                fields=["part", "colour", "condition", "currency", "price", "seen_on", "source"],
                name="price_seen_once",
            ),
        ]
        indexes = [models.Index(fields=["part", "colour", "condition"])]


class CatalogueVersion(models.Model):
    """Counts up whenever the catalogue changes, so that what was derived from it can say from which state."""

    number = models.PositiveIntegerField(primary_key=True)
    reason = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
