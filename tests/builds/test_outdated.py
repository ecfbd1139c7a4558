"""Deriving again what an older catalogue or pipeline gave."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from brickcore.pipeline.version import PIPELINE_VERSION
from builds.models import Build, Revision
from parts.models import CatalogueVersion


def test_only_what_is_older_is_derived_again(
    owner: User, make_build: Callable[..., Build], capsys: pytest.CaptureFixture[str]
) -> None:
    CatalogueVersion.objects.create(number=7, reason="test")
    versions = {
        "new": (7, PIPELINE_VERSION),
        "old parts": (6, PIPELINE_VERSION),
        "old shapes": (7, PIPELINE_VERSION - 1),
    }
    for title, (catalogue, pipeline) in versions.items():
        make_build(owner, title)
        Revision.objects.filter(build__title=title).update(catalogue_version=catalogue, pipeline_version=pipeline)
    make_build(owner, "waiting", ready=False)
    queued = ProcrastinateJob.objects.count()

    call_command("rederive", "--dry-run")
    assert ProcrastinateJob.objects.count() == queued
    call_command("rederive")

    assert capsys.readouterr().out == "2 revisions are outdated.\n2 revisions are outdated and queued.\n"
    again = Revision.objects.filter(state="waiting").exclude(build__title="waiting")
    assert sorted(again.values_list("build__title", flat=True)) == ["old parts", "old shapes"]
    assert ProcrastinateJob.objects.count() == queued + 2
