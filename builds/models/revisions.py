"""What was uploaded, and how the work on it stands."""

from django.db import models

from builds.models.builds import Build
from common.models import StoredFile


class Revision(models.Model):
    """One immutable upload of a build: the bytes never change; state, stage and figures tell how the work stands."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"
        CANCELLED = "cancelled"

    UNFINISHED = (State.WAITING, State.WORKING)

    class Stage(models.TextChoices):
        RECEIVED = "received"
        READ = "read"
        COUNTED = "counted"
        IDENTIFIED = "identified"
        SHOWN = "shown"  # the 3D view
        PICTURED = "pictured"
        PRICED = "priced"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    reading = models.JSONField(
        default=dict, blank=True, help_text="how to read the bytes, where that was asked: {'columns': {...}} of a table"
    )
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="when the owner first showed it to all; until then it is the owner's alone"
    )
    started_at = models.DateTimeField(null=True, blank=True, help_text="when the last run began")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="when the last run ended")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    stage = models.CharField(
        max_length=10, choices=Stage, default=Stage.RECEIVED, help_text="the last stage that is done"
    )
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    stage_figures = models.JSONField(
        default=dict, help_text="stage -> what it found, for people: {'counted': {'parts': 3, 'lots': 2}}"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.JSONField(null=True, blank=True, help_text="{code, message, file, line, hint}")
    notices = models.JSONField(
        default=list, help_text="brickcore notices: [{code, severity, message, file, line, hint, parts, count}]"
    )
    answers = models.JSONField(
        null=True,
        blank=True,
        help_text="what people settled in its report, as it applies here; null: nobody was asked yet",
    )
    own_prices = models.JSONField(
        null=True,
        blank=True,
        help_text="what its builder says that parts of their own cost, in euros: [{system, reference, "
        "reference_colour, price}], price null where it was taken away; null: not asked yet, other revisions' apply",
    )
    format = models.CharField(max_length=20, blank=True)
    part_count = models.PositiveIntegerField(null=True, blank=True)
    lot_count = models.PositiveIntegerField(null=True, blank=True)
    step_count = models.PositiveIntegerField(null=True, blank=True)
    size_x = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True, help_text="millimetres")
    size_y = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    size_z = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    weight = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, help_text="grams, of the lots whose weight is known"
    )
    estimate = models.JSONField(
        null=True,
        blank=True,
        help_text="{currency, total, by_basis: {basis: amount}, unpriced_lots, unpriced_parts}, amounts as strings",
    )
    catalogue_version = models.PositiveIntegerField(null=True, blank=True)
    pipeline_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["build", "number"], name="revision_number_once_a_build")]

    def __str__(self) -> str:
        return f"{self.build_id} revision {self.number}"
