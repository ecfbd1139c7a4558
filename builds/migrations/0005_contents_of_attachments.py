"""What was found in a file that goes with a build, and its text as a page shows it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("builds", "0004_answers"), ("common", "0002_cache_table")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="contents",
            field=models.JSONField(
                blank=True,
                help_text=(
                    "what is in it, once it was looked into: {kind, title, language, members, devices, letters}, "
                    "or {error: {code, message, hint}}"
                ),
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="text",
            field=models.ForeignKey(
                blank=True,
                help_text="its text as JSON runs, [[class, text], …]; nothing in it is HTML",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="common.storedfile",
            ),
        ),
    ]
