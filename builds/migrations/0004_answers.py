"""People settle what a report asks, and a revision remembers it, and how it is to be read; the latter never changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION builds_revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'revision % was published and stays', OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF ({new}) IS DISTINCT FROM ({old}) THEN
        RAISE EXCEPTION 'revision % never changes; add a new one', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        RAISE EXCEPTION 'revision % keeps the date it was published on', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
KEPT = ("build_id", "number", "file_id", "file_name", "created_at")


def guard(*columns: str) -> str:
    """The guard of 0002 over these columns: what was uploaded, and how it is to be read."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return GUARD.format(new=new, old=old)


class Migration(migrations.Migration):
    dependencies = [
        ("builds", "0003_references_in_any_system"),
        ("parts", "0009_search_shelf_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.CharField(max_length=12)),
                (
                    "reference",
                    models.CharField(help_text="normalised, as numbers of the catalogue are", max_length=255),
                ),
                ("colour_system", models.CharField(blank=True, max_length=12)),
                ("reference_colour", models.CharField(blank=True, max_length=64)),
                (
                    "what",
                    models.CharField(
                        choices=[("part", "Part"), ("optional", "Optional"), ("accepted", "Accepted")], max_length=10
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="bomline",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[("part", "Part"), ("optional", "Optional"), ("accepted", "Accepted")],
                help_text="what a person settled about it",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="bomline",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="bomline",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bomline",
            name="found",
            field=models.JSONField(
                blank=True, help_text="under an answer: what was derived, to be put back when it is undone", null=True
            ),
        ),
        migrations.AddField(
            model_name="bomline",
            name="place",
            field=models.JSONField(blank=True, help_text="where the file names it first: {file, line}", null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="answers",
            field=models.JSONField(
                blank=True,
                help_text="what people settled in its report, as it applies here; null: nobody was asked yet",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="reading",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="how to read the bytes, where that was asked: {'columns': {...}} of a table",
            ),
        ),
        migrations.AddConstraint(
            model_name="bomline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("found__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("found__isnull", False)),
                    _connector="OR",
                ),
                name="bom_line_answer_keeps_what_was_found",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="colour",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parts.colour"
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="settlements", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="part",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parts.part"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(
                fields=("owner", "system", "reference", "colour_system", "reference_colour"),
                name="settlement_once_a_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("part__isnull", False), ("what", "part")),
                    models.Q(models.Q(("what", "part"), _negated=True), ("part__isnull", True)),
                    _connector="OR",
                ),
                name="settlement_names_a_part_where_it_chooses_one",
            ),
        ),
        migrations.RunSQL(guard(*KEPT, "reading"), guard(*KEPT)),
    ]
