"""A build, the words it is found by, and what others may do with it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from common.models import TimeStamped


class Tag(models.Model):
    """A word that builders give to builds."""

    name = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=40, unique=True, allow_unicode=True)

    def __str__(self) -> str:
        return self.name


class Licence(models.TextChoices):
    """What others may do with a build (SPDX identifiers)."""

    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"


class Build(TimeStamped):
    """The project that a member shares. Its page shows `shown_revision`."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="builds")
    slug = models.SlugField(max_length=90, unique=True)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True, help_text="markdown")
    licence = models.CharField(max_length=20, choices=Licence, default=Licence.CC_BY_SA)
    tags = models.ManyToManyField(Tag, blank=True, related_name="builds")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    remix_of = models.ForeignKey("Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="remixes")
    shown_revision = models.ForeignKey("Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    credits = models.JSONField(
        default=list,
        blank=True,
        help_text="whom an imported build stands on, oldest first: [{title, author, address, licence}]",
    )
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("description", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(state="published") & Q(published_at__isnull=False)),
                name="published_build_has_a_date",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"]),
            GinIndex(fields=["words"], name="build_words"),
        ]

    def __str__(self) -> str:
        return self.title
