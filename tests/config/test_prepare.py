"""Preparing does each thing once, and again when what it depends on has changed."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from config import prepare
from config.prepare import Step

pytestmark = pytest.mark.django_db


def test_steps_that_are_done_are_skipped(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR_DIR = tmp_path / "var"
    given, done, said = tmp_path / "models", list[str](), list[str]()
    answers = {"good": None, "bad": False}

    def do(title: str) -> object:
        done.append(title)
        return answers[title]

    steps = [Step("good", [given], lambda: do("good")), Step("bad", [given], lambda: do("bad"))]
    monkeypatch.setattr(prepare, "_steps", lambda: steps)
    for text in ("one", "one", "two"):
        given.write_text(text)
        prepare.prepare(said.append)
    assert done == ["good", "bad", "bad", "good", "bad"]
    assert list(json.loads((tmp_path / "var" / "prepared.json").read_text())) == ["good"]
    assert any("good" in line for line in said)
