"""The committed schema is the schema."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import FieldNode, OperationDefinitionNode, OperationType, parse

from brickfolk_api.schema import schema

FOLDER = Path(__file__).resolve().parents[2] / "graphql"
TEXT = FOLDER / "schema.graphql"


def test_committed_schema_is_the_one_that_is_served() -> None:
    assert TEXT.read_text(encoding="utf-8").strip() == str(schema).strip(), (
        "graphql/schema.graphql has drifted: write it anew with `make schema`"
    )


def undescribed() -> Iterator[str]:
    """Types, fields and arguments that say nothing of themselves, but for what GraphQL itself brings along."""
    for name, kind in schema.graphql_schema.type_map.items():
        if name.startswith("__"):
            continue
        if not kind.description:
            yield name
        for field_name, field in getattr(kind, "fields", {}).items():
            if not field.description:
                yield f"{name}.{field_name}"
            yield from (
                f"{name}.{field_name}({a})" for a, arg in getattr(field, "args", {}).items() if not arg.description
            )


def test_every_type_field_and_argument_says_what_it_is() -> None:
    assert sorted(undescribed()) == []


def asked_for(kind: OperationType) -> Iterator[str]:
    """The fields that documented operations of a kind begin with."""
    for path in (FOLDER / "operations").glob("*.graphql"):
        for definition in parse(path.read_text(encoding="utf-8")).definitions:
            if isinstance(definition, OperationDefinitionNode) and definition.operation == kind:
                fields = definition.selection_set.selections
                yield from (field.name.value for field in fields if isinstance(field, FieldNode))


@pytest.mark.parametrize("kind", [OperationType.QUERY, OperationType.MUTATION])
def test_whatever_can_be_asked_or_done_has_a_documented_operation(kind: OperationType) -> None:
    root = schema.graphql_schema.get_root_type(kind)
    assert root is not None
    assert sorted(set(root.fields) - set(asked_for(kind))) == []
