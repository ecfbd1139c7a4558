"""Builds come in as a zip and become drafts; whom they stand on is kept with them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('builds', '0006_own_parts_and_files_on_demand'),
        ('common', '0002_cache_table'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='build',
            name='credits',
            field=models.JSONField(blank=True, default=list, help_text='whom an imported build stands on, oldest first: [{title, author, address, licence}]'),
        ),
        migrations.CreateModel(
            name='BuildImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('file_name', models.CharField(max_length=255)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('working', 'Working'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='per cent')),
                ('error', models.JSONField(blank=True, help_text='why it was not taken: {code, message, hint}', null=True)),
                ('build', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='builds.build')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.storedfile')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', '-id'], name='builds_buil_owner_i_e4c15a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('error__isnull', False), ('state', 'failed')), models.Q(models.Q(('state', 'failed'), _negated=True), ('error__isnull', True)), _connector='OR'), name='build_import_that_failed_says_why')],
            },
        ),
    ]
