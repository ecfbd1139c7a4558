"""The system check that tells when graphql-core is missing, although our folder of the same name can be imported."""

from importlib.machinery import ModuleSpec

import pytest

from common import checks


def test_with_graphql_core_there_is_nothing_to_say() -> None:
    assert checks.graphql_core(None) == []


def test_our_own_folder_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ModuleSpec("graphql", None, is_package=True)
    monkeypatch.setattr(checks, "find_spec", lambda _name: folder)
    (error,) = checks.graphql_core(None)
    assert (error.id, error.hint) == ("common.E001", "Run `make setup`.")


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "find_spec", lambda _name: None)
    assert len(checks.graphql_core(None)) == 1
