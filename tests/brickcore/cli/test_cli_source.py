import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from brickcore.cli import main
from brickcore.cli import source as command
from brickcore.sourcing import Problem, Sourced

PROBLEM: dict[str, Any] = {
    "currency": "EUR",
    "need": [{"lot": "3001/4", "quantity": 8}, {"lot": "3002/1", "quantity": 2}],
    "stores": [
        {
            "id": "one",
            "shipping": "2.00",
            "minimum": "1.00",
            "offers": [
                {"lot": "3001/4", "quantity": 20, "price": "0.10", "tiers": [{"from": 10, "price": "0.07"}]},
                {"lot": "3002/1", "quantity": 4, "price": "0.125", "multiple": 2},
            ],
        },
        {
            "id": "two",
            "shipping": "9.00",
            "minimum": "0",
            "offers": [{"lot": "3002/1", "quantity": 9, "price": "0.10"}],
        },
    ],
}


def written(tmp_path: Path, content: Any) -> str:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_the_plan_is_printed_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", written(tmp_path, PROBLEM), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "status": "optimal",
        "cost": "3.020",
        "bound": "3.020",
        "gap": 0.0,
        "plan": [
            {"store": "one", "lot": "3001/4", "quantity": 11, "price": "0.07"},
            {"store": "one", "lot": "3002/1", "quantity": 2, "price": "0.125"},
        ],
        "missing": [],
        "baseline": said["baseline"],
    }


def test_the_plan_is_printed_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", written(tmp_path, PROBLEM)]) == 0
    said = capsys.readouterr().out
    assert "one: 1.020 + 2.00 shipping = 3.020 EUR" in said
    assert "3.020 EUR from 1 store.\nNo plan is cheaper; that is proven." in said


def test_what_nobody_has_is_told_by_a_status_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = PROBLEM | {"need": [{"lot": "3001/4", "quantity": 25}]}
    assert main(["source", written(tmp_path, wanted), "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert (said["status"], said["cost"], said["plan"]) == ("infeasible", None, [])
    assert said["missing"] == [{"lot": "3001/4", "quantity": 5}]
    assert main(["source", written(tmp_path, wanted)]) == 3
    assert "     5 × 3001/4" in capsys.readouterr().out


def test_a_bad_problem_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", written(tmp_path, PROBLEM | {"need": [{"lot": "a", "quantity": -1}]}), "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["message"] == "need[0].quantity: -1 is no whole number from 1 to 10,000,000."
    assert main(["source", written(tmp_path, PROBLEM), "--seconds", "nan"]) == 2
    assert main(["source", str(tmp_path / "none.json")]) == 2


def test_a_lot_bought_for_another_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = PROBLEM | {"need": [{"lot": "x", "quantity": 2, "accepts": ["3002/1"]}]}
    assert main(["source", written(tmp_path, wanted), "--json", "--changes"]) == 0
    [*_, line] = json.loads(capsys.readouterr().out)["plan"]
    assert (line["lot"], line["for"]) == ("3002/1", "x")


def test_reading_the_problem_counts_among_the_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([100.0, 103.5])
    given: list[float] = []

    def source(_problem: Problem, *, seconds: float) -> Sourced:
        given.append(seconds)
        return Sourced("unknown", None, Decimal(0))

    monkeypatch.setattr(command, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(command, "source", source)
    assert main(["source", written(tmp_path, PROBLEM), "--seconds", "5", "--json"]) == 4
    assert given == [1.5]
    assert json.loads(capsys.readouterr().out)["status"] == "unknown"


def test_warming_says_where_the_code_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", "--warm"]) == 0
    assert "ready" in capsys.readouterr().out


def test_a_missing_problem_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source"]) == 2
    assert "PROBLEM.json" in capsys.readouterr().err
