"""A picture that was asked for has a row before it has a file."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial"), ("parts", "0003_corrections_withdrawn")]

    operations = [
        migrations.AddField(
            model_name="partasset",
            name="asked_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, help_text="when a job was last started for it"
            ),
        ),
        migrations.AlterField(
            model_name="partasset",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="common.storedfile",
            ),
        ),
        migrations.AlterField(
            model_name="partasset",
            name="made_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="partasset",
            name="recipe",
            field=models.CharField(
                blank=True,
                help_text="sha256 of the shape, the colour and the program; blank until it was made",
                max_length=64,
            ),
        ),
        migrations.AddConstraint(
            model_name="partasset",
            constraint=models.CheckConstraint(
                condition=models.Q(("file", None), models.Q(("recipe", ""), _negated=True), _connector="OR"),
                name="part_asset_file_has_a_recipe",
            ),
        ),
    ]
