"""The parts that are likeliest meant are listed first, also when nothing was asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parts", "0007_search_heads")]

    operations = [
        migrations.AddIndex(
            "part", models.Index(models.F("standing").desc(), "name", "id", name="part_by_standing"),
        ),
    ]
